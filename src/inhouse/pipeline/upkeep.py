"""Upkeep where it can matter: of what the project asks for, and of what is small."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inhouse.evidence.obtain import Wanted
from inhouse.evidence.upkeep import upkeep_of as asked_upkeep
from inhouse.model.evidence import Maybe, Measurement, Missing, Upkeep
from inhouse.model.graph import Node
from inhouse.model.lock import Note
from inhouse.pipeline.distributions import Distributions, key_of_release
from inhouse.pipeline.project import OpenProject

NOT_ASKED = Missing("not asked for: the project does not require it and it is not small")


def upkeep_of(
    project: OpenProject,
    nodes: Iterable[Node],
    measured: Mapping[str, Maybe[Measurement]],
    distributions: Distributions,
) -> tuple[dict[str, Maybe[Upkeep]], tuple[Note, ...]]:
    """Return upkeep by key; one small request each, and none for what cannot be micro."""
    limit = project.settings.thresholds.sloc
    found: dict[str, Maybe[Upkeep]] = {}
    wanted: dict[str, Wanted] = {}
    for node in nodes:
        if not (node.direct or _is_small(measured[node.key], limit)):
            found[node.key] = NOT_ASKED
            continue
        asked_for = Wanted(key=node.key, package=node.package, direct=node.direct)
        failed = distributions.failures.recall("upkeep", key_of_release(asked_for))
        if failed is None:
            wanted[node.key] = asked_for
        else:
            found[node.key] = Missing(failed)
    notes: dict[Note, None] = {}
    asked = asked_upkeep(wanted.values(), store=project.store, lookup=distributions.lookup)
    for done, answer in enumerate(asked, 1):
        distributions.progress.stage("asking for release dates", done, len(wanted))
        found[answer.key] = answer.upkeep
        lasting = not project.request.offline and not distributions.wavered
        if isinstance(answer.upkeep, Missing) and lasting:
            release = key_of_release(wanted[answer.key])
            distributions.failures.remember("upkeep", release, answer.upkeep.reason)
        notes.update(dict.fromkeys(answer.notes))
    return found, tuple(notes)


def _is_small(measured: Maybe[Measurement], limit: int) -> bool:
    if isinstance(measured, Missing) or isinstance(measured.sloc, Missing):
        return False
    return measured.sloc <= limit
