"""Reads one advisory in OSV's format and says whether it concerns a version. Pure.

Format: the Open Source Vulnerability schema 1.x, `affected[]` with `package`, `versions` and
`ranges`. Versions are compared as PEP 440 says, which is what OSV means by ECOSYSTEM for PyPI.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import Version

from inhouse.evidence.advisories.answers import Found

ORDERED = ("ECOSYSTEM", "SEMVER")
BOUNDS = ("introduced", "fixed", "last_affected", "limit")


class MalformedError(Exception):
    """A document, or a part of it, is not what the format says; the message says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """What one advisory says of one package.

    `trouble` is set where it cannot be told which versions are meant: any may be.
    """

    ids: tuple[str, ...]
    versions: tuple[str, ...] = ()
    ranges: tuple[tuple[tuple[str, str], ...], ...] = ()  # each a list of (bound, version)
    trouble: str = ""

    def found(self) -> Found:
        """Return the advisory with all versions it names as mended."""
        fixed = {text for events in self.ranges for bound, text in events if bound == "fixed"}
        return Found(ids=self.ids, fixed_in=tuple(fixed))

    def concerns(self, version: str) -> bool:
        """Say whether `version` is affected; MalformedError where that cannot be told."""
        if version in self.versions:
            return True
        wanted = _version(version)
        if any(_equal(wanted, text) for text in self.versions):
            return True
        if any(_within(wanted, events) for events in self.ranges):
            return True
        if self.trouble:
            raise MalformedError(self.trouble)
        return False


def read_advisory(document: object, wanted: Collection[str]) -> dict[str, list[Affected]]:
    """Return what a document says of the PyPI packages `wanted`, by normalised name.

    Nothing for a withdrawn one. MalformedError where the packages cannot be told.
    """
    if not isinstance(document, dict):
        raise MalformedError("is not a JSON object")
    identifier = document.get("id")
    if not isinstance(identifier, str):
        raise MalformedError("has no id")
    if str(document.get("schema_version", "1")).partition(".")[0] != "1":
        raise MalformedError("is in a newer format than 1.x")
    withdrawn = document.get("withdrawn")
    if isinstance(withdrawn, str) and withdrawn[:4].isdigit():
        return {}
    if withdrawn is not None:
        raise MalformedError("has a withdrawn date that is none")
    ids = (identifier, *_texts(document.get("aliases"), "aliases"))
    found: dict[str, list[Affected]] = {}
    for entry in _records(document.get("affected"), "affected"):
        package = entry.get("package")
        if package is None:  # the format allows an entry about a repository alone
            continue
        if not isinstance(package, dict) or not isinstance(package.get("name"), str):
            raise MalformedError("has an affected package without a name")
        if package.get("ecosystem") == "PyPI":
            name = canonicalize_name(package["name"])
            if name not in wanted:
                continue
            found.setdefault(name, []).append(_affected(entry, ids))
    return found


def _affected(entry: Mapping[str, Any], ids: tuple[str, ...]) -> Affected:
    """Read one entry; a malformed part of it is that package's trouble, not the document's."""
    try:
        versions = _texts(entry.get("versions"), "versions")
        ranges, unread = [], 0
        for one in _records(entry.get("ranges"), "ranges"):
            if one.get("type") in ORDERED:
                ranges.append(_events(one))
            else:  # GIT: commits say nothing about a version
                unread += 1
    except MalformedError as error:
        return Affected(ids=ids, trouble=str(error))
    trouble = ""
    if not versions and not ranges:
        trouble = "names commits but no versions" if unread else "names no versions"
    return Affected(ids=ids, versions=versions, ranges=tuple(ranges), trouble=trouble)


def _events(one: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    events: list[tuple[str, str]] = []
    for event in _records(one.get("events"), "events"):
        for bound, text in event.items():
            if bound not in BOUNDS or not isinstance(text, str):
                raise MalformedError("has an event that is not a bound and a version")
            if (bound, text) != ("limit", "*"):
                _version(text)
            events.append((bound, text))
    if not any(bound == "introduced" for bound, _ in events):
        raise MalformedError("has a range that begins nowhere")
    return tuple(events)


def _within(wanted: Version, events: Sequence[tuple[str, str]]) -> bool:
    """Walk the events in the order of their versions, as the format's own algorithm does."""
    limits = [text for bound, text in events if bound == "limit" and text != "*"]
    if limits and not any(wanted < Version(text) for text in limits):
        return False
    walked = [(text, bound) for bound, text in events if bound != "limit"]
    # "0" is before every version, also before 0.dev0; of equal versions, introduced comes last.
    walked.sort(key=lambda one: (one[0] != "0", Version(one[0]), one[1] == "introduced"))
    inside = False
    for text, bound in walked:
        if bound == "introduced" and (text == "0" or wanted >= Version(text)):
            inside = True
        elif (bound == "fixed" and wanted >= Version(text)) or (
            bound == "last_affected" and wanted > Version(text)
        ):
            inside = False
    return inside


def _version(text: str) -> Version:
    try:
        return Version(text)
    except ValueError:
        raise MalformedError("has a version that is not a PEP 440 version") from None


def _equal(wanted: Version, text: str) -> bool:
    try:
        return wanted == Version(text)
    except ValueError:
        return False


def _texts(value: object, what: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise MalformedError(f"has {what} that are no list of texts")
    return tuple(value)


def _records(value: object, what: str) -> list[dict[str, Any]]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise MalformedError(f"has {what} that are no list of objects")
    return value
