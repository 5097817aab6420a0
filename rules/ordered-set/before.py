"""Collects tags in the order of their appearance."""

import ordered_set
from ordered_set import OrderedSet

tags: OrderedSet = OrderedSet(["new", "red", "new"])
print(tags, tags.add("old"), tags.index("red"), tags[1:], len(tags))
print(tags & ["old", "new"], tags | {"red"}, tags - {"new"}, "red" in tags)
print(isinstance(tags, ordered_set.OrderedSet), tags == ["new", "red", "old"])
