"""Reads and writes binary files as csv does text files."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any, Protocol


class Binary(Protocol):
    """What bytes can be written to."""

    def write(self, data: bytes, /) -> object:
        """Take some bytes."""


class _Encoding:
    """A text file over a binary one, as far as csv asks."""

    def __init__(self, binary: Binary, encoding: str, errors: str) -> None:
        self.binary = binary
        self.encoding = encoding
        self.errors = errors

    def write(self, text: str) -> object:
        return self.binary.write(text.encode(self.encoding, self.errors))


class UnicodeReader:
    """A csv.reader of lines of bytes."""

    def __init__(
        self,
        f: Iterable[bytes],
        dialect: Any = None,
        encoding: str = "utf-8",
        errors: str = "strict",
        **kwds: Any,
    ) -> None:
        lines = (line.decode(encoding, errors) for line in f)
        self.reader = csv.reader(lines, dialect, **kwds)

    def __iter__(self) -> "UnicodeReader":
        return self

    def __next__(self) -> list[str]:
        return next(self.reader)

    @property
    def dialect(self) -> Any:
        """The format that is read."""
        return self.reader.dialect

    @property
    def line_num(self) -> int:
        """How many lines were read."""
        return self.reader.line_num


class UnicodeWriter:
    """A csv.writer that writes bytes."""

    def __init__(
        self,
        f: Binary,
        dialect: Any = csv.excel,
        encoding: str = "utf-8",
        errors: str = "strict",
        **kwds: Any,
    ) -> None:
        if f is None:
            raise TypeError
        self.writer = csv.writer(_Encoding(f, encoding, errors), dialect, **kwds)

    def writerow(self, row: Iterable[Any]) -> Any:
        """Write a row; return what the file's write() does."""
        return self.writer.writerow(row)

    def writerows(self, rows: Iterable[Iterable[Any]]) -> None:
        """Write rows."""
        self.writer.writerows(rows)

    @property
    def dialect(self) -> Any:
        """The format that is written."""
        return self.writer.dialect


class DictReader(csv.DictReader):  # type: ignore[type-arg]
    """A csv.DictReader of lines of bytes."""

    def __init__(
        self,
        csvfile: Iterable[bytes],
        fieldnames: Sequence[str] | None = None,
        restkey: Any = None,
        restval: Any = None,
        dialect: Any = "excel",
        encoding: str = "utf-8",
        errors: str = "strict",
        **kwds: Any,
    ) -> None:
        source: Any = csvfile
        super().__init__(source, fieldnames, restkey, restval, dialect, **kwds)
        self.reader: Any = UnicodeReader(csvfile, dialect, encoding, errors, **kwds)


class DictWriter(csv.DictWriter):  # type: ignore[type-arg]
    """A csv.DictWriter that writes bytes."""

    def __init__(
        self,
        csvfile: Binary,
        fieldnames: Any,
        restval: Any = "",
        extrasaction: Any = "raise",
        dialect: Any = "excel",
        encoding: str = "utf-8",
        errors: str = "strict",
        **kwds: Any,
    ) -> None:
        target: Any = csvfile
        super().__init__(target, fieldnames, restval, extrasaction, dialect, **kwds)
        self.writer: Any = UnicodeWriter(csvfile, dialect, encoding, errors, **kwds)
        self.encoding_errors = errors

    def writeheader(self) -> None:
        """Write the names of the fields."""
        self.writerow({name: name for name in self.fieldnames})


reader = UnicodeReader
writer = UnicodeWriter
