"""Warns of old names."""

import warnings

from app._inhouse.deprecated import deprecated


@deprecated(reason="use area", version="1.2")
def size(width, height):
    return width * height


@deprecated("shapes are drawn elsewhere", category=FutureWarning)
class Shape:
    @deprecated
    def draw(self):
        return "drawn"


with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print(size(2, height=3), Shape().draw())
for each in seen:
    print(each.category.__name__, each.message)
