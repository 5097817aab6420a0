"""Prints sizes."""

from app._inhouse.hurry.filesize import alternative, size

for number in (1, 2000, 3_000_000):
    print(size(number), size(number, system=alternative))
