"""Which modules are the project's own, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

# Folders that are put on the path by custom.
_PATH_FOLDERS = frozenset({"src", "lib", "python"})
_MANIFESTS = frozenset({"pyproject.toml", "setup.py", "setup.cfg"})
# Folders that hold projects which the one around them does not import from: samples and test data.
_ASIDE = frozenset(
    {"test", "tests", "testdata", "test_data", "test-data", "fixtures"}
    | {"example", "examples", "sample", "samples", "demo", "demos", "template", "templates"}
    | {"doc", "docs", "benchmark", "benchmarks"}
)


class FirstParty:
    """The project's modules by layout.

    On the path are the project's root, folders of a manifest, and folders named `src`, `lib` or
    `python` that are no packages; such a folder among the tests or examples is on the path for
    what stands there. A folder of loose scripts is on the path for those scripts.
    """

    def __init__(self, files: Iterable[str], sizes: Mapping[str, int]) -> None:
        self._sizes = sizes
        every = tuple(files)
        python = [rel for rel in every if rel.endswith((".py", ".pyi"))]
        self._files = frozenset(python)
        self._packages = {_folder(rel) for rel in python if rel.endswith("/__init__.py")}
        self._on_path = {""}
        for rel in every:
            folder, name = _folder(rel), rel.rpartition("/")[2]
            if name in _MANIFESTS and folder not in self._packages:
                self._on_path.add(folder)
            while folder:
                custom = folder.rpartition("/")[2] in _PATH_FOLDERS
                if custom and folder not in self._packages:
                    self._on_path.add(folder)
                folder = _folder(folder)
        self.modules: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for rel in sorted(python):
            name = self._name_of(rel)
            self._names[rel] = name
            if name:
                self.modules.setdefault(name, rel)
        self._anywhere = {part for name in self.modules for part in name.split(".")}
        self.roots = frozenset(name.partition(".")[0] for name in self.modules)
        self._base = cache(self._base_of)
        self._asides = {place: aside for place in self._on_path if (aside := _aside(place))}
        self._places = cache(self._places_for)
        self._answers: dict[tuple[str, str], bool] = {}

    def _name_of(self, rel: str) -> str:
        folder = _folder(rel)
        while folder not in self._on_path:
            folder = _folder(folder)
        inside = rel[len(folder) + 1 :] if folder else rel
        stem = inside.rpartition(".")[0]
        return stem.removesuffix("/__init__").replace("/", ".")

    def _base_of(self, folder: str) -> str:
        """Return the folder that holds the outermost package around `folder`."""
        while folder in self._packages:
            folder = _folder(folder)
        return folder

    def absolute(self, rel: str, path: str) -> str:
        """Turn a path with leading dots, written in file `rel`, into an absolute one."""
        tail = path.lstrip(".")
        level = len(path) - len(tail)
        parts = self._names.get(rel, "").split(".")
        if not rel.endswith(("/__init__.py", "/__init__.pyi")):
            parts = parts[:-1]
        kept = parts[: len(parts) - (level - 1)] if level > 1 else parts
        return ".".join([*filter(None, kept), tail]) if tail else ".".join(filter(None, kept))

    def may_own(self, root: str) -> bool:
        """Tell, quickly, whether any module of the project is called so."""
        return root in self._anywhere

    def owns(self, rel: str, path: str, importers: frozenset[str]) -> bool:
        """Tell whether an absolute path, used in file `rel`, is the project's own.

        `importers` are the files that import the path's first part: a module that does so itself
        cannot be what it imports.
        """
        folder = _folder(rel)
        answer = self._answers.get((folder, path))
        if answer is None:
            places = self._places(folder)
            answer = any(self._provides(place, path, importers) for place in places)
            self._answers[folder, path] = answer
        return answer

    def _places_for(self, folder: str) -> frozenset[str]:
        """Return the folders that are on the path for files of `folder`."""
        within = f"{folder}/"
        seen = {p for p in self._on_path if within.startswith(self._asides.get(p, ""))}
        return frozenset({*seen, self._base(folder)})

    def _provides(self, place: str, path: str, importers: frozenset[str]) -> bool:
        parts = path.split(".")
        at = f"{place}/{parts[0]}" if place else parts[0]
        for suffix in (".py", ".pyi"):
            if at + suffix in self._files and at + suffix not in importers:
                return True
        if at in self._packages:
            # An empty __init__.py gives no names: what is asked of it must be a module.
            start = f"{at}/__init__.py"
            if self._sizes.get(start, 1) > 0 or len(parts) == 1:
                return True
        return len(parts) > 1 and self._has_module(at, parts[1:])

    def _has_module(self, at: str, parts: list[str]) -> bool:
        """Tell whether a package without names of its own holds the module `parts` begins with."""
        for part in parts:
            at = f"{at}/{part}"
            if f"{at}.py" in self._files or f"{at}.pyi" in self._files or at in self._packages:
                return True
        return False


def _aside(place: str) -> str:
    """Return the innermost folder of tests, examples or the like above a place, with a slash."""
    parts = place.split("/")
    inner = max((at for at, part in enumerate(parts[:-1]) if part.lower() in _ASIDE), default=-1)
    return "".join(f"{part}/" for part in parts[: inner + 1])


def _folder(rel: str) -> str:
    return rel.rpartition("/")[0]
