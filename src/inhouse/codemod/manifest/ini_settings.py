"""Linters and type checkers that are configured in INI files leave owned code alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inhouse.codemod.manifest.edits import Unsure
from inhouse.codemod.manifest.ini_text import IniText, Option
from inhouse.codemod.manifest.owned_place import OwnedPlace, Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class IniSetting:
    """A tool's list in INI files; `places` are (file, section) in the order the tool looks."""

    tool: str
    places: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]
    shape: Shape = "folder"
    only_if: tuple[str, str] | None = None  # (section, key) that has to be there


_SETTINGS = (
    IniSetting(
        tool="flake8",
        places=(("setup.cfg", "flake8"), ("tox.ini", "flake8"), (".flake8", "flake8")),
        keys=("extend-exclude", "extend_exclude", "exclude"),
    ),
    IniSetting(
        tool="pycodestyle",
        places=(("setup.cfg", "pycodestyle"), ("tox.ini", "pycodestyle")),
        keys=("exclude",),
    ),
    IniSetting(
        tool="isort",
        places=((".isort.cfg", "settings"), ("setup.cfg", "isort"), ("tox.ini", "isort")),
        keys=("extend_skip_glob", "skip_glob"),
        shape="glob",
    ),
    IniSetting(
        tool="codespell",
        places=((".codespellrc", "codespell"), ("setup.cfg", "codespell")),
        keys=("skip",),
        shape="folder",
    ),
    IniSetting(
        tool="coverage",
        places=((".coveragerc", "run"),),
        keys=("omit",),
        shape="glob",
        only_if=("report", "fail_under"),
    ),
    IniSetting(
        tool="coverage",
        places=(("setup.cfg", "coverage:run"), ("tox.ini", "coverage:run")),
        keys=("omit",),
        shape="glob",
        only_if=("coverage:report", "fail_under"),
    ),
)
_MYPY = (("mypy.ini", "mypy"), (".mypy.ini", "mypy"), ("setup.cfg", "mypy"))
_PYLINT = (
    ("pylintrc", "MAIN"),
    ("pylintrc", "MASTER"),
    (".pylintrc", "MAIN"),
    (".pylintrc", "MASTER"),
    ("setup.cfg", "pylint.main"),
    ("setup.cfg", "pylint.MASTER"),
)
INI_FILES = (
    "setup.cfg",
    "tox.ini",
    ".flake8",
    ".isort.cfg",
    ".codespellrc",
    ".coveragerc",
    "mypy.ini",
    ".mypy.ini",
    "pylintrc",
    ".pylintrc",
)


def ini_settings(
    files: Mapping[str, IniText], place: OwnedPlace, *, mypy_in_toml: bool
) -> Iterator[tuple[IniText | None, str, str]]:
    """Yield (next state or None, file, word) for each tool that these files configure."""
    current = dict(files)
    for setting in _SETTINGS:
        for file, section in _first(current, setting.places):
            ini = current[file]
            needed = setting.only_if
            if needed and needed[1] not in ini.data.get(needed[0], {}):
                continue
            text = place.as_text(setting.shape)
            text = f"*/{place.as_text('name')}/*" if setting.tool == "codespell" else text
            yield _told(current, setting.tool, file, section, setting.keys, text, place)
    for file, section in _first(current, _PYLINT):
        text = f"^{place.as_text('regex')}.*$"
        yield _told(current, "pylint", file, section, ("ignore-paths",), text, place)
    for file, _ in [] if mypy_in_toml else _first(current, _MYPY):
        yield _mypy(current, file, place)


def _first(
    files: Mapping[str, IniText], places: tuple[tuple[str, str], ...]
) -> Iterator[tuple[str, str]]:
    """Yield the first place that there is: the one that the tool reads."""
    for file, section in places:
        if file in files and section in files[file].data:
            yield file, section
            return


def _told(
    files: dict[str, IniText],
    tool: str,
    file: str,
    section: str,
    keys: tuple[str, ...],
    text: str,
    place: OwnedPlace,
) -> tuple[IniText | None, str, str]:
    ini = files[file]
    table = ini.data[section]
    names = (text, *place.names())
    values = [part.strip() for key in keys for part in _parts(table.get(key, ""))]
    if any(value.removeprefix("./") in names for value in values):
        return None, file, ""
    try:
        key = next((key for key in keys if key in table), None)
        if key is None:
            ini = ini.with_option(section, keys[0], text)
        else:
            ini = _appended(ini, ini.option(section, key), text)
    except Unsure as error:
        return None, file, f"{tool}: {error.why}; leave {place.folder} out by hand"
    files[file] = ini
    return ini, file, f"{tool} leaves {place.folder} alone"


def _parts(value: str) -> list[str]:
    return value.replace("\n", ",").split(",")


def _appended(ini: IniText, option: Option | None, text: str) -> IniText:
    if option is None or not option.pieces:
        raise Unsure(0, "the list is empty or written twice")
    lines = ini.lines(option)
    if len(lines) > 1 or option.pieces[0][0] != option.value:
        return ini.with_line(option, len(lines), text)
    end = option.pieces[0][1]
    if " #" in lines[0] or " ;" in lines[0]:
        raise Unsure(option.start, "the list has a comment in its line")
    gap = ", " if ", " in lines[0] or "," not in lines[0] else ","
    return ini.with_text(option, end, gap.lstrip(",") + text if lines[0][-1] == "," else gap + text)


def _mypy(
    files: dict[str, IniText], file: str, place: OwnedPlace
) -> tuple[IniText | None, str, str]:
    """No errors in owned code, nor, where the project is strict, for calling what has no types."""
    ini, section, key = files[file], f"mypy-{place.dotted}.*", "untyped_calls_exclude"
    before, table = ini.text, ini.data["mypy"]
    strict = any(
        table.get(name, "").strip().lower() in ("true", "1", "yes", "on")
        for name in ("strict", "disallow_untyped_calls")
    )
    try:
        if strict and key not in table:
            ini = ini.with_option("mypy", key, place.dotted)
        elif strict and place.dotted not in [part.strip() for part in _parts(table[key])]:
            ini = _appended(ini, ini.option("mypy", key), place.dotted)
        if section not in ini.data:
            ini = ini.with_option(section, "ignore_errors", "True")
    except Unsure as error:
        return None, file, f"mypy: {error.why}; leave {place.folder} out by hand"
    if ini.text == before:
        return None, file, ""
    files[file] = ini
    return ini, file, f"mypy leaves {place.folder} alone"
