"""Test suites as proof: the package's own, and the project's."""

from __future__ import annotations

from pathlib import Path

from inhouse.model.evidence import Missing
from inhouse.model.progress import Progress
from inhouse.model.proof import SuiteRun
from inhouse.pipeline.examined import Examined
from inhouse.pipeline.replacing.draft import Draft
from inhouse.pipeline.replacing.grounds import owned_files
from inhouse.pipeline.replacing.order import Order
from inhouse.pipeline.replacing.overlay import Overlay
from inhouse.pipeline.replacing.subject import Subject
from inhouse.pipeline.replacing.whole_sdist import files_of
from inhouse.verifier import project_tests, upstream
from inhouse.verifier.environment import Environment
from inhouse.verifier.project_tests import Suite
from inhouse.verifier.upstream import Upstream


def project_suite(
    subject: Subject, sheds: tuple[str, ...], order: Order, overlay: Overlay
) -> SuiteRun:
    """Run the project's tests in a copy, before and after all changes so far."""
    project = subject.examined.project
    environment = project.environment
    suite = Suite(
        root=project.workspace.root,
        command=order.test_command or "",
        environment=environment.root if environment is not None else None,
        leaving=_leaving(subject.examined, sheds),
    )
    if overlay.baseline is None:
        overlay.baseline = project_tests.run_before(suite)
    return project_tests.run(suite, overlay.patch, overlay.baseline)


def _leaving(examined: Examined, sheds: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the import packages of what leaves, by distribution."""
    found = {}
    for key in sheds:
        facts = examined.gathered.measured[key].measurement
        if not isinstance(facts, Missing) and not isinstance(facts.import_names, Missing):
            found[key.partition("==")[0]] = facts.import_names
    return found


def upstream_suite(
    subject: Subject,
    draft: Draft,
    order: Order,
    environment: Environment,
    folder: Path,
    progress: Progress,
) -> SuiteRun:
    """Run the package's own tests against the original and the owned code in `folder`."""
    owned = draft.owned
    if owned is None:
        return _none("no code was taken that its tests could be run on")
    files = files_of(subject, progress)
    if isinstance(files, Missing):
        return _none(f"its tests could not be had: {files.reason}")
    taken = Upstream(
        files=files,
        import_names=subject.import_names,
        modules=owned.modules,
        folder=folder,
        owned=tuple(path for path in owned_files(draft) if path.endswith(".py")),
        names=(subject.standing.name,),
        offline=order.request.offline,
        index_url=order.request.index_url,
    )
    return upstream.run(taken, environment)


def _none(note: str) -> SuiteRun:
    return SuiteRun(passed=0, failed=0, failed_before=0, note=note)
