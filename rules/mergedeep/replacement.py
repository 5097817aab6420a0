"""Merges nested dictionaries."""

from collections.abc import Mapping, MutableMapping
from copy import deepcopy
from typing import Any


def merge(destination: MutableMapping[Any, Any], *sources: Mapping[Any, Any]) -> Any:
    """Put what the sources hold into the destination and return it.

    Mappings are merged, anything else is replaced by a deep copy.
    """
    for source in sources:
        for key in source:
            value = source[key]
            if key not in destination:
                destination[key] = deepcopy(value)
            elif isinstance(destination[key], Mapping) and isinstance(value, Mapping):
                merge(destination[key], value)
            elif destination[key] is not value:
                destination[key] = deepcopy(value)
    return destination
