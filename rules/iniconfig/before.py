"""Reads the settings of a tool."""

from iniconfig import IniConfig, ParseError

TEXT = """\
[tool]
name = demo ; not a comment
paths =
    src
    tests

[other]
Size: 3
"""
config = IniConfig("tool.ini", data=TEXT)
print(config["tool"]["name"], config.get("tool", "paths").split(), config.lineof("other", "Size"))
print([section.name for section in config], dict(config["other"].items()), "none" in config)
print(config.get("other", "Size", convert=int), IniConfig.parse("x", TEXT)["tool"]["name"])
try:
    IniConfig("bad.ini", "a = 1")
except ParseError as error:
    print(error)
