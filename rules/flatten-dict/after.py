"""Flattens settings, and builds them again."""

from app._inhouse.flatten_dict import flatten, unflatten
from app._inhouse.flatten_dict import make_reducer
from app._inhouse.flatten_dict import make_splitter

settings = {"web": {"host": "localhost", "ports": [80, 443]}, "log": {"level": {"root": "info"}}, "x": {}}
print(flatten(settings))
print(flatten(settings, reducer="dot", enumerate_types=(list,)))
flat = flatten(settings, reducer=make_reducer("__"))
print(flat, unflatten(flat, splitter=make_splitter("__")))
