"""The distributions that an edit is about, and whether a text asks for one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from inhouse.model.requirement_text import MAX_CHARACTERS, artifact_name, editable

_NAME = re.compile(r"\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?=$|[\[<>=!~;@,({ \t])")
_EDITABLE = re.compile(r"(?:-e|--editable)[ =]\s*")


def declared_name(text: str) -> str | None:
    """Return the normalised name of the distribution that a requirement asks for, else None.

    Takes PEP 508, `-e`, repositories with `#egg=` and paths or URLs of wheels and sdists.
    """
    text = text.strip()
    if not text or len(text) > MAX_CHARACTERS:
        return None
    flag = _EDITABLE.match(text)
    if flag is None:
        try:
            return canonicalize_name(Requirement(text).name)
        except (InvalidRequirement, RecursionError):
            pass
    text = text[flag.end() :] if flag else text
    artifact = artifact_name(text.split(" ")[0].split(";")[0])
    if artifact is not None:
        return artifact[0]
    try:
        return editable(text).name
    except ValueError:
        return None


def leading_name(text: str) -> str | None:
    """Return the name that a text begins with, whatever follows, normalised; else None."""
    match = _NAME.match(text)
    return canonicalize_name(match[1]) if match else None


class Wanted:
    """Some distributions by normalised name."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take names as anyone may write them."""
        self.names = frozenset(canonicalize_name(name.strip()) for name in names if name.strip())
        words = "|".join(
            "[-_.]+".join(map(re.escape, name.split("-"))) for name in sorted(self.names)
        )
        word = rf"(?<![\w.-])(?:{words})(?![\w-]|\.(?!git\b|zip\b|tar\b)\w)"
        self._anywhere = re.compile(words or r"(?!)", re.IGNORECASE)
        self._word = re.compile(word if words else r"(?!)", re.IGNORECASE)

    def declared(self, text: str) -> bool:
        """Tell whether the text is a requirement of one of them."""
        return bool(self._anywhere.search(text)) and declared_name(text) in self.names

    def suspected(self, text: str) -> bool:
        """Tell whether the text is no requirement that can be read but may ask for one."""
        if not self._anywhere.search(text) or declared_name(text) is not None:
            return False
        return leading_name(text) in self.names or bool(self._word.search(text))

    def named(self, key: str) -> bool:
        """Tell whether the key of a table is one of them."""
        return canonicalize_name(key) in self.names

    def occurs(self, content: bytes) -> bool:
        """Tell whether one stands anywhere in a file, also inside a longer word."""
        return bool(self._anywhere.search(content.decode("latin-1")))

    def mentioned(self, text: str) -> re.Match[str] | None:
        """Return the first place at which one stands as a word of its own."""
        return self._word.search(text)
