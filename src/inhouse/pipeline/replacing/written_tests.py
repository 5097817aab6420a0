"""The tests that a replacement brings along: recorded, tried on mutants, the best kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from inhouse.codemod.cases import PackageSource
from inhouse.codemod.cases.members import shown_of
from inhouse.codemod.contract_tests import (
    choose,
    collected,
    observed,
    place_of_tests,
    record,
    render,
    style_of_tests,
)
from inhouse.codemod.contract_tests.choosing import MOST_LINES, MOST_PER_SYMBOL
from inhouse.codemod.contract_tests.rendering import Style
from inhouse.codemod.contract_tests.worth import worth_recording
from inhouse.model.patch import FileChange
from inhouse.model.proof import Compared, Trial
from inhouse.model.recorded import Kills, Mutant, RecordedTest
from inhouse.pipeline.replacing.draft import Draft
from inhouse.pipeline.replacing.elsewhere import held_elsewhere
from inhouse.pipeline.replacing.overlay import Overlay
from inhouse.pipeline.replacing.subject import Subject
from inhouse.pipeline.replacing.taken_along import owned_modules
from inhouse.verifier.environment import Environment
from inhouse.verifier.formatting import formatted
from inhouse.verifier.matching import Sameness
from inhouse.verifier.mutants import mutants_of
from inhouse.verifier.mutants_run import killed, unsteady
from inhouse.verifier.sandbox import Sandbox

_MUTANT_SECONDS = 8.0
_MUTANTS = 240
_CHOICES = 3  # until what depends on the order of sets is left out


def add_tests(
    subject: Subject,
    draft: Draft,
    compared: Sequence[Compared],
    overlay: Overlay,
    environment: Environment,
    folder: Path,
    sandboxes: tuple[Sandbox, Sandbox],
) -> int:
    """Put the test file into the overlay and return how many tests it holds."""
    owned = draft.owned
    closer = _looked_at(observed(compared, _shown(subject)), sandboxes)
    likely = worth_recording([*compared, *closer])
    with Sandbox(environment.python, abroad=True) as there:
        steady = held_elsewhere(likely, there)
    tests = record(steady, owned.modules if owned is not None else ())
    if not tests:
        return 0
    kills = _kills(tests, draft, environment, folder)
    lines = _room(owned.lines if owned is not None else 0)
    kept = _chosen(tests, kills, lines, draft, environment, folder)
    if not kept:
        return 0
    name = subject.standing.name
    path = place_of_tests([*overlay.python, *overlay.changed], name)
    style = _style(subject, overlay)
    text = render(
        kept,
        package=name,
        version=subject.standing.version or "",
        home=owned.modules[0][1] if owned is not None and owned.modules else "",
        regenerate=f"inhouse replace {name} --strategy {draft.strategy}, with {name} locked",
        style=style,
    )
    before = overlay.read(path)
    project = subject.examined.project
    place = project.environment.root if project.environment is not None else None
    shaped = formatted({path: text.encode()}, project.workspace.root, place)
    overlay.apply([FileChange(path=path, before=before, after=shaped[path])])
    return collected(kept, style)


def _shown(subject: Subject) -> Callable[[str], tuple[str, ...]]:
    """Return what gives the expressions that look at an object of a class of the package."""
    contents, facts = subject.contents, subject.facts
    modules = {each.module: each.path for each in facts.modules} if facts is not None else {}
    package = PackageSource(contents.read if contents is not None else lambda _path: b"", modules)
    return lambda name: shown_of(package, name)


def _chosen(
    tests: Sequence[RecordedTest],
    kills: Kills | None,
    lines: int,
    draft: Draft,
    environment: Environment,
    folder: Path,
) -> list[RecordedTest]:
    """Return the chosen tests, none of which depends on the order of a set."""
    left, most = list(tests), max(MOST_PER_SYMBOL, lines // 5)
    for _ in range(_CHOICES):
        kept = [left[index] for index in choose(left, kills, most=most, lines=lines)]
        moving = unsteady(
            kept, owned_modules(draft), python=environment.python, paths=[folder, environment.site]
        )
        if not moving:
            return kept
        bad = {id(kept[index]) for index in moving}
        good = [index for index, test in enumerate(left) if id(test) not in bad]
        left = [left[index] for index in good]
        kills = kills and kills.of(good)
    return [test for test in kept if id(test) not in bad]


def _room(lines: int) -> int:
    """Return how many lines of tests so many lines of owned code may have: about as many.

    Between those that anyone reads and those that nobody does.
    """
    return min(MOST_LINES * 2, max(MOST_LINES, lines))


def _looked_at(trials: Sequence[Trial], sandboxes: tuple[Sandbox, Sandbox]) -> tuple[Compared, ...]:
    """Run trials that look closer, twice on the original: only what is steady is recorded."""
    original, owned = sandboxes
    first, again = original.run(trials, "original"), original.run(trials, "original")
    other = owned.run(trials, "replacement")
    same = Sameness()
    return tuple(
        Compared(trial=trial, original=a, replacement=c, same=same.difference(a, c) is None)
        for trial, a, b, c in zip(trials, first, again, other, strict=True)
        if same.difference(a, b) is None
    )


def _kills(
    tests: Sequence[RecordedTest], draft: Draft, environment: Environment, folder: Path
) -> Kills | None:
    sources = owned_modules(draft)
    mutants: list[Mutant] = []
    for module, data in sources.items():
        mutants += mutants_of(data, module=module, most=max(_MUTANTS // len(sources), 10))
    if not mutants:
        return None
    return killed(
        tests,
        mutants,
        sources,
        python=environment.python,
        paths=[folder, environment.site],
        total=_MUTANT_SECONDS,
    )


def _style(subject: Subject, overlay: Overlay) -> Style:
    names = [each.subject.standing.name for each in subject.examined.judged]
    listed = [*overlay.python, *overlay.workspace.names()]
    return style_of_tests(overlay.python, names, listed)
