"""`[[tool.inhouse.allow]]` of a pyproject.toml: one entry per package, added or changed."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any, Literal

from packaging.utils import canonicalize_name

from inhouse.codemod.manifest.edits import Unsure, bom_and_rest, line_at, text_of
from inhouse.codemod.manifest.toml_text import TomlText
from inhouse.codemod.manifest.wanted import Wanted
from inhouse.errors import InputError
from inhouse.model.settings import Allowance

ALLOW = ("tool", "inhouse", "allow")
_KEYS = ("reason", "until", "who")
_NO_COMMENT = Wanted(())
Done = Literal["added", "changed", "unchanged"]


def with_allowance(content: bytes, entry: Allowance, file: str) -> tuple[bytes, Done]:
    """Return the file with exactly this entry for the package; comments and layout stay.

    InputError where the file cannot be edited with certainty.
    """
    bom, text = bom_and_rest(text_of(file, content))
    document = TomlText(text, file)
    try:
        after, done = _edited(document, entry)
    except Unsure as problem:
        place = f"{file}:{line_at(text, problem.at)}"
        mend = "write the entry by hand: docs/settings.md shows how"
        raise InputError(place, problem.why, mend) from None
    return (bom + after.text).encode("utf-8"), done


def _edited(document: TomlText, entry: Allowance) -> tuple[TomlText, Done]:
    rows = document.at(ALLOW) or []
    at = next((n for n, row in enumerate(rows) if canonicalize_name(row["name"]) == entry.name), -1)
    if at < 0:
        return _added(document, entry, rows), "added"
    wanted = _values(entry)
    if _same(rows[at], wanted):
        return document, "unchanged"
    path = (*ALLOW, at)
    if document.find(path) is not None:  # an inline table
        value = {**wanted, "name": rows[at]["name"]}
        return document.with_value(path, _inline(value), value), "changed"
    return _with_keys(document, path, rows[at], wanted), "changed"


def _added(document: TomlText, entry: Allowance, rows: list[Any]) -> TomlText:
    values = _values(entry)
    found = document.find(ALLOW)
    if found is not None:
        return document.with_item(ALLOW, len(rows), _inline(values))
    expected = copy.deepcopy(document.data)
    holder: Any = expected
    for key in ALLOW[:-1]:
        holder = holder.setdefault(key, {})
    holder.setdefault(ALLOW[-1], []).append(values)
    lines = [f"{key} = {_written(value)}" for key, value in values.items()]
    if not document.text:
        return TomlText("\n".join(["[[tool.inhouse.allow]]", *lines, ""]), document.file)
    block = "~".join(["[[tool.inhouse.allow]]", *(line.replace("~", r"\u007e") for line in lines)])
    return document.with_block(block, ALLOW if rows else ALLOW[:2], expected)


def _with_keys(
    document: TomlText, path: tuple[str | int, ...], row: dict[str, Any], wanted: dict[str, Any]
) -> TomlText:
    """Bring the keys of an entry with a header of its own up to date, each in its line."""
    for key in _KEYS:
        if _text(row.get(key)) == _text(wanted.get(key)):
            continue
        if key not in wanted:
            document = document.without((*path, key), _NO_COMMENT)
        elif key in row:
            document = document.with_value((*path, key), _written(wanted[key]), wanted[key])
        else:
            document = document.with_key(path, f"{key} = {_written(wanted[key])}")
    return document


def _values(entry: Allowance) -> dict[str, Any]:
    until = None if entry.until is None else date.fromisoformat(entry.until)
    values = {"name": entry.name, "reason": entry.reason, "until": until, "who": entry.who}
    return {key: value for key, value in values.items() if value is not None}


def _same(row: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return all(_text(row.get(key)) == _text(wanted.get(key)) for key in _KEYS)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)  # a date is written as it is compared


def _inline(values: dict[str, Any]) -> str:
    inner = ", ".join(f"{key} = {_written(value)}" for key, value in values.items())
    return f"{{ {inner} }}"


def _written(value: str | date) -> str:
    r"""Return a day, or a basic string: the texts hold no control characters."""
    if isinstance(value, date):
        return value.isoformat()
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
