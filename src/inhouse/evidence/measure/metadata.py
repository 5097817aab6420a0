"""The fields of METADATA or PKG-INFO and of entry_points.txt, as strangers wrote them."""

from __future__ import annotations

import configparser
import re
import unicodedata
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser

from inhouse.evidence.contents import Contents
from inhouse.model.evidence import Maybe, Missing

_MAX_CHARACTERS = 1_000_000
_MAX_REQUIREMENTS = 2_000
_FUNDING = re.compile(r"fund|sponsor|donat|patreon|tidelift|open ?collective|ko-?fi", re.IGNORECASE)
_LINK = re.compile(r"^https?://\S+$")
NO_METADATA = "the distribution holds no METADATA or PKG-INFO"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The header fields that measures need; empty strings and tuples where not given."""

    summary: Maybe[str]
    requires_python: str | None
    requires_dist: Maybe[tuple[str, ...]]
    classifiers: tuple[str, ...]
    license_expression: str
    license_text: str
    funding: tuple[str, ...]
    head: str  # the first paragraph or so of the description
    entry_points: tuple[tuple[str, str], ...]  # (group, name)


def read_metadata(contents: Contents) -> Metadata:
    """Read the metadata of a distribution; absent metadata is Missing, field by field."""
    text = contents.metadata
    message = HeaderParser().parsestr((text or "")[:_MAX_CHARACTERS])
    summary = clean(_field(message, "Summary"))
    body = message.get_payload()
    return Metadata(
        summary=summary if text is not None else Missing(NO_METADATA),
        requires_python=clean(_field(message, "Requires-Python")) or None,
        requires_dist=_requires(contents, message, text),
        classifiers=_fields(message, "Classifier"),
        license_expression=_field(message, "License-Expression"),
        license_text=_field(message, "License"),
        funding=_funding(message),
        head=(body if isinstance(body, str) else "")[:600],
        entry_points=_entry_points(contents.entry_points),
    )


def clean(text: str) -> str:
    """Return one line without control, formatting or surrogate characters."""
    kept = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join(kept.split())[:500]


def _field(message: Message, name: str) -> str:
    value = message.get(name)
    text = "" if value is None else str(value).strip()
    return "" if text == "UNKNOWN" else text


def _fields(message: Message, name: str) -> tuple[str, ...]:
    return tuple(clean(str(value)) for value in message.get_all(name, [])[:_MAX_REQUIREMENTS])


def _requires(contents: Contents, message: Message, text: str | None) -> Maybe[tuple[str, ...]]:
    if text is None:
        return Missing(NO_METADATA)
    if not contents.states_requirements():
        return Missing("only a build of the sdist would tell its requirements")
    return _fields(message, "Requires-Dist")


def _funding(message: Message) -> tuple[str, ...]:
    links = []
    for value in _fields(message, "Project-URL"):
        label, _, link = value.partition(",")
        if _FUNDING.search(label) and _LINK.match(link.strip()):
            links.append(link.strip())
    return tuple(links)


def _entry_points(text: str | None) -> tuple[tuple[str, str], ...]:
    if not text:
        return ()
    parser = configparser.RawConfigParser(
        delimiters=("=",), strict=False, default_section="\0", allow_no_value=True
    )
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    try:
        parser.read_string(text[:_MAX_CHARACTERS])
    except configparser.Error:
        return ()
    return tuple(
        (clean(group), clean(name)) for group in parser.sections() for name in parser.options(group)
    )
