"""Linters and type checkers that are configured in TOML are told to leave owned code alone."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inhouse.codemod.manifest.edits import Unsure
from inhouse.codemod.manifest.owned_place import OwnedPlace, Shape
from inhouse.codemod.manifest.toml_text import TomlText
from inhouse.model.toml_spans import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSetting:
    """A tool's list of what it leaves alone: the first of `keys` that is there is extended.

    If none is there, the first is added, in the table itself.
    """

    tool: str
    table: Path
    keys: tuple[str, ...]
    shape: Shape = "folder"


_SETTINGS = (
    ListSetting(tool="ruff", table=("tool", "ruff"), keys=("extend-exclude", "exclude")),
    ListSetting(
        tool="isort",
        table=("tool", "isort"),
        keys=("extend_skip_glob", "skip_glob"),
        shape="glob",
    ),
    ListSetting(tool="pyright", table=("tool", "pyright"), keys=("ignore",)),
    ListSetting(tool="basedpyright", table=("tool", "basedpyright"), keys=("ignore",)),
    ListSetting(tool="ty", table=("tool", "ty", "src"), keys=("exclude",)),
    ListSetting(tool="bandit", table=("tool", "bandit"), keys=("exclude_dirs",)),
    ListSetting(tool="interrogate", table=("tool", "interrogate"), keys=("exclude",)),
    ListSetting(tool="vulture", table=("tool", "vulture"), keys=("exclude",)),
    ListSetting(tool="deptry", table=("tool", "deptry"), keys=("extend_exclude",), shape="regex"),
    ListSetting(tool="flake8", table=("tool", "flake8"), keys=("extend-exclude", "exclude")),
)
_RUFF = ListSetting(tool="ruff", table=(), keys=("extend-exclude", "exclude"))
_BY_HAND = {
    "pyrefly": "project-excludes",
    "pydocstyle": "match-dir",
}


def toml_settings(
    document: TomlText, place: OwnedPlace, *, skipped: tuple[str, ...] = ()
) -> Iterator[tuple[TomlText, str]]:
    """Yield each next state of the file with a word on what was done, or could not be.

    `skipped` are tools that read another file, which is there.
    """
    if document.file.endswith("ruff.toml"):
        yield from _tried(document, _RUFF, place)
        return
    for setting in _SETTINGS:
        if setting.tool not in skipped and isinstance(document.at(setting.table[:2]), dict):
            for after, word in _tried(document, setting, place):
                document = after
                yield document, word
    for tool, edit in _EDITORS.items():
        if tool in skipped or not isinstance(document.at(("tool", tool)), dict):
            continue
        try:
            changed = edit(document, place)
        except Unsure as error:
            yield document, f"{tool}: {error.why}; leave {place.folder} out by hand"
            continue
        if changed is not None:
            document = changed
            yield document, f"{tool} leaves {place.folder} alone"
    for tool, key in _BY_HAND.items():
        if isinstance(document.at(("tool", tool)), dict):
            yield document, f"{tool}: leave {place.folder} out with {key}, by hand"


def _tried(
    document: TomlText, setting: ListSetting, place: OwnedPlace
) -> Iterator[tuple[TomlText, str]]:
    try:
        after = _listed(document, setting, place)
    except Unsure as error:
        yield document, f"{setting.tool}: {error.why}; leave {place.folder} out by hand"
        return
    if after is not None:
        yield after, f"{setting.tool} leaves {place.folder} alone"


def _listed(
    document: TomlText, setting: ListSetting, place: OwnedPlace, wanted: str = ""
) -> TomlText | None:
    """Return the file with the place in one of a tool's lists, None if it is there already."""
    values = {key: document.at((*setting.table, key)) for key in setting.keys}
    if any(name in _flat(value) for value in values.values() for name in place.names()):
        return None
    wanted = wanted or place.as_text(setting.shape)
    text = f'"{wanted}"'
    for key, value in values.items():
        if value is not None:
            if not isinstance(value, list):
                raise Unsure(0, f"{key} is no list")
            return document.with_item((*setting.table, key), len(value), text)
    line = f"{setting.keys[0]} = [{text}]"
    if document.at(setting.table) is not None:
        return document.with_key(setting.table, line)
    expected = copy.deepcopy(document.data)
    holder: Any = expected
    for step in setting.table:
        holder = holder.setdefault(step, {})
    holder[setting.keys[0]] = [wanted]
    header = ".".join(str(key) for key in setting.table)
    return document.with_block(f"[{header}]~{line}", setting.table[:2], expected)


def _flat(value: Any) -> list[str]:
    return (
        [each.removeprefix("./") for each in value if isinstance(each, str)]
        if isinstance(value, list)
        else []
    )


def _black(document: TomlText, place: OwnedPlace) -> TomlText | None:
    """`force-exclude` also counts where the file is named on the command line, by a hook."""
    path: Path = ("tool", "black", "force-exclude")
    wanted, old = f"/{place.as_text('regex')}", document.at(path)
    probe = f"/{place.folder}/x.py"
    if old is None:
        return document.with_key(path[:2], f"force-exclude = '{wanted}'")
    if not isinstance(old, str) or not old.strip():
        raise Unsure(document.offset(path), "force-exclude is no pattern")
    flags = re.VERBOSE if "\n" in old else 0
    try:
        if re.search(old, probe, flags):
            return None
        lines = "\n" in old
        added = (
            f"|{wanted}" if not lines else f"| {wanted}\n" if old[-1] == "\n" else f"\n| {wanted}"
        )
        if not re.search(old + added, probe, flags):
            raise Unsure(document.offset(path), "force-exclude cannot be extended")
    except re.error:
        raise Unsure(document.offset(path), "force-exclude is no pattern") from None
    return _grown(document, path, added)


