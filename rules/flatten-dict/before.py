"""Flattens settings, and builds them again."""

from flatten_dict import flatten, unflatten
from flatten_dict.reducers import make_reducer
from flatten_dict.splitters import make_splitter

settings = {"web": {"host": "localhost", "ports": [80, 443]}, "log": {"level": {"root": "info"}}, "x": {}}
print(flatten(settings))
print(flatten(settings, reducer="dot", enumerate_types=(list,)))
flat = flatten(settings, reducer=make_reducer("__"))
print(flat, unflatten(flat, splitter=make_splitter("__")))
