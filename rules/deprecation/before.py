"""Warns of what is to go."""

import warnings

import deprecation


@deprecation.deprecated(
    deprecated_in="1.0", removed_in="2.0", current_version="1.5", details="Use area."
)
def size(width, height):
    """The size."""
    return width * height


with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print(size(2, height=3), issubclass(deprecation.UnsupportedWarning, DeprecationWarning))
print([str(each.message) for each in seen])
print(size.__doc__)
