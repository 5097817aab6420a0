"""Prints the settings of a text."""

import tomllib

TEXT = """
[server]
host = "localhost"
ports = [8000, 8001]
"""

try:
    print(tomllib.loads(TEXT))
    print(tomllib.loads("[server"))
except tomllib.TOMLDecodeError as error:
    print(error)
