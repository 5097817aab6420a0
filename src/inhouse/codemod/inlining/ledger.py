"""`_inhouse/ledger.toml`: which package each owned file comes from."""

from __future__ import annotations

import re
from typing import Any, cast

from inhouse.errors import InputError
from inhouse.model.taken import LedgerEntry
from inhouse.model.toml_text import toml_tables
from inhouse.model.verdict import Advice

_PLACE = "ledger.toml"
_SCHEMA = 1
_HEAD = (
    "# Where the code in this folder comes from. Written by inhouse; keep it with the code.\n\n"
    f"schema_version = {_SCHEMA}\n"
)
_TEXTS = ("version", "artifact", "strategy", "date", "proof")
_STRATEGIES = frozenset({"stdlib", "snippet", "slice", "vendor", "drop"})
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def read_ledger(text: str) -> tuple[LedgerEntry, ...]:
    """Return the entries sorted by name; InputError, with the place, for anything unexpected."""
    try:
        tables = toml_tables(text)
    except ValueError as error:
        raise InputError(
            _PLACE, f"is not TOML ({error})", "restore it from version control"
        ) from None
    unknown = sorted(tables.keys() - {"schema_version", "package"})
    if unknown:
        raise InputError(f"{_PLACE}: {unknown[0]}", "is not a key of the ledger", "remove it")
    if tables.get("schema_version") != _SCHEMA:
        found = tables.get("schema_version")
        raise InputError(
            f"{_PLACE}: schema_version",
            f"is {found!r}, not {_SCHEMA}",
            "a newer inhouse wrote it; use that version",
        )
    packages = tables.get("package", {})
    if not isinstance(packages, dict):
        raise InputError(f"{_PLACE}: package", "is not a table", "write [package.NAME] tables")
    return tuple(_entry(name, packages[name]) for name in sorted(packages))


def ledger_with(text: str | None, entry: LedgerEntry) -> str:
    """Return the ledger's text with the entry added, or in the place of the one of its name.

    Comments and the other entries stay as they are; packages stand in order of their names.
    """
    if text is None or not text.strip():
        return f"{_HEAD}\n{_table(entry)}"
    names = [each.name for each in read_ledger(text)]
    return _replaced(text, entry) if entry.name in names else _inserted(text, entry, names)


def ledger_without(text: str, name: str) -> str:
    """Return the ledger's text without the entry of that name."""
    import tomlkit

    read_ledger(text)
    document = tomlkit.parse(text)
    packages = cast("dict[str, Any]", document.get("package", {}))
    packages.pop(name, None)
    return tomlkit.dumps(document)


def _entry(name: str, table: object) -> LedgerEntry:
    place = f"{_PLACE}: package.{name}"
    if not isinstance(table, dict):
        raise InputError(place, "is not a table", "write [package.NAME] tables")
    known = {*_TEXTS, "licence", "symbols", "files", "taken"}
    for key in sorted(table.keys() - known):
        raise InputError(f"{place}.{key}", "is not a key of the ledger", "remove it")
    for key in _TEXTS:
        if not isinstance(table.get(key), str):
            raise InputError(f"{place}.{key}", "is missing or no text", "write it as a string")
    if table["strategy"] not in _STRATEGIES:
        raise InputError(f"{place}.strategy", f"is {table['strategy']!r}", "name a known strategy")
    if not _DAY.fullmatch(table["date"]):
        raise InputError(f"{place}.date", f"is {table['date']!r}", "write it as YYYY-MM-DD")
    licence, symbols = table.get("licence"), table.get("symbols", [])
    if licence is not None and not isinstance(licence, str):
        raise InputError(f"{place}.licence", "is no text", "write an SPDX expression")
    if not isinstance(symbols, list) or not all(isinstance(item, str) for item in symbols):
        raise InputError(f"{place}.symbols", "is no list of texts", "write a list of names")
    return LedgerEntry(
        name=name,
        version=table["version"],
        artifact=table["artifact"],
        licence=licence,
        strategy=cast("Advice", table["strategy"]),
        symbols=tuple(symbols),
        date=table["date"],
        proof=table["proof"],
        files=_digests(f"{place}.files", table.get("files", {})),
        taken=_digests(f"{place}.taken", table.get("taken", {})),
    )


