"""What the code under test prints: through sys.stdout, or to the descriptors themselves."""

from __future__ import annotations

import io
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing is not loaded in the child: the code under test must ask for it
    from typing import Any


class TooMuch(BaseException):
    """More was printed than may be."""


class Buffer(io.BytesIO):
    """Bytes written, up to a limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit
        self.full = False

    def write(self, data: Any) -> int:
        """Keep the bytes; TooMuch past the limit."""
        if self.tell() + len(data) > self.limit:
            self.full = True
            raise TooMuch
        return super().write(data)

    def close(self) -> None:
        """Stay open: code that closes sys.stdout closes nothing."""


class Shut(io.RawIOBase):
    """An input that cannot be read, as test runners give one."""

    def readable(self) -> bool:
        """Look like an input."""
        return True

    def readinto(self, _: Any) -> int:
        """Fail."""
        raise OSError("nothing can be read here")


class Capture:
    """Takes the place of standard input, output and error; `reset` before each trial.

    The input is empty; where it is `shut`, reading it fails.
    """

    def __init__(self, folder: str, limit: int, shut: bool) -> None:
        self.limit = limit
        self.shut = shut
        self.path = os.path.join(folder, "descriptors")
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
        self.number = os.open(self.path, flags, 0o600)
        empty = os.open(os.devnull, os.O_RDONLY)
        os.dup2(empty, 0)
        os.close(empty)
        self.direct()
        self.streams: dict[str, io.TextIOWrapper] = {}
        self.raw: dict[str, Buffer] = {}

    def direct(self) -> None:
        """Point the descriptors 1 and 2 at the file."""
        os.dup2(self.number, 1)
        os.dup2(self.number, 2)

    def reset(self) -> None:
        """Forget what was printed and put the streams back in their places."""
        for name in ("stdout", "stderr"):
            stream = self.streams.get(name)
            if stream is None or stream.closed or self.raw[name].full:
                stream = self._stream(name)
            else:
                try:
                    stream.flush()
                    self.raw[name].seek(0)
                    self.raw[name].truncate()
                except Exception:  # a stream that was detached or otherwise broken
                    stream = self._stream(name)
            setattr(sys, name, stream)
            setattr(sys, "__%s__" % name, stream)
        if os.fstat(self.number).st_size:
            os.ftruncate(self.number, 0)
        typed = io.BufferedReader(Shut()) if self.shut else io.BytesIO()
        sys.stdin = sys.__stdin__ = io.TextIOWrapper(typed, encoding="utf-8")  # type: ignore

    def _stream(self, name: str) -> Any:
        raw = self.raw[name] = Buffer(self.limit)
        stream = io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace")
        self.streams[name] = stream
        return stream

    @property
    def overflowed(self) -> bool:
        """Whether more was printed than may be, or straight to a descriptor."""
        return any(raw.full for raw in self.raw.values()) or (
            os.fstat(self.number).st_size > self.limit
        )

    def text(self) -> str:
        """Return everything printed since the last reset, standard error marked as such."""
        found = []
        for name in ("stdout", "stderr"):
            try:
                self.streams[name].flush()
            except (ValueError, OSError, AttributeError):
                pass
            data = io.BytesIO.getvalue(self.raw[name])
            if data:
                mark = "" if name == "stdout" else "[stderr] "
                found.append(mark + data.decode("utf-8", "backslashreplace"))
        size = os.fstat(self.number).st_size
        if size:
            data = os.pread(self.number, min(size, self.limit), 0)
            found.append("[descriptor] " + data.decode("utf-8", "backslashreplace"))
        return "".join(found)
