"""Reads files of sections and values, and knows the line of each."""

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

COMMENTCHARS = "#;"
_Sections = dict[str, dict[str, str]]
_Lines = dict[tuple[str, str | None], int]


class ParseError(Exception):
    """A line cannot be read; `lineno` counts from 0, the text of the error from 1."""

    def __init__(self, path: str, lineno: int, msg: str) -> None:
        super().__init__(path, lineno, msg)
        self.path = path
        self.lineno = lineno
        self.msg = msg

    def __str__(self) -> str:
        return f"{self.path}:{self.lineno + 1}: {self.msg}"


class _How(NamedTuple):
    path: str
    inline: bool  # a comment may follow a value
    section: bool  # white space is taken off the names of sections


class SectionWrapper:
    """One section."""

    def __init__(self, config: "IniConfig", name: str) -> None:
        self.config = config
        self.name = name

    def lineof(self, name: str) -> int | None:
        """Return the line of a value, from 1; None where it is not there."""
        return self.config.lineof(self.name, name)

    def get(
        self, key: str, default: Any = None, convert: Callable[[str], Any] | None = None
    ) -> Any:
        """Return a value, or what `convert` makes of it; the default where it is not there."""
        return self.config.get(self.name, key, default, convert)

    def __getitem__(self, key: str) -> str:
        return self.config.sections[self.name][key]

    def __iter__(self) -> Iterator[str]:
        yield from self.config.sections.get(self.name, {})

    def items(self) -> Iterator[tuple[str, str]]:
        """Yield names and values in the order of their lines."""
        for name in self:
            yield name, self[name]


class IniConfig:
    """A file, or a text that is given in its place. ParseError where it cannot be read."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        data: str | None = None,
        encoding: str = "utf-8",
        *,
        _sections: Mapping[str, Mapping[str, str]] | None = None,
        _sources: Mapping[tuple[str, str | None], int] | None = None,
    ) -> None:
        self.path = os.fspath(path)
        if _sections is None or _sources is None:
            how = _How(self.path, inline=False, section=False)
            _sections, _sources = _parsed(how, data, encoding)
        self.sections = _sections
        self._sources = _sources

    @classmethod
    def parse(
        cls,
        path: str | os.PathLike[str],
        data: str | None = None,
        encoding: str = "utf-8",
        *,
        strip_inline_comments: bool = True,
        strip_section_whitespace: bool = False,
    ) -> Any:
        """Read as the class does, and take comments off the ends of values."""
        how = _How(os.fspath(path), strip_inline_comments, strip_section_whitespace)
        sections, sources = _parsed(how, data, encoding)
        return cls(how.path, _sections=sections, _sources=sources)

    def lineof(self, section: str, name: str | None = None) -> int | None:
        """Return the line of a section or a value, from 1; None where it is not there."""
        number = self._sources.get((section, name))
        return None if number is None else number + 1

    def get(
        self,
        section: str,
        name: str,
        default: Any = None,
        convert: Callable[[str], Any] | None = None,
    ) -> Any:
        """Return a value, or what `convert` makes of it; the default where it is not there."""
        try:
            value = self.sections[section][name]
        except KeyError:
            return default
        return value if convert is None else convert(value)

    def __getitem__(self, name: str) -> SectionWrapper:
        if name not in self.sections:
            raise KeyError(name)
        return SectionWrapper(self, name)

    def __iter__(self) -> Iterator[SectionWrapper]:
        for name in self.sections:
            yield SectionWrapper(self, name)

    def __contains__(self, arg: str) -> bool:
        return arg in self.sections


def iscommentline(line: str) -> bool:
    """Tell whether a line holds a comment or nothing at all."""
    return line.lstrip()[:1] in COMMENTCHARS


def _parsed(how: _How, text: str | None, encoding: str) -> tuple[_Sections, _Lines]:
    """Return the values by section and name, and the line of each, from 0."""
    if text is None:
        with open(how.path, encoding=encoding) as file:  # noqa: PTH123 - a Path takes no bytes
            text = file.read()
    sources: _Lines = {}
    found: _Sections = {}
    for number, section, name, values in _entries(how, text):
        if section is None:
            raise ParseError(how.path, number, "no section header defined")
        sources[section, name] = number
        if name is None:
            if section in found:
                raise ParseError(how.path, number, f"duplicate section {section!r}")
            found[section] = {}
        elif name in found[section]:
            raise ParseError(how.path, number, f"duplicate name {name!r}")
        else:
            found[section][name] = "\n".join(values)
    return found, sources


def _entries(how: _How, text: str) -> list[tuple[int, str | None, str | None, list[str]]]:
    """Return the line, section, name and lines of the value; a section itself has no name."""
    found: list[tuple[int, str | None, str | None, list[str]]] = []
    section: str | None = None
    for number, whole in enumerate(text.removeprefix("\ufeff").splitlines()):
        line = "" if iscommentline(whole) else whole.rstrip()
        header = _uncommented(line) if line.startswith("[") else ""
        if header.endswith("]"):
            section = header[1:-1].strip() if how.section else header[1:-1]
            if not section:
                raise ParseError(how.path, number, "empty section name")
            found.append((number, section, None, []))
        elif line and not header and not line[0].isspace():
            name, value = _pair(how, number, line)
            found.append((number, section, name, [value] if value else []))
        elif line:  # one more line of the value
            if not found or found[-1][2] is None:
                raise ParseError(how.path, number, "unexpected value continuation")
            more = line.strip()
            found[-1][3].append(_uncommented(more) if how.inline and not header else more)
    return found


def _uncommented(line: str) -> str:
    for char in COMMENTCHARS:
        line = line.split(char)[0].rstrip()
    return line


def _pair(how: _How, number: int, line: str) -> tuple[str, str]:
    name, mark, value = line.partition("=")
    if not mark or ":" in name:
        name, mark, value = line.partition(":")
    if not mark:
        raise ParseError(how.path, number, f"unexpected line: {line!r}")
    value = value.strip()
    return name.strip(), _uncommented(value) if how.inline else value
