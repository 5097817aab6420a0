"""What can go wrong when an index is asked, as one kind of error with a reason for people."""

from __future__ import annotations

from enum import Enum


class Trouble(Enum):
    """Whether asking again, asking elsewhere, or nothing at all can help."""

    ABSENT = "absent"  # the server answers and does not have it
    UNREACHABLE = "unreachable"  # no server there, or it never answered
    REFUSED = "refused"  # the server does not want us to have it
    SENSELESS = "senseless"  # what came is not what was asked for
    TOO_LARGE = "too large"
    STOPPED = "stopped"  # this run is ending


class IndexTroubleError(Exception):
    """An index did not give what was asked.

    `size` is what it said of a file that is too large; `hostless` is set where not even a
    connection came about.
    """

    def __init__(
        self, kind: Trouble, reason: str, size: int | None = None, *, hostless: bool = False
    ) -> None:
        super().__init__(reason)
        self.kind, self.reason, self.size, self.hostless = kind, reason, size, hostless
