"""What an edit of the manifests is, and the texts it works on."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inhouse.errors import InputError
from inhouse.model.patch import FileChange
from inhouse.model.places import Left

MAX_BYTES = 4_000_000  # no person keeps a manifest of this size
_BOM = codecs.BOM_UTF8.decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestEdit:
    """Changes of manifests, sorted by path, none of which changes nothing.

    `removed` are places that no longer (or, after an addition, now) name the distribution
    ("pyproject.toml: project.dependencies"), `left` declarations that stay and why, `notes`
    lines for people, each with a file and, where there is one, a line.
    """

    changes: tuple[FileChange, ...] = ()
    removed: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One file's share of a `ManifestEdit`; `text` is None where nothing changes."""

    text: str | None = None
    removed: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    notes: tuple[str, ...] = ()


class Unsure(Exception):  # noqa: N818 - a word of the editors, never seen by users
    """A place cannot be edited with certainty; `at` is its offset in the text."""

    def __init__(self, at: int, why: str) -> None:
        super().__init__(at, why)
        self.at, self.why = at, why


def text_of(path: str, content: bytes) -> str:
    """Return a manifest's text with its line ends and its BOM; InputError with what is wrong."""
    if len(content) > MAX_BYTES:
        wrong = f"has {len(content):,} bytes, more than the {MAX_BYTES:,} that are edited"
        raise InputError(path, wrong, "split it")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(path, f"is not UTF-8 (byte {error.start})", "re-encode it") from None


def bom_and_rest(text: str) -> tuple[str, str]:
    """Split a byte order mark off."""
    return (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)


def newline_of(text: str) -> str:
    """Return the line end that the text uses (the first one decides)."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def line_at(text: str, offset: int) -> int:
    """Return the 1-based line of an offset."""
    return text.count("\n", 0, offset) + 1


def line_start(text: str, offset: int) -> int:
    """Return the offset at which the line of `offset` begins."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Return the offset past the line end of the line of `offset`."""
    found = text.find("\n", offset)
    return len(text) if found < 0 else found + 1


def without_range(text: str, start: int, end: int) -> str:
    """Cut whole lines; a text without a final line end stays without one."""
    if end == len(text) and not text.endswith("\n"):
        return text[:start].removesuffix("\n").removesuffix("\r")
    return text[:start] + text[end:]


def merged(files: Mapping[str, bytes], edits: Iterable[tuple[str, Edit]]) -> ManifestEdit:
    """Put the shares of the files together."""
    removed: list[str] = []
    left: list[Left] = []
    notes: list[str] = []
    after: dict[str, bytes] = {}
    for path, edit in edits:
        removed += edit.removed
        left += edit.left
        notes += edit.notes
        if edit.text is not None:
            after[path] = edit.text.encode("utf-8")
    return ManifestEdit(
        changes=tuple(
            FileChange(path=path, before=files[path], after=content)
            for path, content in sorted(after.items())
            if content != files[path]
        ),
        removed=tuple(dict.fromkeys(removed)),
        left=tuple(dict.fromkeys(left)),
        notes=tuple(dict.fromkeys(notes)),
    )
