"""Reads and writes files with a JSON text in each line."""

import builtins
import enum
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import IO, Any

_TYPES = {bool, dict, float, int, list, str}
_SKIPPED = ("\x1e", "\ufeff")  # one of these may begin a line: RFC 7464, byte order mark


class Error(Exception):
    """What is wrong with a file."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self._fields().items())
        return f"{type(self).__qualname__.rpartition('.')[2]}({fields})"

    def _fields(self) -> dict[str, Any]:
        return {"message": self.message}


class InvalidLineError(Error, ValueError):
    """A line holds no JSON, or not what was asked for; `lineno` counts from 1."""

    def __init__(self, message: str, line: str | bytes, lineno: int) -> None:
        super().__init__(f"{message} (line {lineno})")
        self.line = line.rstrip()
        self.lineno = lineno

    def _fields(self) -> dict[str, Any]:
        return {"message": self.message, "line": self.line, "lineno": self.lineno}


class _File:
    """What readers and writers share: they close the file only where they opened it."""

    def __init__(self, wrapped: Any) -> None:
        self._wrapped = wrapped
        self._closed = False
        self._should_close_fp = False

    def close(self) -> None:
        """Close this object, and the file if `open` opened it."""
        if not self._closed and self._should_close_fp:
            self._wrapped.close()
        self._closed = True

    def __repr__(self) -> str:
        return f"<jsonlines.{type(self).__name__} at 0x{id(self):x} wrapping {self._name()}>"

    def _name(self) -> str:
        name = getattr(self._wrapped, "name", None)
        return repr(self._wrapped if name is None else name)

    def __enter__(self) -> Any:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        self.close()


class Reader(_File):
    """Reads lines, texts or UTF-8, of a file or of anything that yields them."""

    def __init__(
        self,
        file_or_iterable: IO[str] | IO[bytes] | Iterable[str | bytes],
        *,
        loads: Callable[[str], Any] = json.loads,
    ) -> None:
        super().__init__(file_or_iterable)
        self._lines = enumerate(file_or_iterable, 1)
        self._loads = loads

    def read(
        self,
        *,
        type: builtins.type | None = None,  # noqa: A002 - callers give it by this name
        allow_none: bool = False,
        skip_empty: bool = False,
    ) -> Any:
        """Return the value of the next line; EOFError at the end.

        InvalidLineError where it is no JSON, not of the type, or null and that is not allowed.
        """
        if self._closed:
            raise RuntimeError("reader is closed")
        if type is not None and type not in _TYPES:
            raise ValueError("invalid type specified")
        for number, line in self._lines:
            if not skip_empty or line.rstrip():
                value = self._value(number, line)
                wrong = _mismatch(value, type, allow_none)
                if wrong:
                    raise InvalidLineError(wrong, self._text(number, line), number)
                return value
        raise EOFError

    def _text(self, number: int, line: str | bytes) -> str:
        if isinstance(line, bytes):
            try:
                line = line.decode("utf-8")
            except UnicodeDecodeError as error:
                said = f"line is not valid utf-8: {error}"
                raise InvalidLineError(said, line, number) from error
        return line[1:] if line.startswith(_SKIPPED) else line

    def _value(self, number: int, line: str | bytes) -> Any:
        text = self._text(number, line)
        try:
            return self._loads(text)
        except ValueError as error:
            said = f"line contains invalid json: {error}"
            raise InvalidLineError(said, text, number) from error

    def iter(
        self,
        type: builtins.type | None = None,  # noqa: A002 - callers give it by this name
        allow_none: bool = False,
        skip_empty: bool = False,
        skip_invalid: bool = False,
    ) -> Iterator[Any]:
        """Yield the value of each line, as `read` gives it."""
        while True:
            try:
                yield self.read(type=type, allow_none=allow_none, skip_empty=skip_empty)
            except InvalidLineError:
                if not skip_invalid:
                    raise
            except EOFError:
                return

    def __iter__(self) -> Iterator[Any]:
        return self.iter()

    def _name(self) -> str:
        found = self._wrapped
        if isinstance(found, io.IOBase):
            return super()._name()
        return f"<{type(found).__name__} at 0x{id(found):x}>"


def _mismatch(value: Any, wanted: type | None, allow_none: bool) -> str:
    if value is None:
        return "" if allow_none else "line contains null value"
    wrong = wanted is not None and not isinstance(value, wanted)
    if wrong or (wanted is int and isinstance(value, bool)):
        return "line does not match requested type"
    return ""


class _Change(enum.Enum):
    NONE = enum.auto()
    ENCODE = enum.auto()
    DECODE = enum.auto()


class Writer(_File):
    """Writes values as lines, to a file of texts or of bytes."""

    def __init__(
        self,
        fp: Any = None,
        *,
        compact: bool = False,
        sort_keys: bool = False,
        flush: bool = False,
        dumps: Callable[[Any], str | bytes] | None = None,
    ) -> None:
        super().__init__(fp)
        self._binary = _is_binary(fp)
        self._flush = flush
        if dumps is None:
            separators = (",", ":") if compact else (", ", ": ")
            encoder = json.JSONEncoder(
                ensure_ascii=False, separators=separators, sort_keys=sort_keys
            )
            dumps = encoder.encode
        self._dumps = dumps
        gives_text = isinstance(dumps({}), str)
        self._change = _Change.NONE
        if gives_text == self._binary:
            self._change = _Change.ENCODE if gives_text else _Change.DECODE

    def write(self, obj: Any) -> int:
        """Write a value; return the number of characters, or bytes, of the line."""
        if self._closed:
            raise RuntimeError("writer is closed")
        line: Any = self._dumps(obj)
        if self._change is _Change.ENCODE:
            line = line.encode()
        elif self._change is _Change.DECODE:
            line = line.decode()
        self._wrapped.write(line)
        self._wrapped.write(b"\n" if self._binary else "\n")
        if self._flush:
            self._wrapped.flush()
        return len(line) + 1

    def write_all(self, iterable: Iterable[Any]) -> int:
        """Write values; return the number of characters, or bytes, of all lines."""
        return sum(self.write(each) for each in iterable)


def _is_binary(fp: Any) -> bool:
    if isinstance(fp, io.IOBase):
        return not isinstance(fp, io.TextIOBase)
    try:
        fp.write("")
    except TypeError:
        return True
    return False


def open(  # noqa: A001 - the name that callers use
    file: str | bytes | int | os.PathLike[Any],
    mode: str = "r",
    *,
    loads: Callable[[str], Any] | None = None,
    dumps: Callable[[Any], str | bytes] | None = None,
    compact: bool | None = None,
    sort_keys: bool | None = None,
    flush: bool | None = None,
) -> Any:
    """Return a Reader of a file, or where the mode is "w", "a" or "x" a Writer."""
    if mode not in {"r", "w", "a", "x"}:
        raise ValueError("'mode' must be either 'r', 'w', 'a', or 'x'")
    reading = mode == "r"
    fp = builtins.open(file, mode=f"{mode}t", encoding="utf-8-sig" if reading else "utf-8")  # noqa: PTH123, SIM115 - also a descriptor; the caller closes it
    given = {
        "loads": loads,
        "dumps": dumps,
        "compact": compact,
        "sort_keys": sort_keys,
        "flush": flush,
    }
    options: dict[str, Any] = {name: each for name, each in given.items() if each is not None}
    made = Reader(fp, **options) if reading else Writer(fp, **options)
    made._should_close_fp = True
    return made
