"""What the commands call. Each function reads like the contents page of its command."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from inhouse.model.progress import Progress

if TYPE_CHECKING:  # each command brings what it needs
    from inhouse.model.replaced import Replaced
    from inhouse.model.report import LedgerEntry
    from inhouse.model.view import Card, GraphView
    from inhouse.pipeline.examined import Examined
    from inhouse.pipeline.gating.order import GateOrder, GateOutcome
    from inhouse.pipeline.outcome import Outcome
    from inhouse.pipeline.replacing.order import Order
    from inhouse.pipeline.request import Request


def audit(request: Request, progress: Progress) -> Outcome:
    """Return the report; the exit code is 3 where a file was not what the lock says."""
    from inhouse.pipeline import snapshot

    known = snapshot.recall(request)
    if known is not None:
        return known
    from inhouse.pipeline.distributions import MISMATCH
    from inhouse.pipeline.examined import examine
    from inhouse.pipeline.outcome import Outcome
    from inhouse.pipeline.reported import report_of

    started = time.time_ns()
    found = examine(request, progress, ledgers=True)
    report = report_of(
        found.project,
        found.graph,
        found.judged,
        found.gathered.measured,
        found.notes,
        _ledger(found),
    )
    torn = any(note.code == MISMATCH for note in found.notes)
    outcome = Outcome(report=report, exit_code=3 if torn else 0)
    if found.steady:
        owned = tuple(path for each in found.gathered.owned for path in each.recorded.paths)
        snapshot.remember(found.project, outcome, started, owned)
    return outcome


def _ledger(found: Examined) -> tuple[LedgerEntry, ...]:
    owned = found.gathered.owned
    if not owned:
        return ()
    from inhouse.pipeline.ledger_reported import ledger_report

    locked = {each.name for each in found.graph.standings}
    return tuple(ledger_report(each, locked) for each in owned)


def explain(request: Request, name: str, progress: Progress) -> Card:
    """Return one package's card, whether it is in the lock or not."""
    from inhouse.pipeline.card import card_of

    return card_of(request, name, progress)


def graph(request: Request, progress: Progress) -> GraphView:
    """Return the graph with each package's tier and advice."""
    from inhouse.model.view import GraphLink, GraphNode, GraphView
    from inhouse.pipeline.examined import examine

    found = examine(request, progress)
    nodes = tuple(
        GraphNode(
            key=each.subject.standing.key,
            name=each.subject.standing.name,
            version=each.subject.standing.version,
            tier=each.verdict.tier,
            advice=each.verdict.advice,
            direct=each.subject.standing.direct,
        )
        for each in found.judged
    )
    links = tuple(GraphLink(parent=e.parent, child=e.child) for e in found.graph.graph.edges)
    return GraphView(project=found.graph.graph.project, nodes=nodes, links=links)


def replace(order: Order, progress: Progress) -> tuple[Replaced, int]:
    """Return what was or would be replaced, with the exit code: 0, 1 refused, 3 not completed."""
    from inhouse.pipeline.replacing.command import run

    return run(order, progress)


def gate(order: GateOrder, progress: Progress) -> GateOutcome:
    """Return what a change locks anew, judged, with the exit code: 0, 1 failed, 3 not complete."""
    from inhouse.pipeline.gating.command import run

    return run(order, progress)
