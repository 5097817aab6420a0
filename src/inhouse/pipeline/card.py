"""One package in depth: in the lock, or one that somebody thinks of adding."""

from __future__ import annotations

import re
from dataclasses import replace

from packaging.utils import canonicalize_name

from inhouse.errors import UsageError
from inhouse.model.evidence import Missing
from inhouse.model.graph import key_of
from inhouse.model.lock import Note
from inhouse.model.progress import Progress
from inhouse.model.view import Card
from inhouse.pipeline.examined import Examined, examine
from inhouse.pipeline.newcomer import also_brought, examine_newcomer
from inhouse.pipeline.reported import package_report, project_of
from inhouse.pipeline.request import Request
from inhouse.pipeline.tool import TOOL
from inhouse.pipeline.verdicts import Judged

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


def card_of(request: Request, asked: str, progress: Progress) -> Card:
    """Return the card of the locked package, else of its newest release on the index."""
    name, _, version = asked.partition("==")
    if not _NAME.fullmatch(name):
        raise UsageError(f"{asked!r} is not a package name; give NAME or NAME==VERSION")
    wanted = canonicalize_name(name)
    found = examine(request, progress)
    for judged in found.judged:
        standing = judged.subject.standing
        if standing.name == wanted and version in ("", standing.version):
            return _card(found, judged, in_lock=True)
    newcomer = examine_newcomer(found.project, wanted, version or None, progress)
    card = _card(newcomer, newcomer.judged[0], in_lock=False)
    from inhouse.pipeline.gating.foretold import foretold

    notes = (*_brought(found, newcomer), *card.notes)
    return replace(card, notes=notes, gate=foretold(newcomer))


def _brought(found: Examined, newcomer: Examined) -> tuple[Note, ...]:
    (measured,) = newcomer.gathered.measured.values()
    facts = measured.measurement
    if isinstance(facts, Missing) or isinstance(facts.requires_dist, Missing):
        return ()
    held = {judged.subject.standing.name for judged in found.judged}
    return also_brought(facts.requires_dist, held, found.project.target)


def _card(found: Examined, judged: Judged, *, in_lock: bool) -> Card:
    from inhouse import linker

    standing, rule = judged.subject.standing, judged.subject.rule
    key = key_of(standing.name, standing.version)
    if judged.verdict.rule is None:
        rule = None
    return Card(
        tool=TOOL,
        project=project_of(found.project, found.graph),
        package=package_report(judged, found.gathered.measured),
        in_lock=in_lock,
        why=linker.why(found.graph.graph, key) if in_lock else (),
        replacement=rule.target if rule else None,
        differences=rule.differences if rule else (),
        keep_when=rule.keep_when if rule else (),
        references=rule.references if rule else (),
        notes=found.notes,
    )
