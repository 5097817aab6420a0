"""Sorts fruit by its length."""

import toolz
from toolz import groupby, pipe
from toolz.dicttoolz import valmap

fruit = ["apple", "fig", "plum", "kiwi"]
print(pipe(fruit, lambda names: groupby(len, names), lambda groups: valmap(len, groups)))
print(list(toolz.partition_all(3, fruit)), toolz.get_in(["a", 0], {"a": [7]}))
