"""Finds the entry points of installed packages, along sys.path."""

import configparser
import glob
import io
import os
import re
import sys
import warnings
import zipfile
from collections.abc import Iterator
from importlib import import_module
from typing import Any

_SPEC = re.compile(r"(\w+(?:\.\w+)*)(?::(\w+(?:\.\w+)*))?\s*(?:\[(.+)\])?$")
_ZIPPED = re.compile(r"([^/\\]+)\.(?:dist|egg)-info[/\\]entry_points.txt$")


class BadEntryPoint(Exception):  # noqa: N818 - the name that callers use
    """A text is no entry point."""

    def __init__(self, epstr: str) -> None:
        self.epstr = epstr

    def __str__(self) -> str:
        return f"Couldn't parse entry point spec: {self.epstr!r}"


class NoSuchEntryPoint(Exception):  # noqa: N818 - the name that callers use
    """A group has no entry point of a name."""

    def __init__(self, group: str, name: str) -> None:
        self.group = group
        self.name = name

    def __str__(self) -> str:
        return f"No {self.name!r} entry point found in group {self.group!r}"


class Distribution:
    """A package that is installed, as the name of its folder tells."""

    def __init__(self, name: str, version: str | None) -> None:
        self.name = name
        self.version = version

    @classmethod
    def from_name_version(cls, name: str) -> "Distribution":
        """Split a text at its first hyphen; without one there is no version."""
        project, _, version = name.partition("-")
        return cls(project, version if "-" in name else None)

    def __repr__(self) -> str:
        return f"Distribution({self.name!r}, {self.version!r})"


class EntryPoint:
    """A name that a distribution gives to a module, or to an object in it."""

    def __init__(
        self,
        name: str,
        module_name: str,
        object_name: str | None,
        extras: list[str] | None = None,
        distro: Distribution | None = None,
    ) -> None:
        self.name = name
        self.module_name = module_name
        self.object_name = object_name
        self.extras = extras
        self.distro = distro

    def __repr__(self) -> str:
        shown = (self.name, self.module_name, self.object_name, self.distro)
        return f"EntryPoint({', '.join(map(repr, shown))})"

    def load(self) -> Any:
        """Import the module, and return it or its object."""
        found: Any = import_module(self.module_name)
        for part in self.object_name.split(".") if self.object_name else ():
            found = getattr(found, part)
        return found

    @classmethod
    def from_string(cls, epstr: str, name: str, distro: Distribution | None = None) -> "EntryPoint":
        """Read `module:object [extra, extra]`; BadEntryPoint where it is none."""
        match = _SPEC.match(epstr)
        if match is None:
            raise BadEntryPoint(epstr)
        module, found, listed = match.groups()
        extras = re.split(r",\s*", listed) if listed else None
        return cls(name, module, found, extras, distro)


class _Parser(configparser.ConfigParser):
    """Keeps the case of names, which may hold colons."""

    def __init__(self) -> None:
        super().__init__(delimiters=("=",))

    def optionxform(self, optionstr: str) -> str:
        return optionstr


_Described = tuple[_Parser, Distribution]


def _described() -> Iterator[_Described]:
    """Yield what each distribution says; the first on sys.path wins over others of its name."""
    seen: set[str] = set()
    for folder in sys.path:
        if folder.rstrip("/\\").endswith(".egg"):
            egg = Distribution.from_name_version(os.path.basename(folder).split(".egg")[0])  # noqa: PTH119 - nothing where a slash ends it
            if egg.name in seen:
                continue
            seen.add(egg.name)
            yield from _of_egg(folder, egg)
        elif zipfile.is_zipfile(folder):
            yield from _of_archive(folder, seen)
        yield from _of_folder(folder, seen)


def _of_egg(folder: str, egg: Distribution) -> Iterator[_Described]:
    place = os.path.join(folder, "EGG-INFO", "entry_points.txt")  # noqa: PTH118
    if os.path.isdir(folder):  # noqa: PTH112
        if os.path.isfile(place):  # noqa: PTH113
            parser = _Parser()
            parser.read([place])
            yield parser, egg
    elif zipfile.is_zipfile(folder):
        with zipfile.ZipFile(folder) as archive:
            if "EGG-INFO/entry_points.txt" in archive.namelist():
                yield _unzipped(archive, "EGG-INFO/entry_points.txt", place), egg


def _of_archive(folder: str, seen: set[str]) -> Iterator[_Described]:
    with zipfile.ZipFile(folder) as archive:
        for member in archive.infolist():
            match = _ZIPPED.match(member.filename)
            distro = Distribution.from_name_version(match[1]) if match else None
            if distro is not None and distro.name not in seen:
                seen.add(distro.name)
                place = os.path.join(folder, member.filename)  # noqa: PTH118
                yield _unzipped(archive, member, place), distro


def _of_folder(folder: str, seen: set[str]) -> Iterator[_Described]:
    for kind in ("*.dist-info", "*.egg-info"):
        wanted = os.path.join(glob.escape(folder), kind, "entry_points.txt")  # noqa: PTH118
        for place in glob.iglob(wanted):  # noqa: PTH207
            name, _ = os.path.splitext(os.path.basename(os.path.dirname(place)))  # noqa: PTH119, PTH120, PTH122
            distro = Distribution.from_name_version(name)
            if distro.name not in seen:
                seen.add(distro.name)
                parser = _Parser()
                parser.read([place])
                yield parser, distro


def _unzipped(archive: zipfile.ZipFile, member: str | zipfile.ZipInfo, place: str) -> _Parser:
    parser = _Parser()
    with archive.open(member) as file:
        parser.read_file(io.TextIOWrapper(file), source=place)
    return parser


def _made(epstr: str, name: str, distro: Distribution) -> EntryPoint | None:
    try:
        return EntryPoint.from_string(epstr, name, distro)
    except BadEntryPoint as error:
        warnings.warn(str(error), stacklevel=1)
        return None


def get_single(group: str, name: str) -> EntryPoint:
    """Return the first entry point of a group that has the name; NoSuchEntryPoint."""
    for parser, distro in _described():
        if group in parser and name in parser[group]:
            found = _made(parser[group][name], name, distro)
            if found is not None:
                return found
    raise NoSuchEntryPoint(group, name)


def get_group_named(group: str) -> dict[str, EntryPoint]:
    """Return the entry points of a group by name, of each name the first."""
    found: dict[str, EntryPoint] = {}
    for each in get_group_all(group):
        found.setdefault(each.name, each)
    return found


def get_group_all(group: str) -> list[EntryPoint]:
    """Return the entry points of a group, in the order of sys.path."""
    return [
        found
        for parser, distro in _described()
        if group in parser
        for name, epstr in parser[group].items()
        if (found := _made(epstr, name, distro)) is not None
    ]
