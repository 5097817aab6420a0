"""Reads settings from a file."""

import io
import os

from app._inhouse import dotenv
from app._inhouse.dotenv import dotenv_values, load_dotenv

TEXT = """
# the server
export HOST=localhost  # here
PORT=80
URL="http://${HOST}:${PORT:-1}/\\n"
NAME='a b'
BARE
"""

print(dict(dotenv_values(stream=io.StringIO(TEXT))))
print(load_dotenv(stream=io.StringIO("A_NAME_OF_OUR_OWN=1")), os.environ["A_NAME_OF_OUR_OWN"])
print(repr(dotenv.find_dotenv("there-is-none.env", usecwd=True)))
