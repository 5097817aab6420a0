"""The contract of a rule, run on the locked version and on what takes its place."""

from __future__ import annotations

import tempfile
from pathlib import Path

from inhouse.errors import IncompleteError
from inhouse.pipeline.replacing.order import Order
from inhouse.pipeline.replacing.subject import Subject
from inhouse.verifier.contract import run_contract
from inhouse.verifier.contract_places import Places
from inhouse.verifier.environment import Environment


def contract(subject: Subject, order: Order, environment: Environment) -> tuple[int, str, str]:
    """Return how many cases hold on both sides, what is wrong, and why nothing was run.

    The two texts are "" where there is nothing to say.
    """
    rule = subject.judged.subject.rule
    if rule is None or not rule.complete:
        return 0, "", "its rule has no contract"
    texts = subject.examined.project.catalogue.texts(rule.id)
    locked = f"{rule.id}=={subject.standing.version}"
    with tempfile.TemporaryDirectory(prefix="inhouse-contract-") as folder:
        places = Places(Path(folder), offline=order.request.offline)
        try:
            there = places.python(environment.python.resolve(), (locked,))
            bare = places.python(environment.python.resolve())
        except IncompleteError as error:
            return 0, "", f"the rule's contract was not run: {error}"
        original = run_contract(rule, texts, there, "original")
        own = run_contract(rule, texts, bare, "replacement")
    for run, where in ((original, f"{locked}"), (own, "what takes its place")):
        if run.failed:
            return 0, f"the rule's contract does not hold for {where}: {run.failed[0]}", ""
    return min(original.cases, own.cases), "", ""
