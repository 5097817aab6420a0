"""One package: planned, edited, proven."""

from __future__ import annotations

from inhouse.model.progress import Progress
from inhouse.model.replaced import ChangedFile, PackageReplaced, Proof, Sites
from inhouse.model.taken import Refused
from inhouse.pipeline.replacing.draft import Draft, draft_of, unclear
from inhouse.pipeline.replacing.ledgered import enter
from inhouse.pipeline.replacing.manifests import Settled, settle
from inhouse.pipeline.replacing.order import Order
from inhouse.pipeline.replacing.overlay import Overlay
from inhouse.pipeline.replacing.subject import Subject
from inhouse.planner.candidate import Plan
from inhouse.planner.decision import decide


def replace_one(
    subject: Subject, order: Order, overlay: Overlay, progress: Progress
) -> PackageReplaced:
    """Return what becomes of the package; its changes are in the overlay where it is planned."""
    name = subject.standing.name
    progress.stage(f"{name}: planning")
    plan = decide(subject.candidate(), order.wishes)
    if isinstance(plan, Refused):
        return _refused(subject, None, plan)
    progress.stage(f"{name}: rewriting")
    draft = draft_of(subject, plan, order, overlay)
    if isinstance(draft, Refused):
        return _refused(subject, plan, draft)
    if draft.left and not order.wishes.partial:
        return _refused(subject, plan, unclear(draft.left))
    if not draft.changes and plan.strategy != "drop":  # only the requirement may be left to go
        return _refused(subject, plan, Refused(reason="no file of the project would change"))
    start = overlay.patch
    overlay.apply(draft.changes)
    if draft.left:  # --partial: the requirement stays
        settled = Settled(left=(), requires=(), sheds=(), notes=("the requirement stays",))
    else:
        settled = settle(subject, draft, overlay)
        if settled.left:
            reason = "a manifest or a setting cannot be changed as needed"
            return _refused(subject, plan, Refused(reason=reason, left=settled.left))
    if overlay.patch == start:
        return _refused(subject, plan, Refused(reason="no file of the project would change"))
    proof, wrong = _proven(subject, plan, draft, order, overlay, progress, settled.sheds)
    if not wrong:
        enter(subject, plan, draft, proof, overlay)
    touched = [c for c in overlay.patch.changes if c not in start.changes]
    return PackageReplaced(
        name=name,
        version=subject.standing.version,
        strategy=draft.strategy,
        status="failed" if wrong else "planned",
        reason=wrong or "",
        sites=Sites(rewritten=draft.rewritten, left=len(draft.left)),
        left=draft.left,
        own_lines=draft.owned.lines if draft.owned is not None else 0,
        sheds=settled.sheds,
        files=tuple(ChangedFile(path=each.path, change=each.change) for each in touched),
        proof=proof,
        license=plan.licence,
        requires=settled.requires,
        notes=(*plan.cautions, *_owned_notes(draft), *settled.notes),
    )


def _proven(
    subject: Subject,
    plan: Plan,
    draft: Draft,
    order: Order,
    overlay: Overlay,
    progress: Progress,
    sheds: tuple[str, ...],
) -> tuple[Proof | None, str]:
    if not order.proof:
        return None, ""
    from inhouse.pipeline.replacing.recorded import record

    return record(subject, plan, draft, order, overlay, progress, sheds)


def _owned_notes(draft: Draft) -> tuple[str, ...]:
    return draft.owned.notes if draft.owned is not None else ()


def _refused(subject: Subject, plan: Plan | None, refused: Refused) -> PackageReplaced:
    return PackageReplaced(
        name=subject.standing.name,
        version=subject.standing.version,
        strategy=plan.strategy if plan is not None else None,
        status="refused",
        reason=refused.reason,
        sites=Sites(rewritten=0, left=len(refused.left)),
        left=refused.left,
        own_lines=0,
        sheds=(),
        files=(),
        proof=None,
        license=plan.licence if plan is not None else None,
    )
