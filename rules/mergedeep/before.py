"""Completes settings."""

from mergedeep import merge

DEFAULTS = {"server": {"host": "localhost", "port": 80}, "tags": ["a"]}
print(merge({}, DEFAULTS, {"server": {"port": 8080}, "tags": ["b"]}))
print(DEFAULTS)
