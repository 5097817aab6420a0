"""Resolves JSON pointers (RFC 6901)."""

import re
from collections.abc import Sequence
from typing import Any

_NOTHING = object()


class JsonPointerException(Exception):  # noqa: N818 - callers know it by this name
    """A pointer is not well formed, or leads nowhere."""


class EndOfList:
    """What `-` stands for: the place after the last element."""

    def __init__(self, list_: Any) -> None:
        self.list_ = list_

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.list_!r})"


def resolve_pointer(doc: Any, pointer: str, default: Any = _NOTHING) -> Any:
    """Return what the pointer leads to; the default, if there is one, where that is nothing."""
    if re.search("~(?![01])", pointer):
        raise JsonPointerException("invalid escape")
    root, *tokens = pointer.split("/")
    if root:
        raise JsonPointerException("Location must start with /")
    try:
        for token in tokens:
            doc = _step(doc, unescape(token))
    except JsonPointerException:
        if default is _NOTHING:
            raise
        return default
    return doc


def escape(s: str) -> str:
    """Return a name as it stands in a pointer."""
    return s.replace("~", "~0").replace("/", "~1")


def unescape(s: str) -> str:
    """Return the name that stands in a pointer."""
    return s.replace("~1", "/").replace("~0", "~")


def _step(doc: Any, token: str) -> Any:
    if isinstance(doc, Sequence) and not isinstance(doc, str):
        if token == "-":  # noqa: S105
            return EndOfList(doc)
        if not re.fullmatch("0|[1-9][0-9]*", token):
            raise JsonPointerException(f"'{token}' is not a valid sequence index")
        try:
            return doc[int(token)]
        except IndexError as error:
            raise JsonPointerException(f"index '{token}' is out of bounds") from error
    if isinstance(doc, str) or not hasattr(doc, "__getitem__"):
        raise JsonPointerException(f"'{token}' is below what holds nothing")
    try:
        return doc[token]
    except KeyError as error:
        raise JsonPointerException(f"member '{token}' not found") from error
