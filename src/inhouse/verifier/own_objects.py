"""Values that belong to the package on one side and to what takes its place on the other.

A mock of the package is another class than a mock of the standard library, whatever it can do:
only its use shows that, in a contract and in longer scripts. Here such values are told apart
from all others, so that they are neither counted as the same nor as a difference.
"""

from __future__ import annotations

import json
from typing import Any

OWN = "its own"


def masked(value: str, roots: frozenset[str]) -> str:
    """Return a canonical form with every object, class and function of these modules made alike.

    `roots` are top-level module names. Text that is no canonical form stays as it is.
    """
    try:
        form = json.loads(value)
    except ValueError:
        return value
    return json.dumps(_masked(form, roots), sort_keys=True)


def _masked(form: Any, roots: frozenset[str]) -> Any:
    if isinstance(form, list):
        return [_masked(item, roots) for item in form]
    if not isinstance(form, dict):
        return form
    for kind in ("object", "class", "exception"):
        name = form.get(kind)
        if isinstance(name, str) and _root(name) in roots:
            return {kind: OWN}
    for kind in ("lazy", "awaitable"):  # what comes out of them can be compared
        name = form.get(kind)
        if isinstance(name, str) and _root(name) in roots:
            form = {**form, kind: OWN}
    function = form.get("function")
    if isinstance(function, list) and function and _root(str(function[0])) in roots:
        return {"function": [OWN, *function[2:]]}
    return {key: _masked(part, roots) for key, part in form.items()}


def _root(name: str) -> str:
    return name.partition(".")[0]
