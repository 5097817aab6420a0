"""Finds the formats of a room by walking its folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any, Literal

from inhouse.errors import UsageError
from inhouse.reports.page import Page

Room = Literal["audit", "card", "gate", "graph", "replaced"]
Render = Callable[[Any, Page], str]


def formats(room: Room) -> dict[str, Render]:
    """Return the room's renderers by format name, sorted; TypeError names a file that is not one.

    Importing a format is cheap: what it draws with is imported when it draws.
    """
    package = importlib.import_module(f"inhouse.reports.{room}")
    found: dict[str, Render] = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        name, render = getattr(module, "FORMAT", None), getattr(module, "render", None)
        if not isinstance(name, str) or not callable(render):
            raise TypeError(f"{module.__file__}: a format needs FORMAT and render(value, page)")
        if name in found:
            raise TypeError(f"{module.__file__}: the format {name!r} is taken by another file")
        found[name] = render
    return dict(sorted(found.items()))


def find(room: Room, name: str, option: str = "--format") -> Render:
    """Return the renderer of that name; UsageError lists the formats where there is none."""
    known = formats(room)
    if name not in known:
        *others, last = known
        choices = f"{', '.join(others)} or {last}" if others else last
        raise UsageError(f"{option} {name!r}: no such format; give {choices}")
    return known[name]
