"""Tells how large things are."""

import humanize
from humanize import naturalsize

print(naturalsize(3_000_000), naturalsize(3_000_000, binary=True), naturalsize(300, gnu=True))
print(humanize.intcomma(1234567.891, 1), humanize.intcomma("1000"), humanize.ordinal(3))
