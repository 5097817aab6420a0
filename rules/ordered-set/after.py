"""Collects tags in the order of their appearance."""

from app._inhouse import ordered_set
from app._inhouse.ordered_set import OrderedSet

tags: OrderedSet = OrderedSet(["new", "red", "new"])
print(tags, tags.add("old"), tags.index("red"), tags[1:], len(tags))
print(tags & ["old", "new"], tags | {"red"}, tags - {"new"}, "red" in tags)
print(isinstance(tags, ordered_set.OrderedSet), tags == ["new", "red", "old"])
