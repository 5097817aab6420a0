"""Enumerations of texts, whose auto() makes them of the names."""

import enum
import re
from typing import Any


def _words(name: str) -> list[str]:
    return [match[0] for match in re.finditer("[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]


class StrEnum(str, enum.Enum):  # noqa: UP042 - auto() of enum.StrEnum is another
    """Members are texts; auto() is the name."""

    def __new__(cls, value: Any, *args: Any, **kwargs: Any) -> "StrEnum":
        """Refuse what is no text."""
        if not isinstance(value, str | enum.auto):
            raise TypeError(f"Values of StrEnums must be strings: {value!r} is a {type(value)}")
        return super().__new__(cls, value, *args, **kwargs)

    def __str__(self) -> str:
        return str(self.value)

    @staticmethod
    def _generate_next_value_(name: str, *_: Any) -> str:
        return name


class LowercaseStrEnum(StrEnum):
    """Members are texts; auto() is `mixedcase`."""

    @staticmethod
    def _generate_next_value_(name: str, *_: Any) -> str:
        return name.lower()


class UppercaseStrEnum(StrEnum):
    """Members are texts; auto() is `MIXEDCASE`."""

    @staticmethod
    def _generate_next_value_(name: str, *_: Any) -> str:
        return name.upper()


class SnakeCaseStrEnum(StrEnum):
    """Members are texts; auto() is `mixed_case`."""

    @staticmethod
    def _generate_next_value_(name: str, *_: Any) -> str:
        return "_".join(_words(name)).lower()


class MacroCaseStrEnum(StrEnum):
    """Members are texts; auto() is `MIXED_CASE`."""

    @staticmethod
    def _generate_next_value_(name: str, *_: Any) -> str:
        return "_".join(_words(name)).upper()


class KebabCaseStrEnum(StrEnum):
    """Members are texts; auto() is `mixed-case`."""

    @staticmethod
    def _generate_next_value_(name: str, *_: Any) -> str:
        return "-".join(_words(name)).lower()


class CobolCaseStrEnum(StrEnum):
    """Members are texts; auto() is `MIXED-CASE`."""

    @staticmethod
    def _generate_next_value_(name: str, *_: Any) -> str:
        return "-".join(_words(name)).upper()


class PascalCaseStrEnum(StrEnum):
    """Members are texts; auto() is `MixedCase`."""

    @staticmethod
    def _generate_next_value_(name: str, *_: Any) -> str:
        return "".join(map(str.title, _words(name)))


class PascalSnakeCaseStrEnum(StrEnum):
    """Members are texts; auto() is `Mixed_Case`."""

    @staticmethod
    def _generate_next_value_(name: str, *_: Any) -> str:
        return "_".join(map(str.title, _words(name)))


class HttpHeaderCaseStrEnum(StrEnum):
    """Members are texts; auto() is `Mixed-Case`."""

    @staticmethod
    def _generate_next_value_(name: str, *_: Any) -> str:
        return "-".join(map(str.title, _words(name)))


class CamelCaseStrEnum(StrEnum):
    """Members are texts; auto() is `mixedCase`."""

    @staticmethod
    def _generate_next_value_(name: str, *_: Any) -> str:
        first, *others = _words(name) or [""]
        return "".join([first.lower(), *map(str.title, others)])


class CamelSnakeCaseStrEnum(StrEnum):
    """Members are texts; auto() is `mixed_Case`."""

    @staticmethod
    def _generate_next_value_(name: str, *_: Any) -> str:
        first, *others = _words(name) or [""]
        return "_".join([first.lower(), *map(str.title, others)])
