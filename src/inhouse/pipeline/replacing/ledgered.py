"""The ledger's entry for code that the project now owns."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from inhouse.codemod.inlining import ledger_with, taken_from, taken_whole
from inhouse.evidence.slice.answer import closure
from inhouse.model.evidence import Missing
from inhouse.model.patch import FileChange
from inhouse.model.replaced import Proof
from inhouse.model.taken import LedgerEntry
from inhouse.pipeline.replacing.draft import Draft
from inhouse.pipeline.replacing.overlay import Overlay
from inhouse.pipeline.replacing.subject import Subject
from inhouse.planner.candidate import Plan


def enter(
    subject: Subject, plan: Plan, draft: Draft, proof: Proof | None, overlay: Overlay
) -> None:
    """Write the entry into the overlay, where code changed hands."""
    if draft.home is None or draft.owned is None:
        return
    path = f"{draft.home.folder}/ledger.toml"
    before = overlay.read(path)
    inside = f"{draft.home.folder}/"
    files = {
        each.path.removeprefix(inside): "sha256:" + hashlib.sha256(each.after).hexdigest()
        for each in draft.owned.files
        if each.after is not None and each.path != f"{inside}__init__.py"
    }
    entry = LedgerEntry(
        name=subject.standing.name,
        version=subject.standing.version or "",
        artifact=subject.artifact,
        licence=plan.licence,
        strategy=draft.strategy,
        symbols=draft.owned.symbols,
        date=datetime.now(UTC).date().isoformat(),
        proof=sentence(proof),
        files=tuple(sorted(files.items())),
        taken=_taken(subject, draft),
    )
    text = ledger_with(before.decode("utf-8") if before is not None else None, entry)
    overlay.apply([FileChange(path=path, before=before, after=text.encode())])


def sentence(proof: Proof | None) -> str:
    """Return the proof in one sentence."""
    if proof is None:
        return "none was run"
    parts = [f"{proof.cases} cases gave the same on Python {proof.python}"] if proof.cases else []
    if proof.upstream_tests is not None:
        parts.append(f"{proof.upstream_tests.passed} of its own tests pass")
    if proof.project_tests is not None:
        parts.append(f"{proof.project_tests.passed} of the project's tests pass")
    return "; ".join(parts) or "no case could be run"


def _taken(subject: Subject, draft: Draft) -> tuple[tuple[str, str], ...]:
    contents = subject.contents
    if contents is None or draft.strategy not in ("slice", "vendor"):
        return ()
    if draft.strategy == "vendor":
        entries = tuple(each.path for each in contents.entries)
        return taken_whole(contents.read, entries, subject.import_names)
    found = closure(contents, subject.import_names, draft.places.symbols, ())
    return () if isinstance(found, Missing) else taken_from(contents.read, found)
