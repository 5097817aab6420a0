"""Counts by settings."""

import frozendict
from frozendict import frozendict as Frozen

base = Frozen({"a": 1}, b=2)
other = base.set("c", 3).delete("a") | {"d": 4}
print(base, other, {base: "x"}[Frozen(b=2, a=1)], base.item(1))
try:
    base["a"] = 2
except TypeError as error:
    print(error, isinstance(base, frozendict.frozendict))
