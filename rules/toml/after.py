"""Prints the settings of a text."""

import tomllib
from tomllib import TOMLDecodeError

TEXT = """
[server]
host = "localhost"
ports = [8000, 8001]
"""


def settings(text):
    try:
        return tomllib.loads(text)
    except TOMLDecodeError:
        return None


print(settings(TEXT))
print(settings("[server"))
