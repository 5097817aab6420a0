"""One project examined: every stage run once, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from inhouse.model.lock import Note
from inhouse.model.progress import Progress
from inhouse.pipeline.distributions import Distributions
from inhouse.pipeline.gathered import Gathered, gather
from inhouse.pipeline.ledgers import recorded_in
from inhouse.pipeline.linked import Linked, linked
from inhouse.pipeline.project import OpenProject, open_project
from inhouse.pipeline.request import Request
from inhouse.pipeline.verdicts import Judged, judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What every command needs to know of a project."""

    project: OpenProject
    graph: Linked
    gathered: Gathered
    judged: list[Judged]
    notes: tuple[Note, ...]
    steady: bool = True  # no index failed in a way that may be over by the next run


def examine(request: Request, progress: Progress, *, ledgers: bool = False) -> Examined:
    """Read the project, link its lock, gather evidence and judge each package.

    With `ledgers` the origins of code that was taken in-house are looked at, too.
    """
    progress.stage("reading the lock")
    project = open_project(request)
    recorded, ledger_notes = recorded_in(project.workspace) if ledgers else ((), ())
    distributions = Distributions(project, progress)
    try:
        graph = linked(project, distributions)
        gathered = gather(project, graph, distributions, recorded)
    finally:
        distributions.close()
    judged = judge(project, graph, gathered, datetime.now(UTC).date())
    notes = (*project.notes, *graph.notes, *distributions.notes, *gathered.notes)
    notes = (*notes, *ledger_notes, *project.left_out.notes)
    return Examined(
        project=project,
        graph=graph,
        gathered=gathered,
        judged=judged,
        notes=(*notes, *_cache_note(project)),
        steady=not distributions.wavered,
    )


def _cache_note(project: OpenProject) -> tuple[Note, ...]:
    trouble = project.store.trouble
    if trouble is None:
        return ()
    return (Note(code="cache", text=f"the cache cannot be used: {trouble}"),)
