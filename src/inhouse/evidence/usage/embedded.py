"""Python in files that are not Python: heredocs, `python -c`, Cython, and values that name code."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from inhouse.evidence.usage.records import NAMED, Gatherer

_NAME = r"[A-Za-z_][\w.]*"
_NAMES = rf"{_NAME}(?:[ \t]*,[ \t]*{_NAME})*"
# An import that fills its line, so that ImageMagick's `import` and prose are none.
_LINE = re.compile(
    rf"^[ \t]*(?:from[ \t]+({_NAME})[ \t]+c?import[ \t]+[\w(*]"
    rf"|c?import[ \t]+({_NAMES})(?:[ \t]+as[ \t]+\w+)?[ \t]*(?:[;#].*)?$)",
    re.MULTILINE,
)
_INLINE = re.compile(
    r"\b(?:python|pypy|py)[\d.]*(?:\.exe)?[ \t][^\n]{0,80}?-\w{0,9}c[ \t]+[\"'$](.+)"
)
_STATEMENT = re.compile(rf"(?:\A|[;\"'`\n])\s*(?:from\s+({_NAME})\s+import\b|import\s+({_NAMES}))")
# `sqlite+aiosqlite://` names a driver; `package.module.Class` is built by whoever reads the value.
_DRIVER = re.compile(r"\b[a-z]\w*\+([a-z]\w*)://", re.ASCII)
_CLASS = re.compile(
    r"(?<![\w./@-])([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*[.:][A-Z]\w*)(?![\w./-])", re.ASCII
)
# Keys of Hydra, logging and others whose value is called, class or not.
_CALLED = re.compile(
    r"(?:_target_|\(\)|class|factory|callable|func|handler)[\"']?[ \t]*[:=][ \t]*[\"']?"
    r"([A-Za-z_]\w*(?:[.:]\w+)+)[\"']?[ \t]*,?[ \t]*$",
    re.ASCII | re.MULTILINE,
)
_ROBOT = re.compile(r"^[ \t]*Library(?:[ ]{2,}|\t+)([A-Za-z_][\w.]*)", re.MULTILINE)
_OF_VALUES = (".yaml", ".yml", ".json", ".ini", ".cfg", ".conf")
_OF_ROBOT = (".robot", ".resource")


def record_embedded(text: str, name: str, found: Gatherer) -> None:
    """Record what the text of a file called `name` imports or names in passing."""
    lines = _Lines(text)
    for match in _LINE.finditer(text):
        for module in _modules(match):
            found.mention("module", module, lines.of(match.start(match.lastindex or 0)))
    for script in _INLINE.finditer(text):
        for module in imports_in(script[1]):
            found.mention("module", module, lines.of(script.start()))
    for match in _DRIVER.finditer(text):
        found.mention("plugin", match[1], lines.of(match.start()))
    if name.endswith(_OF_VALUES):
        for pattern in (_CLASS, _CALLED):
            for match in pattern.finditer(text):
                found.row(match[1].replace(":", "."), "c", NAMED, lines.of(match.start(1)))
    if name.endswith(_OF_ROBOT):
        for match in _ROBOT.finditer(text):
            found.mention("module", match[1], lines.of(match.start(1)))


def imports_in(script: str) -> Iterator[str]:
    """Yield the modules that the statements of an inline script import."""
    for match in _STATEMENT.finditer(script):
        yield from _modules(match)


def _modules(match: re.Match[str]) -> list[str]:
    return [module.strip() for module in (match[1] or match[2]).split(",")]


class _Lines:
    """Line numbers by place; the breaks are looked for once, and only if there is a match."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks: list[int] | None = None

    def of(self, place: int) -> int:
        if self._breaks is None:
            self._breaks = [match.start() for match in re.finditer("\n", self._text)]
        return bisect_left(self._breaks, place) + 1
