"""Checked access to the tables of a rule file."""

from __future__ import annotations

import difflib
import re
from typing import Any

from inhouse.errors import RuleError


class Reader:
    """Checked access to the tables of one rule file; errors carry file and line."""

    def __init__(self, place: str, text: str) -> None:
        self.place = place
        self.lines = text.splitlines()

    def error(self, key: str, wrong: str, mend: str = "") -> RuleError:
        """Return an error at the first line that begins with the key."""
        line = next(
            (n for n, text in enumerate(self.lines, 1) if text.lstrip("[ ").startswith(key)), 1
        )
        return RuleError(f"{self.place}:{line}", f"{key} {wrong}", mend)

    def check(self, data: Any, known: dict[str, type | tuple[type, ...]], table: str) -> None:
        """Refuse a table that holds unknown keys or values of another type."""
        if not isinstance(data, dict):
            raise self.error(table, "must be tables")
        for key, value in data.items():
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                raise self.error(key, "is unknown", f"did you mean {near[0]}?" if near else "")
            expected = known[key]
            wrong_bool = isinstance(value, bool) and expected is not bool
            if not isinstance(value, expected) or wrong_bool:
                raise self.error(key, f"must be of type {getattr(expected, '__name__', expected)}")

    def required(self, data: dict[str, Any], key: str) -> str:
        """Return a text that has to be there."""
        value = data.get(key)
        if not value:
            raise self.error(key, "is missing or empty")
        return str(value)

    def choice(
        self, data: dict[str, Any], key: str, known: tuple[Any, ...], default: Any = None
    ) -> Any:
        """Return a value that has to be one of those known."""
        value = data.get(key, default)
        if value not in known:
            raise self.error(key, f"must be one of {', '.join(known)}")
        return value

    def pattern(self, data: dict[str, Any], key: str) -> str:
        """Return a text that has to be a regular expression; "" where it is not given."""
        value = str(data.get(key, ""))
        try:
            re.compile(value)
        except re.error as error:
            raise self.error(key, f"is not a regular expression: {error}") from error
        return value

    def strings(self, data: dict[str, Any], key: str) -> tuple[str, ...] | None:
        """Return a list of texts, None where it is not given."""
        value = data.get(key)
        if value is None:
            return None
        if not all(isinstance(item, str) for item in value):
            raise self.error(key, "must be a list of strings")
        return tuple(value)
