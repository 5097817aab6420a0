"""What the name of a requirements file says it is for."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

from inhouse.model.lock import Manifest, Member

# Words in the names of requirements files that are not installed with the project.
_DEVELOPMENT = re.compile(
    r"(?:^|[-_.])(?:dev|devel|develop|development|tests?|testing|lint|linting|linters?|docs?|ci|"
    r"typing|types|typecheck|mypy|debug|local|build|tools?|tooling|release|benchmarks?|qa|"
    r"documentation|sphinx|mkdocs|rtd|readthedocs|pytest|cov|coverage|tox|nox|pre-commit|style|"
    r"format|formatting|ruff|black|flake8|pylint|quality|bench|publish)(?:[-_.]|$)"
)


def group_of_list(name: str) -> str | None:
    """Return what the name of a requirements file says it is for, None for the project itself."""
    stem = PurePosixPath(name).stem.lower()
    if not _DEVELOPMENT.search(stem):
        return None
    return re.sub(r"^requirements?[-_.]|[-_.]requirements?$", "", stem)


def told_apart(manifest: Manifest) -> Manifest:
    """Return the manifest with lists that are for no development as what the project needs.

    What is asked for in `web.in` or `requirements-deploy.txt` is installed where the project runs.
    """
    return replace(manifest, members=tuple(_told_apart(each) for each in manifest.members))


def needed_at_run_time(manifest: Manifest) -> frozenset[str]:
    """Return the names that are installed with the project, extras included."""
    found = [member.requirements for member in manifest.members]
    found += [extra.requirements for member in manifest.members for extra in member.extras]
    return frozenset(str(each.name) for part in found for each in part)


def _told_apart(member: Member) -> Member:
    plain = [each for each in member.dev_groups if each.of_list and not group_of_list(each.name)]
    if not plain:
        return member
    names = {each.name for each in plain}
    more = [wanted for each in plain for wanted in each.requirements]
    return replace(
        member,
        requirements=tuple(dict.fromkeys((*member.requirements, *more))),
        dev_groups=tuple(each for each in member.dev_groups if each.name not in names),
        default_groups=tuple(each for each in member.default_groups if each not in names),
    )
