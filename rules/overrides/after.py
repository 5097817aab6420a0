"""Draws shapes."""

import typing
from typing import final, override


class Shape:
    def area(self):
        """The area."""
        return 0

    @final
    def twice(self):
        return 2 * self.area()


class Square(Shape):
    @override
    def area(self):
        """The side squared."""
        return 9


class Unit(Square):
    @typing.override
    def area(self):
        """One."""
        return 1


print(Square().area(), Unit().twice(), Unit.area.__override__, Shape.twice.__final__)
