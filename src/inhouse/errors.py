"""The one tree of errors. Every message is one line: place, what is wrong, what to do.

Two kinds of trouble exist: an item that could not be had is a value
(`inhouse.model.evidence.Missing`), and a run that cannot go on is an error from this file.
"""

from __future__ import annotations


class InhouseError(Exception):
    """Root of every error that a user may see; ends the run with `exit_code`."""

    exit_code = 2


class UsageError(InhouseError):
    """The command line asks for something that cannot be done as asked (exit 2)."""


class InputError(InhouseError):
    """A file of the user's is not what it should be (exit 2).

    `place` is a file, or a position inside it such as `uv.lock: package[3].version`.
    """

    def __init__(self, place: str, wrong: str, mend: str = "") -> None:
        """Build the one-line message `place: wrong; mend`."""
        self.place, self.wrong, self.mend = place, wrong, mend
        super().__init__(f"{place}: {wrong}" + (f"; {mend}" if mend else ""))


class LockfileError(InputError):
    """A lockfile cannot be read as its format."""


class SettingsError(InputError):
    """`[tool.inhouse]` holds something unknown or of the wrong kind."""


class RuleError(InputError):
    """A rule folder is not well formed."""


class IncompleteError(InhouseError):
    """What was asked could not be completed (exit 3): no index, nothing cached."""

    exit_code = 3
