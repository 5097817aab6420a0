"""Requirements as text: PEP 508, and the direct URLs that pip and others take besides."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

from packaging.requirements import InvalidRequirement
from packaging.requirements import Requirement as Written
from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    NormalizedName,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)

from inhouse.model.lock import Requirement, Source

MAX_CHARACTERS = 10_000  # no requirement that a person or a tool wrote is longer
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_VCS = re.compile(r"(?:git|hg|svn|bzr)\+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_EGG = re.compile(r"[#&]egg=([^&\[]+)(?:\[([^\]]*)\])?")


def requirement(text: str) -> Requirement:
    """Read one PEP 508 requirement; ValueError says in one line what is wrong with it."""
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"is a requirement of {len(text)} characters")
    text = text.replace("\t", " ").strip()
    if not text.isprintable():
        raise ValueError("holds control characters")
    try:
        written = Written(text)
    except (InvalidRequirement, RecursionError) as error:
        reason = str(error).partition("\n")[0]
        raise ValueError(f"{text[:80]!r} is not a requirement: {reason}") from None
    return Requirement(
        name=canonicalize_name(written.name),
        extras=normalised_extras(written.extras),
        marker=str(written.marker) if written.marker else None,
        specifier=str(written.specifier) or None,
        source=source_of(written.url) if written.url else None,
    )


def editable(text: str) -> Requirement:
    """Read what follows `-e`: a local project or a repository, named by `#egg=` or PEP 508.

    ValueError if nothing in the text names the distribution.
    """
    egg = _EGG.search(text)
    if egg is None:
        found = requirement(text)
        name, extras, marker, url = found.name, found.extras, found.marker, found.source
    else:
        name, marker = checked_name(egg[1]), None
        extras = normalised_extras((egg[2] or "").split(",")) if egg[2] else ()
        url = source_of(text)
    if url is None:
        raise ValueError(f"{text[:80]!r} names nothing that can be edited")
    kind = "editable" if url.kind == "path" else url.kind
    return Requirement(
        name=name, extras=extras, marker=marker, source=Source(kind=kind, location=url.location)
    )


def source_of(url: str) -> Source:
    """Return where a direct URL or a local path points; the fragment is left out."""
    place = url.partition("#")[0]
    if _VCS.match(place):
        return Source(kind="git", location=place.partition("+")[2])
    if place.startswith("file:"):
        return Source(kind="path", location=unquote(re.sub(r"^file:(//)?", "", place)))
    return Source(kind="url" if is_url(place) else "path", location=place)


def is_url(text: str) -> bool:
    """Tell whether the text is an absolute URL (a Windows drive is not)."""
    return bool(_VCS.match(text) or (_SCHEME.match(text) and not re.match(r"[A-Za-z]:[\\/]", text)))


def artifact_name(url: str) -> tuple[NormalizedName, str] | None:
    """Return (name, version) of the wheel or sdist that a URL or path ends in, or None."""
    filename = unquote(PurePosixPath(url.partition("#")[0].replace("\\", "/")).name)
    try:
        if filename.endswith(".whl"):
            name, version, _, _ = parse_wheel_filename(filename)
        else:
            name, version = parse_sdist_filename(filename)
    except (InvalidWheelFilename, InvalidSdistFilename):
        return None
    return name, str(version)


def checked_name(text: str) -> NormalizedName:
    """Return a name (of a distribution, group or extra) normalised; ValueError if it is none."""
    if not _NAME.fullmatch(text.strip()):
        raise ValueError(f"{text[:60]!r} is not a name")
    return canonicalize_name(text.strip())


def normalised_extras(extras: object) -> tuple[str, ...]:
    """Return names of extras normalised, sorted and once each; ValueError if one is no name."""
    if not isinstance(extras, list | tuple | set | frozenset):
        raise ValueError("extras should be a list of strings")
    if not all(isinstance(extra, str) for extra in extras):
        raise ValueError("extras should be a list of strings")
    return tuple(sorted({checked_name(extra) for extra in extras}))