def _codespell(document: TomlText, place: OwnedPlace) -> TomlText | None:
    path: Path = ("tool", "codespell", "skip")
    wanted, old = f"*/{place.as_text('name')}/*", document.at(path)
    if old is None:
        return document.with_key(path[:2], f'skip = "{wanted}"')
    if isinstance(old, list):
        setting = ListSetting(tool="codespell", table=path[:2], keys=("skip",))
        return _listed(document, setting, place, wanted)
    if not isinstance(old, str):
        raise Unsure(document.offset(path), "skip is no text")
    if any(each.strip() in (wanted, *place.names()) for each in old.split(",")):
        return None
    return _grown(document, path, f",{wanted}" if old.strip() else wanted)


def _grown(document: TomlText, path: Path, added: str) -> TomlText:
    """Return the file with text added at the end of a string, in the quotes that it has."""
    found = document.find(path)
    if found is None:
        raise Unsure(document.offset(path), "is not written as a plain value")
    written = document.text[found[0].start : found[0].end]
    quotes = 3 if written[:3] in ('"""', "'''") else 1
    body, tail = written[:-quotes], written[-quotes:]
    folded = re.search(r"\\?\s*$", body) if quotes == 3 and "\n" not in added else None
    ends = [len(body), folded.start() if folded else len(body)]
    for end in dict.fromkeys(reversed(ends)):
        text = body[:end] + added.replace("\n", "\r\n" if "\r\n" in written else "\n") + body[end:]
        try:
            return document.with_value(path, text + tail, document.at(path) + added)
        except Unsure:
            continue
    raise Unsure(found[0].start, "cannot be extended")


def _mypy(document: TomlText, place: OwnedPlace) -> TomlText | None:
    """No errors in owned code, nor, where the project is strict, for calling what has no types."""
    told = _mypy_override(document, place)
    table = document.at(("tool", "mypy"))
    if table.get("strict") is not True and table.get("disallow_untyped_calls") is not True:
        return told
    key = "untyped_calls_exclude"
    setting = ListSetting(tool="mypy", table=("tool", "mypy"), keys=(key,))
    if place.dotted in _flat(table.get(key)):
        return told
    return _listed(told or document, setting, place, place.dotted) or told


def _mypy_override(document: TomlText, place: OwnedPlace) -> TomlText | None:
    path: Path = ("tool", "mypy", "overrides")
    pattern, overrides = f"{place.dotted}.*", document.at(path)
    rows = [row for row in overrides if isinstance(row, dict)] if overrides else []
    for index, row in enumerate(rows):
        modules = row.get("module")
        if row.get("ignore_errors") is not True:
            continue
        if pattern in (modules if isinstance(modules, list) else [modules]):
            return None
        if isinstance(modules, list) and set(row) == {"module", "ignore_errors"}:
            return document.with_item((*path, index, "module"), len(modules), f'"{pattern}"')
    if document.find(path):
        row_text = f'{{ module = "{pattern}", ignore_errors = true }}'
        return document.with_item(path, len(rows), row_text)
    expected = copy.deepcopy(document.data)
    expected["tool"]["mypy"].setdefault("overrides", []).append(
        {"module": pattern, "ignore_errors": True}
    )
    block = f'[[tool.mypy.overrides]]~module = "{pattern}"~ignore_errors = true'
    return document.with_block(block, path if rows else path[:2], expected)


def _pylint(document: TomlText, place: OwnedPlace) -> TomlText | None:
    wanted = f"^{place.as_text('regex')}.*$"
    tables: list[Path] = [("tool", "pylint")]
    tables += [
        ("tool", "pylint", key)
        for key, value in document.at(("tool", "pylint")).items()
        if isinstance(value, dict)
    ]
    for table in tables:
        value = document.at((*table, "ignore-paths"))
        if isinstance(value, list):
            if wanted in value:
                return None
            return document.with_item((*table, "ignore-paths"), len(value), f"'{wanted}'")
        if value is not None:
            raise Unsure(document.offset((*table, "ignore-paths")), "ignore-paths is no list")
    named = [table for table in tables if str(table[-1]).lower() in ("main", "master")]
    chosen = (named or [table for table in tables if document.at(table)] or tables)[-1]
    return document.with_key(chosen, f"ignore-paths = ['{wanted}']")


def _coverage(document: TomlText, place: OwnedPlace) -> TomlText | None:
    """Only where a low coverage fails the run: code of others has its own tests elsewhere."""
    if not document.at(("tool", "coverage", "report", "fail_under")):
        return None
    for part in ("run", "report"):
        if document.at(("tool", "coverage", part, "omit")) is not None:
            table: Path = ("tool", "coverage", part)
            break
    else:
        table = ("tool", "coverage", "run")
    setting = ListSetting(tool="coverage", table=table, keys=("omit",), shape="glob")
    return _listed(document, setting, place)


_EDITORS = {
    "black": _black,
    "codespell": _codespell,
    "mypy": _mypy,
    "pylint": _pylint,
    "coverage": _coverage,
}
