"""How a long stage says where it is; what is done with that is the listener's matter."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Hears of stages; may be called from any thread and never raises."""

    def stage(self, text: str, done: int = 0, total: int | None = None) -> None:
        """Say what runs now, and how many of `total` steps are done where that is known."""


class Silent:
    """A listener to whom nobody listens."""

    def stage(self, text: str, done: int = 0, total: int | None = None) -> None:
        """Let it pass."""
