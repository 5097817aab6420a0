"""What the name of a requirements file says it is for."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

# Words in the names of requirements files that are not installed with the project.
_DEVELOPMENT = re.compile(
    r"(?:^|[-_.])(?:dev|devel|develop|development|tests?|testing|lint|linting|linters?|docs?|ci|"
    r"typing|types|typecheck|mypy|debug|local|build|tools?|tooling|release|benchmarks?|qa)(?:[-_.]|$)"
)


def group_of_list(name: str) -> str | None:
    """Return what the name of a requirements file says it is for, None for the project itself."""
    stem = PurePosixPath(name).stem.lower()
    if not _DEVELOPMENT.search(stem):
        return None
    return re.sub(r"^requirements?[-_.]|[-_.]requirements?$", "", stem)
