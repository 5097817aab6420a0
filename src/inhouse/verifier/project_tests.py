"""The project's own tests, before and after the change, in a copy."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from inhouse.errors import IncompleteError, UsageError
from inhouse.model.patch import Patch
from inhouse.model.proof import SuiteRun
from inhouse.verifier.project_tests_copy import (
    TooLargeError,
    apply_patch,
    copy_project,
    source_roots,
)
from inhouse.verifier.suite_blocking import blockable, write_block
from inhouse.verifier.suite_process import run_command, small_environment
from inhouse.verifier.suite_results import Results, compared, read_junit

SECONDS = 1800.0  # for one run
# What only puts the project's environment in front, which is done here already.
_RUNNERS = (("uv", "run"), ("poetry", "run"), ("pdm", "run"), ("pipenv", "run"), ("rye", "run"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """How the tests of a project are run.

    `environment` is the folder of the project's virtual environment, `leaving` maps the
    distributions that leave to their import packages, `sources` are the folders that the project
    is imported from (found where not given).
    """

    root: Path
    command: str
    environment: Path | None = None
    leaving: Mapping[str, Collection[str]] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    seconds: float = SECONDS
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))


def run(suite: Suite, patch: Patch, before: Results | None = None) -> SuiteRun:
    """Run the tests before and after a patch and compare which ones pass.

    After it, what leaves cannot be imported, unless something else that is installed needs it.
    UsageError where the command cannot be run at all, IncompleteError where no copy can be made.
    """
    argv = arguments(suite)
    hidden, held = blockable(suite.leaving, _site(suite.environment))
    first = before or run_before(suite)
    after = _run(suite, argv, patch, hidden)
    unsteady = frozenset[str]()
    if first.passed and after.passed is not None and first.passed - after.passed:
        again = run_before(suite)
        unsteady = first.passed ^ (again.passed or first.passed)
    found = compared(first, after, unsteady=unsteady)
    kept = [f"{name} stays importable, {owner} needs it" for name, owner in sorted(held.items())]
    note = "; ".join(filter(None, [found.note, *kept]))
    return replace(found, note=note)


def run_before(suite: Suite) -> Results:
    """Run the tests as the project is now; the result may serve several patches."""
    return _run(suite, arguments(suite), Patch(), {})


def arguments(suite: Suite) -> list[str]:
    """Return the command's words, the program found. UsageError where there is none."""
    try:
        words = shlex.split(suite.command)
    except ValueError as error:
        raise UsageError(f"--test {suite.command}: {error}; quote it as in a shell") from None
    for runner in _RUNNERS:
        if tuple(words[:2]) == runner and len(words) > 2 and not words[2].startswith("-"):
            words = words[2:]
    if not words:
        raise UsageError('--test: the command is empty; give one such as "pytest -q"')
    program = words[0]
    if "/" in program:
        found = program if Path(program).is_absolute() else str(suite.root / program)
        if not os.access(found, os.X_OK):
            raise UsageError(f"--test {suite.command}: {program} cannot be run")
        return [found, *words[1:]]
    place = shutil.which(program, path=_path(suite))
    if place is None:
        where = "in the project's environment or on PATH"
        raise UsageError(f"--test {suite.command}: there is no {program} {where}")
    return [place, *words[1:]]


def _path(suite: Suite) -> str:
    rest = suite.environ.get("PATH", os.defpath)
    if suite.environment is None:
        return rest
    return os.pathsep.join([str(suite.environment.resolve() / "bin"), rest])


def _site(environment: Path | None) -> Path | None:
    if environment is None:
        return None
    return next(iter(sorted(environment.glob("lib/python*/site-packages"))), None)


def _run(
    suite: Suite, argv: Sequence[str], patch: Patch, hidden: Mapping[str, Collection[str]]
) -> Results:
    with tempfile.TemporaryDirectory(prefix="inhouse-tests-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        copy, home, front = folder / "tree" / _name(suite.root), folder / "home", folder / "front"
        for each in (copy, home, front):
            each.mkdir(parents=True)
        try:
            copy_project(suite.root.resolve(), copy)
            apply_patch(copy, patch)
        except TooLargeError as error:
            raise IncompleteError(f"--test: {error}, it cannot be copied") from None
        except OSError as error:
            where = error.filename or suite.root
            raise IncompleteError(f"--test: {where}: {error.strerror}, no copy made") from None
        if hidden:
            modules = [module for found in hidden.values() for module in found]
            write_block(front, modules, list(hidden))
        report = folder / "report.xml"
        environ = small_environment(suite.environ, home) | _variables(suite, copy, front, report)
        return read_junit(report, run_command(argv, copy, environ, suite.seconds))


def _name(root: Path) -> str:
    # Some projects look at the name of their folder.
    return root.resolve().name or "project"


def _variables(suite: Suite, copy: Path, front: Path, report: Path) -> dict[str, str]:
    # The copy comes before an editable install of the original.
    roots = suite.sources or source_roots(copy)
    paths = [str(front), *(str((copy / each).resolve()) for each in roots)]
    found = {
        "PATH": _path(suite),
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTEST_ADDOPTS": f"--junitxml={shlex.quote(str(report))}",
        # There is no history in the copy to tell a version from.
        "SETUPTOOLS_SCM_PRETEND_VERSION": "0.0.0",
    }
    if suite.environment is not None:
        found["VIRTUAL_ENV"] = str(suite.environment.resolve())
    return found
