"""The names of a package: what one stands for, and which are public."""

from __future__ import annotations

import ast
import builtins
import importlib
from pathlib import Path
from types import ModuleType
from typing import Any

_METADATA = {"__version__", "__version_info__", "__author__", "__license__", "__email__"}


def resolve(name: str) -> Any:
    """Return what a dotted name stands for as Python finds it: an attribute before a submodule."""
    first, *rest = name.split(".")
    if not rest and hasattr(builtins, name):
        return getattr(builtins, name)
    found: Any = importlib.import_module(first)
    path = first
    for part in rest:
        path = f"{path}.{part}"
        if not hasattr(found, part):
            importlib.import_module(path)
        found = getattr(found, part)
    return found


def offered(package: str, named: list[str]) -> list[str]:
    """Return the public names of a package, and of the modules below it that a rule speaks of.

    What a module imports from elsewhere is not its own, unless `__all__` says so. An object that
    the package itself offers does not count again in a module below.
    """
    names = {package: public(importlib.import_module(package))}
    seen = {id(value) for value in names[package].values()}
    below = {name.rpartition(".")[0] for name in named if name.startswith(f"{package}.")}
    for path in sorted(below - {package}):
        try:
            module = resolve(path)
        except (Exception, SystemExit):  # noqa: BLE001, S112 - not in this version
            continue
        if isinstance(module, ModuleType):
            own = public(module).items()
            names[path] = {name: value for name, value in own if id(value) not in seen}
    found = {f"{path}.{name}" for path, inner in names.items() for name in inner}
    return sorted(found | {name for name in named if there(name)})


def there(name: str) -> bool:
    """Tell whether a name can be had."""
    try:
        resolve(name)
    except (Exception, SystemExit):  # noqa: BLE001 - whatever it is
        return False
    return True


def public(module: ModuleType) -> dict[str, Any]:
    """Return what a module offers by name; modules count only where they are made by the code."""
    listed = getattr(module, "__all__", None)
    names = list(listed) if listed is not None else dir(module)
    foreign = set() if listed is not None else imported(module)
    found: dict[str, Any] = {}
    for name in map(str, names):
        if (name.startswith("_") and listed is None) or name in foreign or name in _METADATA:
            continue
        try:
            value = getattr(module, name)
        except Exception:  # noqa: BLE001, S112 - what is made when asked for may not be there
            continue
        if listed is not None or not isinstance(value, ModuleType):
            found[name] = value
    return found


def imported(module: ModuleType) -> set[str]:
    """Return the names that a module's own text imports from outside its package."""
    try:
        text = Path(getattr(module, "__file__", None) or "").read_text(encoding="utf-8")
        tree = ast.parse(text)
    except (OSError, SyntaxError, ValueError):
        return set()
    root = module.__name__.partition(".")[0]
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = {alias.asname or alias.name for alias in node.names}
            found |= set() if (node.module or "").partition(".")[0] == root else names
    return found
