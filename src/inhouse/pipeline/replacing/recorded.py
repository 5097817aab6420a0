"""The proof of one package, before anything is written."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from inhouse.codemod.cases import scripts_of
from inhouse.codemod.sites import find_sites
from inhouse.model.progress import Progress
from inhouse.model.proof import Compared, Outcome, SuiteRun
from inhouse.model.replaced import FoundDifference, Proof, TestCounts
from inhouse.pipeline.replacing.contracted import contract
from inhouse.pipeline.replacing.draft import Draft
from inhouse.pipeline.replacing.grounds import environment_of, owned_files
from inhouse.pipeline.replacing.order import Order
from inhouse.pipeline.replacing.overlay import Overlay
from inhouse.pipeline.replacing.stubs import imports_below
from inhouse.pipeline.replacing.subject import Subject
from inhouse.pipeline.replacing.written_tests import add_tests
from inhouse.planner.candidate import Plan
from inhouse.verifier.differential import Budget, compare
from inhouse.verifier.environment import Environment
from inhouse.verifier.matching import Known
from inhouse.verifier.sandbox import Sandbox
from inhouse.verifier.staging import staged

_SECONDS = 10.0  # for all scripts of one package; tests and suites come on top


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
        proof, wrong = _compared(subject, draft, order, overlay, environment, progress)
    if not wrong and order.test_command is not None:
        progress.stage(f"{plan.name}: the project's tests, before and after")
        from inhouse.pipeline.replacing.suites import project_suite

        suite = project_suite(subject, sheds, order, overlay)
        proof = replace(proof, project_tests=_counts(suite))
        wrong = _lost(suite, "the project's tests")
    if not wrong and plan.strategy != "drop":
        wrong = _unproven(proof)
    return replace(proof, seconds=round(time.monotonic() - started, 2)), wrong


def _compared(
    subject: Subject,
    draft: Draft,
    order: Order,
    overlay: Overlay,
    environment: Environment,
    progress: Progress,
) -> tuple[Proof, str]:
    name = subject.standing.name
    progress.stage(f"{name}: original and replacement side by side")
    modules = draft.owned.modules if draft.owned is not None else ()
    cases = scripts_of(
        [(each, draft.places.texts[each.path]) for each in draft.places.sites],
        draft.places.symbols,
        _reader(subject),
        {each.module: each.path for each in subject.facts.modules} if subject.facts else {},
        _translator(draft),
        description=_description(subject),
    )
    with staged(owned_files(draft)) as folder:
        with (
            Sandbox(environment.python) as original,
            Sandbox(
                environment.python, paths=(folder,), block=subject.import_names, modules=modules
            ) as owned,
        ):
            found = compare(
                cases.scripts,
                original,
                owned,
                budget=Budget(seconds=_SECONDS),
                same_errors=_errors(subject, draft),
                messages=draft.strategy in ("slice", "vendor"),
                known=known_of(subject),
                own=_own(subject, draft),
                progress=progress,
            )
            generated = 0
            if not found.differences:
                progress.stage(f"{name}: choosing tests that notice mistakes")
                generated = add_tests(
                    subject,
                    draft,
                    found.compared,
                    overlay,
                    environment,
                    folder,
                    (original, owned),
                )
        upstream = None
        if order.upstream_tests:
            progress.stage(f"{name}: its own tests")
            from inhouse.pipeline.replacing.suites import upstream_suite

            upstream = upstream_suite(subject, draft, order, environment, folder, progress)
    proof = Proof(
        cases=found.cases,
        differences=(
            *(_difference(each) for each in found.differences),
            *(_difference(each) for each in found.known),
        ),
        upstream_tests=_counts(upstream) if upstream is not None else None,
        project_tests=None,
        unproven=(*found.unproven, *cases.dropped),
        generated=generated,
        python=environment.version,
        environment=tuple(f"{pin.name}=={pin.version}" for pin in environment.pins),
    )
    if found.differences:
        count = len(found.differences)
        text = "a case comes out otherwise" if count == 1 else f"{count} cases come out otherwise"
        return proof, text
    if draft.strategy in ("stdlib", "snippet"):
        progress.stage(f"{name}: the rule's contract")
        held, wrong, untold = contract(subject, order, environment)
        proof = replace(
            proof,
            cases=proof.cases + held,
            contract=held,
            unproven=(*proof.unproven, *((untold,) if untold else ())),
        )
        if wrong:
            return proof, wrong
    return proof, _lost(upstream, "its own tests") if upstream is not None else ""


def _own(subject: Subject, draft: Draft) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the modules of both sides where a rule's code or the standard library takes over."""
    rule = subject.judged.subject.rule
    if rule is None or draft.strategy not in ("stdlib", "snippet"):
        return None
    theirs = {name.partition(".")[0] for name in imports_below(subject)}
    ours = {(each.to or "").partition(".")[0] for each in rule.symbols} - {"", "_inhouse"}
    if draft.home is not None:
        ours.add(draft.home.dotted.partition(".")[0])
    return frozenset(theirs), frozenset(ours | theirs)


