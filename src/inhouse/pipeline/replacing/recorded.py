"""The proof of one package, before anything is written."""

from __future__ import annotations

import time
from dataclasses import replace

from inhouse.model.progress import Progress
from inhouse.model.replaced import Proof
from inhouse.pipeline.replacing.draft import Draft
from inhouse.pipeline.replacing.grounds import environment_of
from inhouse.pipeline.replacing.order import Order
from inhouse.pipeline.replacing.overlay import Overlay
from inhouse.pipeline.replacing.shown import counts, lost
from inhouse.pipeline.replacing.sides import Sides
from inhouse.pipeline.replacing.subject import Subject
from inhouse.planner.candidate import Plan


def record(
    subject: Subject,
    plan: Plan,
    draft: Draft,
    order: Order,
    overlay: Overlay,
    progress: Progress,
    sheds: tuple[str, ...],
) -> tuple[Proof | None, str]:
    """Return the proof and what is wrong with it, "" where it holds. Adds tests to the overlay."""
    started = time.monotonic()
    proof = Proof(cases=0, differences=(), upstream_tests=None, project_tests=None)
    wrong = ""
    if plan.strategy != "drop":
        environment = environment_of(subject, order, progress)
        sides = Sides(subject, draft, order, overlay, environment, progress, sheds)
        proof, wrong = sides.proof()
    if not wrong and order.test_command is not None:
        progress.stage(f"{plan.name}: the project's tests, before and after")
        from inhouse.pipeline.replacing.suites import project_suite

        suite = project_suite(subject, sheds, order, overlay)
        proof = replace(proof, project_tests=counts(suite))
        wrong = lost(suite, "the project's tests")
    if not wrong and plan.strategy != "drop":
        wrong = _unproven(proof)
    return replace(proof, seconds=round(time.monotonic() - started, 2)), wrong


def _unproven(proof: Proof) -> str:
    """Say that nothing was proven; a suite that ran and lost nothing is a proof too."""
    suites = [each for each in (proof.upstream_tests, proof.project_tests) if each is not None]
    if proof.cases or any(suite.passed for suite in suites):
        return ""
    return "not proven: no case of it could be run; --test or --upstream-tests may show more"
