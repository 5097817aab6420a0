"""Prints the settings of a text."""

from toml import TomlDecodeError, loads

TEXT = """
[server]
host = "localhost"
ports = [8000, 8001]
"""


def settings(text):
    try:
        return loads(text)
    except TomlDecodeError:
        return None


print(settings(TEXT))
print(settings("[server"))
