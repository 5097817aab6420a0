"""A distribution for the slice tests, made of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inhouse.evidence.contents import Contents, Entry, UnreadableError
from inhouse.evidence.slice.answer import closure
from inhouse.model.closure import Closure
from inhouse.model.evidence import Missing

if TYPE_CHECKING:
    from inhouse.model.evidence import FactSource


class Texts(Contents):
    """A distribution made of texts; remembers what was read."""

    source: FactSource = "wheel"
    artifact = "sha256:" + "0" * 64
    filename = "pkg-1.0-py3-none-any.whl"

    def __init__(self, files: dict[str, str | bytes]) -> None:
        self.files = {
            path: text.encode() if isinstance(text, str) else text for path, text in files.items()
        }
        self.asked: list[str] = []

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(Entry(path, len(data)) for path, data in sorted(self.files.items()))

    def read(self, path: str) -> bytes:
        self.asked.append(path)
        if path not in self.files:
            raise UnreadableError(f"{path} is missing")
        return self.files[path]

    @property
    def metadata(self) -> str | None:
        return None

    @property
    def entry_points(self) -> str | None:
        return None


def sliced(files: dict[str, str], *symbols: str, opaque: tuple[str, ...] = ()) -> Closure:
    """Return the closure of symbols in a distribution made of texts."""
    found = closure(Texts(dict(files)), (symbols[0].partition(".")[0],), symbols, opaque)
    assert isinstance(found, Closure), found
    return found


def refused(files: dict[str, str | bytes], *symbols: str) -> str:
    """Return why there is no slice."""
    found = closure(Texts(files), (symbols[0].partition(".")[0],), symbols)
    assert isinstance(found, Missing), found
    return found.reason


def text_of(found: Closure, files: dict[str, str], path: str = "pkg/__init__.py") -> list[str]:
    """Return the lines of a file that the pieces of a closure cover, stripped."""
    lines = files[path].split("\n")
    spans = [span for piece in found.pieces if piece.path == path for span in piece.spans]
    wanted = sorted({line for start, end in spans for line in range(start, end + 1)})
    return [lines[line - 1].strip() for line in wanted if lines[line - 1].strip()]
