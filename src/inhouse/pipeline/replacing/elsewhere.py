"""Which of the recorded cases hold on other machines as well: only those become tests."""

from __future__ import annotations

from collections.abc import Sequence

from inhouse.model.proof import Compared
from inhouse.verifier.matching import Sameness
from inhouse.verifier.sandbox import Sandbox

# Whether these are raised depends on the files of the folder that the tests run in.
_OF_FILES = frozenset(
    {"FileNotFoundError", "FileExistsError", "IsADirectoryError", "NotADirectoryError"}
    | {"PermissionError"}
)


def held_elsewhere(compared: Sequence[Compared], there: Sandbox) -> list[Compared]:
    """Return the cases that come out the same for the original in another surrounding."""
    outcomes = there.run([each.trial for each in compared], "original")
    same = Sameness()
    return [
        each
        for each, outcome in zip(compared, outcomes, strict=True)
        if each.original.type not in _OF_FILES and same.difference(each.original, outcome) is None
    ]