def _digests(place: str, table: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(table, dict):
        raise InputError(place, "is not a table", 'write NAME = "sha256:..." lines')
    for key, digest in table.items():
        if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
            raise InputError(f"{place}.{key}", "is no SHA-256", "write sha256: and 64 digits")
        if place.endswith(".files") and (key.startswith("/") or ".." in key.split("/")):
            raise InputError(f"{place}.{key}", "lies outside the folder", "write a path below it")
    return tuple(sorted(table.items()))


def _values(entry: LedgerEntry) -> dict[str, Any]:
    values: dict[str, Any] = {"version": entry.version, "artifact": entry.artifact}
    if entry.licence is not None:
        values["licence"] = entry.licence
    values |= {"strategy": entry.strategy, "symbols": sorted(entry.symbols)}
    values |= {"date": entry.date, "proof": entry.proof}
    return values


def _prefixed(pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {key: f"sha256:{digest.removeprefix('sha256:')}" for key, digest in sorted(pairs)}


def _table(entry: LedgerEntry) -> str:
    import tomlkit

    package = tomlkit.table()
    for key, value in _values(entry).items():
        package.add(key, value)
    if len(entry.symbols) > 3:
        package["symbols"].multiline(True)
    for key, pairs in (("files", entry.files), ("taken", entry.taken)):
        if pairs:
            inner = tomlkit.table()
            inner.update(_prefixed(pairs))
            package.add(key, inner)
    outer = tomlkit.table(is_super_table=True)
    outer.add(entry.name, package)
    document = tomlkit.document()
    document.add("package", outer)
    return tomlkit.dumps(document)


def _replaced(text: str, entry: LedgerEntry) -> str:
    import tomlkit

    document = tomlkit.parse(text)
    package = cast("dict[str, Any]", document["package"])[entry.name]
    new = _values(entry)
    for key, value in new.items():
        if package.get(key) != value:
            package[key] = value
    if "licence" not in new:
        package.pop("licence", None)
    for key, pairs in (("files", entry.files), ("taken", entry.taken)):
        wanted = _prefixed(pairs)
        if not wanted:
            package.pop(key, None)
        elif key not in package:
            package[key] = wanted
        else:
            inner = package[key]
            for old in [old for old in inner if old not in wanted]:
                del inner[old]
            for name, digest in wanted.items():
                if inner.get(name) != digest:
                    inner[name] = digest
    return _checked(tomlkit.dumps(document), entry)


def _inserted(text: str, entry: LedgerEntry, names: list[str]) -> str:
    later = sorted(name for name in names if name > entry.name)
    lines = text.splitlines(keepends=True)
    place = len(lines)
    if later:
        header = re.compile(
            rf"[ \t]*\[[ \t]*package[ \t]*\.[ \t]*[\"']?{re.escape(later[0])}[\"']?[ \t]*[\].]"
        )
        place = next((n for n, line in enumerate(lines) if header.match(line)), len(lines))
        while place > 0 and place < len(lines) and lines[place - 1].lstrip().startswith("#"):
            place -= 1
    before, after = "".join(lines[:place]), "".join(lines[place:])
    joined = f"{before.rstrip()}\n\n{_table(entry)}" + (f"\n{after}" if after else "")
    return _checked(joined, entry)


def _checked(text: str, entry: LedgerEntry) -> str:
    """Return the text if it says what it should; InputError where its layout got in the way."""
    found = {each.name: each for each in read_ledger(text)}
    if found[entry.name].version != entry.version:
        raise InputError(_PLACE, "is laid out in a way that cannot be extended", "sort its tables")
    return text
