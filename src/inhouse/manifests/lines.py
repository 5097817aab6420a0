"""Where in a manifest each package is asked for, for reports that point at a line.

Exactly what the readers of this folder take for a requirement is one here: a name in a comment, a
description or another tool's table is not.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping

from packaging.utils import NormalizedName

from inhouse.manifests.pipfile import RESERVED
from inhouse.manifests.requirement_files import is_requirements_file
from inhouse.manifests.setup_cfg_lines import setup_cfg_names
from inhouse.manifests.setup_py import literals
from inhouse.manifests.toml_lines import TomlPlace, toml_places
from inhouse.model.requirement_lines import logical_lines
from inhouse.model.requirement_text import checked_name, editable, requirement

Named = tuple[NormalizedName, int]


def lines_of(text: str, file_name: str) -> Mapping[NormalizedName, int]:
    """Return the line, from 1, where each package is first asked for.

    Empty where the file's name is that of no manifest, or where its text is none. Never raises,
    whatever the text.
    """
    name = posixpath.basename(file_name)
    find = _FINDERS.get(name)
    if find is None and is_requirements_file(file_name):
        find = _in_requirements
    found: dict[NormalizedName, int] = {}
    for each, line in find(text) if find is not None else ():
        found.setdefault(each, line)
    return found


def line_of(text: str, file_name: str, name: NormalizedName) -> int | None:
    """Return the line of one requirement; for several names take `lines_of` once."""
    return lines_of(text, file_name).get(name)


def _in_pyproject(text: str) -> Iterator[Named]:
    for place in toml_places(text):
        match place.path:
            case ("project", "dependencies", int()):
                yield from _asked(place)
            case ("project", "optional-dependencies", _, int()):
                yield from _asked(place)
            case ("dependency-groups", _, int()):
                yield from _asked(place)
            case ("tool", "uv", "dev-dependencies", int()):
                yield from _asked(place)
            case ("tool", "pdm", "dev-dependencies", _, int()):
                yield from _asked(place)
            case ("tool", "poetry", "dependencies" | "dev-dependencies", str() as key, *_):
                yield from _keyed(key, place)
            case ("tool", "poetry", "group", _, "dependencies", str() as key, *_):
                yield from _keyed(key, place)


def _in_pipfile(text: str) -> Iterator[Named]:
    for place in toml_places(text):
        match place.path:
            case (str() as category, str() as key, *_) if _is_category(category):
                yield from _keyed(key, place)


def _is_category(key: str) -> bool:
    return key in ("packages", "dev-packages") or key not in RESERVED


def _in_setup_py(text: str) -> Iterator[Named]:
    for node in literals(text):
        written = str(node.value)
        breaks = (node.end_lineno or node.lineno) - node.lineno
        as_written = breaks == written.count("\n")  # else they are written `\n`, in one line
        for number, row in enumerate(written.split("\n")):
            yield from _named(row, node.lineno + (number if as_written else 0))


def _in_setup_cfg(text: str) -> Iterator[Named]:
    for written, line in setup_cfg_names(text):
        yield from _named(written, line)


def _in_requirements(text: str) -> Iterator[Named]:
    for line in logical_lines(text):
        option = line.option
        if option is None:
            yield from _named(line.requirement, line.number)
        elif option[0] in ("-e", "--editable"):
            yield from _named(f"-e {option[1]}", line.number)


def _asked(place: TomlPlace) -> Iterator[Named]:
    if isinstance(place.value, str):
        yield from _named(place.value, place.line)


def _named(written: str, line: int) -> Iterator[Named]:
    written = written.strip()
    try:
        if written.startswith("-e "):
            yield editable(written[3:].strip()).name, line
        elif "#egg=" in written or "&egg=" in written:
            yield editable(written).name, line
        else:
            yield requirement(written).name, line
    except ValueError:
        return


def _keyed(key: str, place: TomlPlace) -> Iterator[Named]:
    try:
        name = checked_name(key)
    except ValueError:
        return
    if name != "python":
        yield name, place.line


_FINDERS: dict[str, Callable[[str], Iterator[Named]]] = {
    "pyproject.toml": _in_pyproject,
    "Pipfile": _in_pipfile,
    "setup.cfg": _in_setup_cfg,
    "setup.py": _in_setup_py,
}