def _errors(subject: Subject, draft: Draft) -> dict[str, tuple[str, ...]]:
    """Return what the rule renames, so that a renamed exception counts as the same."""
    rule = subject.judged.subject.rule
    if rule is None or draft.strategy not in ("stdlib", "snippet"):
        return {}
    return {
        each.name: (each.to,)
        for each in rule.symbols
        if each.status == "rewritten" and each.to is not None
    }


def known_of(subject: Subject) -> tuple[Known, ...]:
    """Return the differences that the package's rule announces."""
    rule = subject.judged.subject.rule
    if rule is None:
        return ()
    return tuple(
        Known(
            text=each.text,
            symbols=each.symbols,
            original=each.original,
            replacement=each.replacement,
            values=each.values,
        )
        for each in rule.differences
        if each.original or each.replacement or each.values
    )


def _translator(draft: Draft) -> Callable[[str], str | None]:
    """Return the codemod of this package as a function of a script's text."""

    def translate(text: str) -> str | None:
        sites = find_sites({"script.py": text.encode()}, draft.places.names)
        if not sites:
            return text
        edited = draft.edit(sites[0], text.encode(), None)
        return None if edited.left else edited.after.decode()

    return translate


def _reader(subject: Subject) -> Callable[[str], bytes]:
    contents = subject.contents

    def read(path: str) -> bytes:
        return contents.read(path) if contents is not None else b""

    return read


def _description(subject: Subject) -> str:
    return (subject.contents.metadata or "") if subject.contents is not None else ""


def _unproven(proof: Proof) -> str:
    """Say that nothing was proven; a suite that ran and lost nothing is a proof too."""
    suites = [each for each in (proof.upstream_tests, proof.project_tests) if each is not None]
    if proof.cases or any(suite.passed for suite in suites):
        return ""
    return "not proven: no case of it could be run; --test or --upstream-tests may show more"


def _lost(suite: SuiteRun, whose: str) -> str:
    if not suite.lost:
        return ""
    count = len(suite.lost)
    return f"{whose} lose {count}: {suite.lost[0]}" + (" and others" if count > 1 else "")


def _counts(suite: SuiteRun) -> TestCounts:
    return TestCounts(
        passed=suite.passed,
        failed=suite.failed,
        failed_before=suite.failed_before,
        excused=suite.excused,
        lost=suite.lost,
        note=suite.note,
    )


def _difference(found: Compared) -> FoundDifference:
    reachable = True if found.trial.script.origin == "call site" else None
    return FoundDifference(
        call=_call(found),
        original=_shown(found.original),
        replacement=_shown(found.replacement),
        known=found.known,
        reachable=reachable,
    )


def _call(found: Compared) -> str:
    """Return the last line of the script with its values in place."""
    script, values = found.trial.script, found.trial.values
    call = script.original.rstrip().rpartition("\n")[2]
    given = [f"{hole.name} = {value}" for hole, value in zip(script.holes, values, strict=False)]
    return f"{call}  with {', '.join(given)}" if given else call


def _shown(outcome: Outcome) -> str:
    if outcome.kind == "value":
        return outcome.shown or outcome.literal or outcome.type
    if outcome.kind == "stopped":
        return f"stopped: {outcome.message}"
    return f"{outcome.type}: {outcome.message}" if outcome.message else outcome.type
