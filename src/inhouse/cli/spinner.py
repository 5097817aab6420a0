"""One line on the terminal that says what takes so long, and goes away afterwards."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable

_DELAY = 0.5  # seconds; what is faster needs no word
_BEAT = 0.1
_FRAMES = "|/-\\"


class Spinner:
    """Hears stages and, after a moment, draws the newest one; `write` None draws nothing."""

    def __init__(self, write: Callable[[str], None] | None) -> None:
        self._write = write
        self._text = ""
        self._drawn = 0  # characters of the line on the screen
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def stage(self, text: str, done: int = 0, total: int | None = None) -> None:
        """Take note of a stage; cheap, and safe from any thread."""
        if self._write is None:
            return
        self._text = f"{text} {done:,}/{total:,}" if total else text
        if self._thread is None and not self._over.is_set():
            self._thread = threading.Thread(target=self._draw, daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Clear the line and draw no more."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()
        if self._write is not None and self._drawn:
            self._write(f"\r{' ' * self._drawn}\r")

    def _draw(self) -> None:
        if self._over.wait(_DELAY) or self._write is None:
            return
        beat = 0
        while not self._over.is_set():
            room = shutil.get_terminal_size().columns - 1
            plain = "".join(c if c.isascii() and c.isprintable() else "?" for c in self._text)
            line = f"{_FRAMES[beat % len(_FRAMES)]} {plain}"[: max(room, 0)]
            self._write("\r" + line.ljust(self._drawn)[: max(room, 0)])
            self._drawn, beat = len(line), beat + 1
            self._over.wait(_BEAT)
