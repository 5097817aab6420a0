"""Sends things in small lots, and reads a table of sections."""

import more_itertools
from more_itertools import chunked, map_reduce, one, split_at, unique_everseen

for lot in chunked(unique_everseen("abracadabra"), 2):
    print(lot)
print(one(["only"]))
lines = ["fig 3", "plum 2", "", "fig 4"]
for section in split_at(lines, lambda line: not line):
    print(dict(map_reduce((line.split() for line in section), lambda words: words[0], len)))
print(list(more_itertools.collapse([1, [2, ["three"]]])), more_itertools.minmax(3, 1, 2))
