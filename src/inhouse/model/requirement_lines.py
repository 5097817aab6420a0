"""The lines of pip's requirements files: comments, continuations, options, and what `via` says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

_COMMENT = re.compile(r"(?:^|\s)#(.*)$")
_OPTION = re.compile(r"\s(?=--?[A-Za-z])")
_HASH = re.compile(r"--hash(?:=|\s+)([A-Za-z0-9_]+:[0-9A-Fa-f]+)")
_FLAG = re.compile(r"(--[a-z0-9-]+|-[A-Za-z])(?:\s*=\s*|\s+|(?<=^-[A-Za-z]))?(.*)", re.DOTALL)
_VIA = re.compile(r"via\b:?\s*(.*)")
_FILE_IN_BRACKETS = re.compile(r"\(([^()]+\.(?:toml|cfg|py|in|txt)(?::[^()]*)?)\)$")
_VARIABLE = re.compile(r"\$\{[A-Z0-9_]+\}")

MAX_COMMENT = 2_000  # characters of a comment that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One logical line. `number` is where it starts, 1-based; `comments` are those that belong."""

    number: int
    text: str
    comments: tuple[str, ...] = field(default=())

    @property
    def option(self) -> tuple[str, str] | None:
        """The option that the line is (`-r`, `--index-url`, ...) and its value, or None."""
        match = _FLAG.match(self.text)
        return (match[1], match[2].strip().strip("\"'")) if match else None

    @property
    def requirement(self) -> str:
        """The text before any options of the requirement (`--hash=...`)."""
        return _OPTION.split(self.text, maxsplit=1)[0].strip()

    @property
    def hashes(self) -> tuple[tuple[str, str], ...]:
        """Pairs (algorithm, hex digest) of the line's `--hash` options."""
        pairs = (text.partition(":") for text in _HASH.findall(self.text))
        return tuple((algorithm.lower(), digest.lower()) for algorithm, _, digest in pairs)

    @property
    def has_variable(self) -> bool:
        """Whether an environment variable (`${TOKEN}`) is left for pip to fill in."""
        return bool(_VARIABLE.search(self.text))

    @property
    def via(self) -> tuple[str, ...]:
        """What wants the requirement, as pip-compile and uv say it: names, or `-r FILE`."""
        return tuple(_via(self.comments))


def logical_lines(text: str) -> Iterator[Line]:
    """Yield the lines that say something, with the comment lines that directly follow each."""
    waiting, comments = Line(number=0, text=""), [""]
    for number, joined in _joined(text.removeprefix("\ufeff")):
        if joined.lstrip().startswith("#"):
            comments.append(joined.lstrip().removeprefix("#"))
            continue
        if waiting.text:
            yield replace(waiting, comments=tuple(comments))
        comments = []
        bare = " ".join(_bare(part, comments) for part in joined.split("\n")).strip()
        waiting = Line(number=number, text=bare)
    if waiting.text:
        yield replace(waiting, comments=tuple(comments))


def _bare(part: str, comments: list[str]) -> str:
    match = _COMMENT.search(part)
    if match:
        comments.append(match[1])
        part = part[: match.start()]
    return part.strip()


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """Yield physical lines, those that a backslash continues together; a comment ends them."""
    parts: list[str] = []
    start = 1
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        if not parts:
            start = number
        comment = line.lstrip().startswith("#")
        if line.endswith("\\") and not comment:
            parts.append(line[:-1])
            continue
        yield start, "\n".join([*parts, line])
        parts = []
    if parts:
        yield start, "\n".join(parts)


def _via(comments: tuple[str, ...]) -> Iterator[str]:
    listing = False
    for comment in (text[:MAX_COMMENT] for text in comments):
        if not listing:
            match = _VIA.match(comment.strip())
            if match:
                listing = True
                yield from _items(match[1])
        elif comment.startswith("  "):
            yield from _items(comment)
        else:
            return


def _items(text: str) -> Iterator[str]:
    for item in re.split(r",(?![^\[(]*[\])])", text):
        item = item.strip()
        named = _FILE_IN_BRACKETS.search(item)
        if named:
            yield f"-r {named[1].partition(':')[0]}"
        elif item.startswith("-r"):
            yield f"-r {item[2:].strip()}"
        elif item and not item.startswith("-"):
            yield item.partition("[")[0].partition(" ")[0].partition(":")[0].strip()
