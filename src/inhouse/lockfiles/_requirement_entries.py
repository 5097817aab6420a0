"""One line of a requirements file as a locked package."""

from __future__ import annotations

import re
from dataclasses import replace

from packaging.markers import InvalidMarker, Marker
from packaging.specifiers import Specifier, SpecifierSet
from packaging.utils import canonicalize_name

from inhouse.model.lock import LockedPackage, Requirement, Source
from inhouse.model.requirement_lines import Line
from inhouse.model.requirement_text import (
    MAX_CHARACTERS,
    artifact_name,
    editable,
    is_url,
    normalised_extras,
    requirement,
    source_of,
)

_ARCHIVE = re.compile(r"\.(?:whl|zip|tar(?:\.\w+)?|tgz|tbz)(?=$|[\[#?])", re.IGNORECASE)
_EXTRAS = re.compile(r"\[([^\[\]]*)\]$")
_NAMED_URL = re.compile(r"^[A-Za-z0-9._-]+\s*(?:\[[^\]]*\])?\s*@")


class UnnamedError(Exception):
    """Nothing in the line says which distribution it is."""


def entry_of(line: Line, edited: str | None = None) -> LockedPackage | None:
    """Return the package that a line asks for; `edited` is the value of its option `-e`.

    None for the project itself (`-e .`). ValueError for what pip would not read, UnnamedError for
    a path or repository without a name.
    """
    text = line.requirement if edited is None else edited
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"is a requirement of {len(text)} characters")
    if re.match(r"\.(?:$|/$|\[|\s*;)", text):
        return None
    if edited is not None:
        wanted, version = _edited(text)
    elif _is_direct(text):
        wanted, version = _direct(text)
    else:
        wanted = requirement(text)
        version = _pin(wanted.specifier)
        if wanted.source and (named := artifact_name(wanted.source.location or "")):
            version = named[1]
    return LockedPackage(
        name=wanted.name,
        version=version,
        source=wanted.source or Source(kind="registry"),
        marker=wanted.marker,
        edges_known=False,
        required_by=tuple(dict.fromkeys(map(_requirer, line.via))),
        hashes=line.hashes,
        wanted_extras=wanted.extras,
    )


def _requirer(text: str) -> str:
    return text[3:] if text.startswith("-r ") else canonicalize_name(text)


def _is_direct(text: str) -> bool:
    """Tell whether the line is a URL or a path rather than a name, as pip tells them apart."""
    if _NAMED_URL.match(text):
        return False
    body = re.split(r"\s*;|\s", text, maxsplit=1)[0]
    return is_url(body) or body[:1] in "./~" or "/" in body or bool(_ARCHIVE.search(body))


def _edited(text: str) -> tuple[Requirement, None]:
    try:
        return editable(text), None
    except ValueError:
        raise UnnamedError(f"-e {text[:80]} has no name (#egg=); it is left out") from None


def _direct(text: str) -> tuple[Requirement, str | None]:
    body, _, marker = (part.strip() for part in re.split(r"(\s;|;\s|$)", text, maxsplit=1))
    found = _EXTRAS.search(body)
    extras = normalised_extras(found[1].split(",")) if found else ()
    body = body[: found.start()] if found else body
    named = artifact_name(body)
    if named is not None:
        wanted = Requirement(name=named[0], source=source_of(body))
    else:
        try:
            wanted = editable(body)
        except ValueError:
            raise UnnamedError(f"{body[:80]} has no name; it is left out") from None
        wanted = replace(wanted, source=source_of(body))
    return (
        replace(wanted, extras=extras or wanted.extras, marker=_marker(marker)),
        named[1] if named else None,
    )


def _marker(text: str) -> str | None:
    try:
        return str(Marker(text)) if text else None
    except (InvalidMarker, RecursionError):
        raise ValueError(f"{text[:80]!r} is not a marker") from None


def _pin(specifier: str | None) -> str | None:
    """Return the one version that a specifier allows."""
    for each in SpecifierSet(specifier or ""):
        if _is_exact(each):
            return each.version
    return None


def _is_exact(each: Specifier) -> bool:
    return each.operator == "===" or (each.operator == "==" and not each.version.endswith(".*"))
