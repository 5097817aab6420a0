"""An INI text (setup.cfg, tox.ini, mypy.ini) edited line by line, each edit read again."""

from __future__ import annotations

import configparser
import re
from dataclasses import dataclass

from inhouse.codemod.manifest.edits import Unsure, line_end, line_start, newline_of
from inhouse.errors import InputError

_HEADER = re.compile(r"\[(.+)\]")
_OPTION = re.compile(r"(?P<key>[^\s#;\[=:][^=:\n]*?)[ \t]*[=:][ \t]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """`key = value`: `pieces` are the spans of the value's lines, blank and comment lines out."""

    section: str
    key: str
    start: int
    value: int  # where the value begins, on the key's line
    end: int  # past the line end of the last line
    pieces: tuple[tuple[int, int], ...]


class IniText:
    """One state of an INI file (without BOM): an edit returns the next state."""

    def __init__(self, text: str, file: str) -> None:
        """Read the text; InputError if it is no INI file."""
        self.text, self.file = text, file
        parser = configparser.RawConfigParser(strict=False, default_section="\0")
        try:
            parser.read_string(text, file)
        except configparser.Error as error:
            wrong = f"is not an INI file: {error.message.splitlines()[0]}"
            raise InputError(file, wrong, "correct it") from None
        self.data = {
            name: {key: value or "" for key, value in parser.items(name)}
            for name in parser.sections()
        }
        self.headers, self.options = _scan(text)

    def option(self, section: str, key: str) -> Option | None:
        """Return the option as it is written; None where it is missing or written twice."""
        found = [each for each in self.options if each.section == section and _key(each.key) == key]
        return found[0] if len(found) == 1 else None

    def lines(self, option: Option) -> list[str]:
        """Return the lines of an option's value."""
        return [self.text[start:end] for start, end in option.pieces]

    def without_line(self, option: Option, index: int, *, start: int) -> IniText:
        """Return the text without one line of a value; from `start` on where it has its own."""
        begin, end = option.pieces[index]
        expected = self.lines(option)
        del expected[index]
        if line_start(self.text, begin) == line_start(self.text, option.start):
            text = self.text[: option.value].rstrip(" \t") + self.text[end:]
        else:
            text = self.text[:start] + self.text[line_end(self.text, end) :]
        return self._checked(text, option, expected)

    def with_line(self, option: Option, index: int, line: str) -> IniText:
        """Return the text with one more line in a value, before the line of this index."""
        expected = self.lines(option)
        expected.insert(index, line)
        pieces, new = option.pieces, newline_of(self.text)
        own = [each for each in pieces if line_start(self.text, each[0]) != option.start]
        if not own:
            raise Unsure(option.start, "is not written with one item in a line")
        indent = self.text[line_start(self.text, own[0][0]) : own[0][0]]
        if index < len(pieces) and pieces[index] in own:
            at = line_start(self.text, pieces[index][0])
            text = f"{self.text[:at]}{indent}{line}{new}{self.text[at:]}"
        else:
            at = pieces[index - 1][1] if index else option.value
            text = f"{self.text[:at]}{new}{indent}{line}{self.text[at:]}"
        return self._checked(text, option, expected)

    def with_text(self, option: Option, at: int, added: str) -> IniText:
        """Return the text with something added inside a line of a value."""
        expected = [
            self.text[start:at] + added + self.text[at:end] if start <= at <= end else line
            for (start, end), line in zip(option.pieces, self.lines(option), strict=True)
        ]
        return self._checked(self.text[:at] + added + self.text[at:], option, expected)

    def with_option(self, section: str, key: str, value: str) -> IniText:
        """Return the text with a new option at the end of a section, which there may be."""
        new = newline_of(self.text)
        own = [each.end for each in self.options if each.section == section]
        heads = [end for name, end in self.headers if name == section]
        line = f"{key} = {value}"
        if heads:
            at = max(own, default=heads[0])
            lead = "" if self.text[:at].endswith("\n") else new
            text = f"{self.text[:at]}{lead}{line}{'' if lead else new}{self.text[at:]}"
        else:
            gap = "" if not self.text else new if self.text.endswith("\n") else new + new
            tail = new if not self.text or self.text.endswith("\n") else ""
            text = f"{self.text}{gap}[{section}]{new}{line}{tail}"
        after = IniText(text, self.file)
        expected = {name: dict(table) for name, table in self.data.items()}
        expected.setdefault(section, {})[_key(key)] = value
        if after.data != expected:
            raise Unsure(0, f"[{section}] cannot be edited without changing something else")
        return after

    def _checked(self, text: str, option: Option, lines: list[str]) -> IniText:
        after = IniText(text, self.file)
        key = _key(option.key)
        expected = {name: dict(table) for name, table in self.data.items()}
        expected[option.section].pop(key)
        rest = {name: dict(table) for name, table in after.data.items()}
        value = rest.get(option.section, {}).pop(key, None)
        if value is None or rest != expected or _stripped(value) != lines:
            raise Unsure(option.start, "cannot be edited without changing something else")
        return after


def _stripped(value: str) -> list[str]:
    return [line.strip() for line in value.splitlines() if line.strip()]


def _key(written: str) -> str:
    return written.strip().lower()


def _scan(text: str) -> tuple[list[tuple[str, int]], list[Option]]:
    """Return the ends of the header lines by section, and the options."""
    headers: list[tuple[str, int]] = []
    options: list[Option] = []
    section, at = "", 0
    while at < len(text):
        end = line_end(text, at)
        line = text[at:end]
        header, found = _HEADER.match(line), _OPTION.match(line)
        if header:
            section = header[1]
            headers.append((section, end))
        elif found and section:
            value = at + found.end()
            pieces, end = _pieces(text, value, end)
            options.append(
                Option(
                    section=section,
                    key=found["key"],
                    start=at,
                    value=value,
                    end=end,
                    pieces=tuple(pieces),
                )
            )
        at = end
    return headers, options


def _pieces(text: str, value: int, end: int) -> tuple[list[tuple[int, int]], int]:
    """Return the spans of a value's lines, and where its last line ends."""
    first = text[value:end].strip()
    pieces = [(value, value + len(first))] if first else []
    at = end
    while at < len(text):
        stop = line_end(text, at)
        line = text[at:stop]
        body = line.strip()
        if body and not line[0].isspace() and body[0] not in "#;":
            break
        if body and line[0].isspace() and body[0] not in "#;":
            start = at + len(line) - len(line.lstrip())
            pieces.append((start, start + len(body)))
            end = stop
        at = stop
    return pieces, end
