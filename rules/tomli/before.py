"""Prints the settings of a text."""

import tomli

TEXT = """
[server]
host = "localhost"
ports = [8000, 8001]
"""

try:
    print(tomli.loads(TEXT))
    print(tomli.loads("[server"))
except tomli.TOMLDecodeError as error:
    print(error)
