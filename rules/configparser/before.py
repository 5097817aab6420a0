"""Reads the settings of a server."""

import io

from backports import configparser
from backports.configparser import ConfigParser, NoOptionError

TEXT = """
[DEFAULT]
root = /srv
[server]
path = %(root)s/www
port = 8000
debug = yes
"""

parser = ConfigParser(defaults={"host": "localhost"}, interpolation=configparser.BasicInterpolation())
parser.read_string(TEXT)
print(parser.get("server", "path"), parser.getint("server", "port"), parser["server"]["host"])
print(parser.getboolean("server", "debug"), parser.sections(), configparser.DEFAULTSECT)
try:
    parser.get("server", "name")
except NoOptionError as error:
    print(error.option, error.section)
parser["server"]["port"] = "9000"
buffer = io.StringIO()
parser.write(buffer)
print(buffer.getvalue())
