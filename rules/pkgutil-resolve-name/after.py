"""Calls a function that is given by its name."""

from pkgutil import resolve_name

print(resolve_name("os.path:basename")("a/b"))
print([resolve_name(name)(-2.5) for name in ("math.floor", "builtins:abs")])
