"""Finds the licence files and the copyright lines of a distribution."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from inhouse.codemod.inlining.layout import layout_of
from inhouse.codemod.inlining.source import NotTakenError, Source
from inhouse.model.taken import Origin

_FILE = re.compile(
    r"(^|/)(un)?(licen[cs]es?|copying|copyright|notice)([._-][^/]*)?$", re.IGNORECASE
)
_IN_FOLDER = re.compile(r"\.dist-info/licenses/[^/].*$|(^|/)licenses/[^/]+$", re.IGNORECASE)
_AUTHORS = re.compile(r"(^|/)authors([._-][^/]*)?$", re.IGNORECASE)
_CODE = re.compile(r"\.(py|pyi|pyc|so|pyd|json|ya?ml)$")
_ASIDE = re.compile(r"(^|/)(tests?|docs?|examples?)/", re.IGNORECASE)
_COPYRIGHT = re.compile(r"^[\W_]*(?:copyright\b|\(c\)|©)[^\n]*", re.IGNORECASE | re.MULTILINE)
_HOLDS = re.compile(r"\b(19|20)\d\d\b|\(c\)|©|copyright by\b", re.IGNORECASE)
# The third item of a list of terms, no copyright sign.
_ITEM = re.compile(
    r"\(c\) +(you|any|all|each|every|the|this|if|no|in|to|neither|for|where|do|not|a|an)\b(?!\.)",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"\[yyyy\]|<year>|\byear\b|name of (copyright|author)|free software foundation|"
    r"copyright (notice|holder|owner|law|licen[cs]e|statement|interest)|no copyright",
    re.IGNORECASE,
)
# Phrases of a grant; a module that carries one brings its licence text along.
_GRANTS = (
    "permission is hereby granted",
    "permission to use, copy, modify",
    "redistribution and use in source and binary",
    "licensed under the apache license",
    "this is free and unencumbered software",
)
_ASKS_NOTHING = frozenset({"CC0-1.0", "Unlicense", "0BSD", "WTFPL", "MIT-0"})
_MOST_FILES, _MOST_BYTES, _MOST_MODULES, _HEAD = 16, 300_000, 200, 4_000


def origin_of(
    name: str,
    version: str,
    artifact: str,
    licence: str | None,
    entries: tuple[str, ...],
    read: Callable[[str], bytes],
    import_names: tuple[str, ...],
) -> Origin:
    """Return where code comes from, with its licence files and copyright lines.

    Without a licence file, a licence text in the metadata is taken in its place.
    """
    files = tuple(_licence_files(entries, read))
    if not files:
        files = tuple(_stated(entries, read))
    texts = [data.decode("utf-8", "replace") for _, data in files]
    modules = [path for _, path in sorted(layout_of(entries, import_names).modules.items())]
    heads = [
        _read(read, path)[:_HEAD].decode("utf-8", "replace") for path in modules[:_MOST_MODULES]
    ]
    return Origin(
        name=name,
        version=version,
        artifact=artifact,
        licence=licence,
        licence_files=files,
        copyright=tuple(dict.fromkeys(_copyright_lines([*texts, *heads]))),
        import_names=import_names,
    )


def require_licence(origin: Origin, sources: Iterable[Source]) -> None:
    """Refuse code whose licence text, which must go with it, is nowhere: NotTakenError."""
    if origin.licence_files or origin.licence in _ASKS_NOTHING:
        return
    for source in sources:
        if source.tree.body and not grants(source.text):
            raise NotTakenError(
                f"{source.path}: no licence text comes with {origin.name} {origin.version}, "
                "and its licence wants the text kept with the code"
            )


def grants(text: str) -> bool:
    """Tell whether a module carries its licence in its own text."""
    flat = " ".join(text[:20_000].replace("#", " ").lower().split())
    return any(phrase in flat for phrase in _GRANTS)


def _licence_files(
    entries: tuple[str, ...], read: Callable[[str], bytes]
) -> Iterator[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    seen: set[bytes] = set()
    for path in sorted(entries, key=lambda path: (path.count("/"), path)):
        if _CODE.search(path) or _ASIDE.search(path) or len(found) >= _MOST_FILES:
            continue
        if _FILE.search(path) or _IN_FOLDER.search(path):
            data = _read(read, path)
            if data.strip() and len(data) <= _MOST_BYTES and data not in seen:
                seen.add(data)
                found.append((path, data))
    if any(b"AUTHORS" in data for _, data in found):
        for path in entries:
            data = _read(read, path) if _AUTHORS.search(path) else b""
            if data.strip() and data not in seen and len(data) <= _MOST_BYTES:
                seen.add(data)
                found.append((path, data))
    yield from sorted(found)


def _stated(entries: tuple[str, ...], read: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the licence text that a metadata field, or the readme in it, gives in full."""
    for path in entries:
        if not re.search(r"\.(dist|egg)-info/(METADATA|PKG-INFO)$|^PKG-INFO$", path):
            continue
        text = _read(read, path).decode("utf-8", "replace").replace("\r\n", "\n")
        found = re.search(r"^License: (.*(?:\n[ \t]+.*|\n[ \t]*(?=\n[ \t]))*)", text, re.MULTILINE)
        if found and found[1].count("\n") > 3 and grants(found[1]):
            stated = "\n".join(re.sub(r"^ {8}|^ {7}\|", "", line) for line in found[1].split("\n"))
            yield f"{path} (License)", stated.encode()


def _copyright_lines(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for found in _COPYRIGHT.finditer(text):
            line = " ".join(
                re.sub(r"^[\W_]*?(?=\(c\)|©|copyright)", "", found[0], flags=re.IGNORECASE).split()
            )
            line = _unquoted(line.rstrip("*#/ ").strip())
            if _ITEM.match(line) or _BOILERPLATE.search(line):
                continue
            if _HOLDS.search(line) and len(line) <= 300:
                yield line


def _unquoted(line: str) -> str:
    """Return a line without what closes the string literal that it stood in."""
    return re.sub(r"""["'][\s"'),\]]*\Z""", "", line).strip("\"'")


def _read(read: Callable[[str], bytes], path: str) -> bytes:
    try:
        return read(path)
    except Exception:  # noqa: BLE001 - what cannot be read brings no line and no text
        return b""
