"""Computes a value once."""

from functools import cached_property


class Circle:
    def __init__(self, radius):
        self.radius = radius

    @cached_property
    def diameter(self):
        print("computing")
        return 2 * self.radius


circle = Circle(3)
print(circle.diameter, circle.diameter)
