"""What a source distribution says of itself in the files that a build makes METADATA from."""

from __future__ import annotations

import configparser
import re
from email.parser import HeaderParser
from typing import Any

from inhouse.model.toml_text import toml_tables

_SECTION = re.compile(r"^\[(?P<extra>[^:\]]*)(?::(?P<marker>.*))?\]$")
_FIRST_STATIC = (2, 2)  # metadata version from which what is not called dynamic is final (PEP 643)


def import_names_of(pkg_info: str, top_level: str | None) -> tuple[str, ...]:
    """Return the top-level names given by `Import-Name` (PEP 794) or top_level.txt."""
    headers = HeaderParser().parsestr(pkg_info)
    stated = [str(v).split(";")[0].strip() for v in headers.get_all("Import-Name") or []]
    lines = stated or (top_level or "").splitlines()
    names = {line.strip().split(".", 1)[0] for line in lines if line.strip()}
    return tuple(sorted(name for name in names if name.isidentifier()))


def package_dirs_of(setup_cfg: str | None) -> dict[str, str]:
    """Return setup.cfg's `package_dir`, only its plain form for all packages."""
    parser = _parsed(setup_cfg)
    value = parser.get("options", "package_dir", fallback="") if parser else ""
    found: dict[str, str] = {}
    for line in value.splitlines():
        name, equals, folder = (part.strip() for part in line.partition("="))
        if equals and not name and folder and ".." not in folder.split("/"):
            found[name] = folder.strip("./")
    return found


def with_requirements(
    pkg_info: str, requires: str | None, *, built_by_setuptools: bool
) -> tuple[str, bool]:
    """Return PKG-INFO completed with requires.txt, and whether the requirements are known now.

    Older PKG-INFO files never list requirements; setuptools puts them beside it.
    """
    headers = HeaderParser().parsestr(pkg_info)
    if headers.get_all("Requires-Dist"):
        return pkg_info, True
    if requires is not None:
        lines = [f"Requires-Dist: {line}" for line in _requires_dist(requires)]
        return "\n".join([*lines, pkg_info.lstrip("\r\n")]), True
    dynamic = {str(value).strip().lower() for value in headers.get_all("Dynamic") or []}
    static = _version(str(headers.get("Metadata-Version", ""))) >= _FIRST_STATIC
    return pkg_info, built_by_setuptools or (static and "requires-dist" not in dynamic)


def entry_points_of(pyproject: str | None) -> str | None:
    """Return entry_points.txt as the build would write it from pyproject.toml's static tables."""
    try:
        data = toml_tables(pyproject or "")
    except ValueError:
        return None
    project, poetry = _table(data, "project"), _table(data, "tool", "poetry")
    groups: dict[str, dict[str, Any]] = {
        "console_scripts": {**_table(poetry, "scripts"), **_table(project, "scripts")},
        "gui_scripts": _table(project, "gui-scripts"),
    }
    for tables in (_table(poetry, "plugins"), _table(project, "entry-points")):
        groups |= {name: table for name, table in tables.items() if isinstance(table, dict)}
    lines: list[str] = []
    for group, items in groups.items():
        plain = {key: value for key, value in items.items() if isinstance(value, str)}
        if plain:
            lines += [f"[{group}]", *(f"{key} = {value}" for key, value in plain.items()), ""]
    return "\n".join(lines) or None


def _requires_dist(requires: str) -> list[str]:
    found: list[str] = []
    condition = ""
    for raw in requires.splitlines():
        line = raw.strip()
        section = _SECTION.match(line)
        if section:
            parts = [f"({section['marker']})"] if section["marker"] else []
            parts += [f'extra == "{section["extra"]}"'] if section["extra"] else []
            condition = " and ".join(parts)
        elif line and not line.startswith("#"):
            found.append(f"{line} ; {condition}" if condition else line)
    return found


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())[:2]


def _table(data: dict[str, Any], *keys: str) -> dict[str, Any]:
    for key in keys:
        inner = data.get(key)
        data = inner if isinstance(inner, dict) else {}
    return data


def _parsed(text: str | None) -> configparser.ConfigParser | None:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text or "")
    except configparser.Error:
        return None
    return parser
