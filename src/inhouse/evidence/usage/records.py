"""What the scan of one file records: names only, so that it holds whatever is in the lock.

Everything here goes through JSON unchanged; a warm run reads it back without rebuilding objects
for rows that no package of the lock can own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from inhouse.model.evidence import UseKind

# Shapes of a use, as bits.
IMPORT = 1  # an import statement
FROM = 2  # `from a import b`: the last part of the path is the imported name
STAR = 4  # `from a import *`
UNUSED = 8  # the file never uses the imported name: a re-export or a side effect
CALL = 16  # the name is called
STAR_ARGUMENTS = 32  # the call unpacks arguments
VALUE = 64  # used other than by calling it
MODULE = 128  # the path is a module for sure (or its parent, with ASSIGNED)
ASSIGNED = 256  # an attribute is set or deleted
COMPUTED = 512  # an attribute or submodule is taken by a computed name
TEST = 1024  # only tested for truth or None
NAMED = 2048  # named by a string
BARE = 4096  # a string without a dot where names of packages are expected
UNSCOPED = 8192  # read from newer syntax without scopes
REFLECTED = 16384  # the file reaches its names through globals(), eval or exec
OFFERED = 32768  # no use: `__all__` lists the name

KINDS: dict[str, UseKind] = {
    "p": "plain",
    "g": "guarded",
    "t": "typing",
    "d": "dynamic",
    "c": "config",
}


class Row(NamedTuple):
    """Uses of one dotted path in one file that have kind, shape and keywords in common.

    `path` starts with one dot per level for relative imports; `keywords` are space-separated.
    """

    path: str
    kind: str
    shape: int
    keywords: str
    lines: list[int]


class Mention(NamedTuple):
    """A tool named in configuration. `how`: command, tool (a table or file of its own)."""

    how: str
    word: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileUses:
    """All uses in one file, by the first part of the dotted path ("" for relative imports).

    `exports` maps the names that imports bind at module level to the imported paths; `stars` are
    star-imported modules; `computed` are lines that import by a name known only at run time;
    `problem` says why the file could not be read, or what was read only in part.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    exports: dict[str, str] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)
    computed: list[int] = field(default_factory=list)
    problem: str = ""

    def packed(self) -> list[Any]:
        """Return the JSON value."""
        return [self.rows, self.mentions, self.exports, self.stars, self.computed, self.problem]

    @classmethod
    def unpacked(cls, data: Any) -> FileUses:
        """Rebuild from the JSON value, whose rows are turned into `Row` when they are asked for."""
        rows, mentions, exports, stars, computed, problem = data
        if not isinstance(rows, dict) or not isinstance(exports, dict):
            raise ValueError("not the uses of a file")
        return cls(
            rows=rows,
            mentions=[Mention(*mention) for mention in mentions],
            exports=exports,
            stars=stars,
            computed=computed,
            problem=problem,
        )


class Gatherer:
    """Collects rows and mentions of one file, joining those that differ by line only."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, int, str], list[int]] = {}
        self.mentions: dict[Mention, None] = {}
        self.computed: list[int] = []

    def row(self, path: str, kind: str, shape: int, line: int, keywords: str = "") -> None:
        """Record one use."""
        self._rows.setdefault((path, kind, shape, keywords), []).append(line)

    def mention(self, how: str, word: str, line: int) -> None:
        """Record a tool named in configuration."""
        self.mentions[Mention(how, word, line)] = None

    def result(
        self, exports: dict[str, str] | None = None, problem: str = "", stars: tuple[str, ...] = ()
    ) -> FileUses:
        """Return all that was recorded."""
        rows: dict[str, list[Row]] = {}
        for (path, kind, shape, keywords), lines in self._rows.items():
            row = Row(path, kind, shape, keywords, lines)
            rows.setdefault(path.partition(".")[0], []).append(row)
        return FileUses(
            rows=rows,
            mentions=list(self.mentions),
            exports=exports or {},
            stars=list(stars),
            computed=self.computed,
            problem=problem,
        )
