"""The shape of findings, whichever command made them."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import Literal, TypeAlias

from inhouse.model.file_place import FilePlace
from inhouse.model.report import Tool

Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")  # worst first


@dataclass(frozen=True, slots=True)
class Code:
    """Text that is a name, a version or a path rather than a sentence."""

    text: str


Cell: TypeAlias = str | Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One finding. `code` is its kind, `about` tells several of one kind and package apart.

    `text` is one sentence, `instead` what to use, `path` the packages from the project to it.
    """

    code: str
    level: Level
    name: str
    version: str | None
    text: str
    instead: str | None = None
    path: tuple[str, ...] = ()
    place: FilePlace | None = None
    about: str = ""

    @property
    def label(self) -> str:
        """The package and its version; the kind of the finding where it is of no package."""
        return " ".join(part for part in (self.name, self.version) if part) or self.code

    @property
    def sentences(self) -> tuple[str, ...]:
        """What there is to say, a line each."""
        instead = (f"Instead: {self.instead}",) if self.instead else ()
        return (self.text, *instead, *((self.way,) if self.way else ()))

    @property
    def way(self) -> str:
        """By which packages this one comes, "" where it is direct or the text says it."""
        between = self.path[1:-1]
        if all(name in self.text for name in between):
            return ""
        return f"It comes with {' > '.join(between)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A package that was looked at, whether anything was found or not."""

    name: str
    version: str | None
    place: FilePlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A table beside the findings."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All of a report that other tools take. `rows` come worst first.

    `passed` is None for the audit, which fails nothing. `headline` holds nothing but numbers and
    words of our own. `about` says what was read, as pairs. `file` stands where a place is needed
    and none is known.
    """

    command: Literal["audit", "gate"]
    tool: Tool
    passed: bool | None
    headline: str
    about: tuple[tuple[str, Cell], ...]
    rows: tuple[Row, ...]
    cases: tuple[Case, ...]
    sections: tuple[Section, ...]
    file: str

    @property
    def title(self) -> str:
        """The command, and how it went."""
        outcome = {None: "", True: ": passed", False: ": failed"}[self.passed]
        return f"inhouse {self.command}{outcome}"

    def fingerprints(self) -> tuple[str, ...]:
        """Return for each row what stays the same while lines, versions and sentences change.

        Rows that agree in all but the version are told apart by their order.
        """
        seen: Counter[str] = Counter()
        found = []
        for row in self.rows:
            text = "\0".join((self.command, row.name, row.code, row.about))
            digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
            seen[digest] += 1
            found.append(f"{digest}:{seen[digest]}")
        return tuple(found)

    def count(self, level: Level) -> int:
        """Return how many rows are of a level."""
        return sum(row.level == level for row in self.rows)


def placed(file: str | None) -> str:
    """Return the file that stands for the project: its lock, if that is inside it."""
    inside = file and not file.startswith(("/", "\\", "..")) and file[1:2] != ":"
    return file if file and inside else "pyproject.toml"
