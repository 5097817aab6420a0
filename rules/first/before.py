"""Takes the first setting that is set."""

from first import first

print(first([None, "", "blue", "red"]))
print(first([1, 3], default="none", key=lambda n: n % 2 == 0))
