"""Sends things in small lots."""

from more_itertools import chunked, one, unique_everseen

for lot in chunked(unique_everseen("abracadabra"), 2):
    print(lot)
print(one(["only"]))
