"""Which modules a distribution has, and how one of them names another by a relative import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_ROOT = ""  # stands for the folder that holds all owned code


@dataclass(frozen=True, slots=True)
class Layout:
    """Dotted modules of a distribution and their files; `tops` are its import packages.

    `packages` are the modules that hold others, namespaces without `__init__` included.
    """

    tops: tuple[str, ...]
    modules: dict[str, str]
    packages: frozenset[str]

    def own(self, module: str) -> bool:
        """Tell whether a dotted name is one of the import packages or lies below one."""
        return any(module == top or module.startswith(f"{top}.") for top in self.tops)

    def above(self, module: str) -> bool:
        """Tell whether a dotted name is a namespace that holds an import package."""
        return any(top.startswith(f"{module}.") for top in self.tops)

    def there(self, module: str) -> bool:
        """Tell whether the distribution has this module or package."""
        return module in self.modules or module in self.packages

    def hides(self, path: str) -> bool:
        """Tell whether a file `name.py` is never imported, since `name/__init__.py` comes first."""
        if not path.endswith(".py"):
            return False
        other = self.modules.get(path.removesuffix(".py").replace("/", "."))
        return other is not None and other != path

    def absolute(self, importer: str, level: int, module: str | None) -> str:
        """Return the dotted name that a from-import means; "" above the top."""
        if not level:
            return module or ""
        parts = importer.split(".")
        keep = len(parts) - level + (importer in self.packages)
        if keep < 1:
            return ""
        return ".".join([*parts[:keep], *([module] if module else [])])

    def relative(self, importer: str, target: str) -> str:
        """Return how `importer` names `target` from its new place: `.`, `..special`.

        The target "" is the folder of all owned code itself.
        """
        here = [_ROOT, *importer.split(".")]
        if importer not in self.packages:
            here = here[:-1]
        there = [_ROOT, *(target.split(".") if target else [])]
        shared = 0
        while shared < min(len(here), len(there)) and here[shared] == there[shared]:
            shared += 1
        return "." * (len(here) - shared + 1) + ".".join(there[shared:])


def layout_of(entries: Iterable[str], import_names: tuple[str, ...]) -> Layout:
    """Tell the modules of a distribution from the paths of its files."""
    modules: dict[str, str] = {}
    packages: set[str] = set()
    # A package comes before the module of its name, and so it does for Python.
    for path in sorted(entries, key=lambda path: (path.endswith("/__init__.py"), path)):
        if not path.endswith(".py"):
            continue
        *folders, last = path.split("/")
        stem = last.removesuffix(".py")
        parts = folders if stem == "__init__" else [*folders, stem]
        dotted = ".".join(parts)
        if not parts or not all(part.isidentifier() for part in parts):
            continue
        if not any(dotted == top or dotted.startswith(f"{top}.") for top in import_names):
            continue
        modules[dotted] = path
        packages.update(".".join(folders[: depth + 1]) for depth in range(len(folders)))
    return Layout(import_names, modules, frozenset(packages))
