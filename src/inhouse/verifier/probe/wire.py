"""The child's end of the two pipes: frames of JSON that begin with a token nobody can guess."""

from __future__ import annotations

import json
import os
import struct

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing is not loaded in the child: the code under test must ask for it
    from typing import Any

MARK = b"IHSE"
_encode = json.JSONEncoder(separators=(",", ":")).encode
_decode = json.JSONDecoder().decode
_read, _write, _pack, _unpack = os.read, os.write, struct.pack, struct.unpack


class Wire:
    """Requests come in on one descriptor and answers go out on another, both moved out of reach.

    The first frame gives the token; each answer begins with it.
    """

    def __init__(self, source: int, sink: int) -> None:
        self.source, self.sink = _moved(source), _moved(sink)
        self.token = b""

    def receive(self) -> Any:
        """Return the next request; EOFError when the parent has gone."""
        head = self._exactly(4)
        (size,) = _unpack(">I", head)
        return _decode(self._exactly(size).decode("ascii"))

    def send(self, answer: Any) -> None:
        """Write one answer."""
        body = _encode(answer).encode("ascii")
        data = memoryview(MARK + self.token + _pack(">I", len(body)) + body)
        while data:
            data = data[_write(self.sink, data) :]

    def _exactly(self, size: int) -> bytes:
        parts = []
        while size:
            part = _read(self.source, min(size, 1 << 16))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


def _moved(number: int) -> int:
    """Return a copy of a descriptor at a number that a loop over small numbers does not meet."""
    import fcntl  # not on every platform; the sandbox needs one that has it

    start = 200 + os.urandom(1)[0]
    moved = fcntl.fcntl(number, fcntl.F_DUPFD_CLOEXEC, start)
    os.close(number)
    return moved
