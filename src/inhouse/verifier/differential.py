"""Runs scripts on the original and on what takes its place, and says where they part."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from inhouse.model.progress import Progress
from inhouse.model.proof import Compared, Outcome, Script, Trial
from inhouse.verifier.inputs import Inputs, Pools
from inhouse.verifier.matching import Known, Sameness
from inhouse.verifier.sandbox import NOT_RUN, Sandbox
from inhouse.verifier.shrinking import Values, smallest

DIFFERENCES = 3  # shown per script
HOPELESS = 8  # trials that a limit stopped, with none that returned
DOUBTS = 3  # times that a sort of difference may prove to be none
_MISUSED = ("TypeError", "AttributeError")  # what a function says of values it does not want
REPEATED = 4  # times that the case of a difference is run again, in a row
UNSTEADY = "the original does not do the same twice"
SHRINKING = 4.0  # seconds for one difference
OVERDUE = 2  # times the budget by which scripts of symbols that were tried may be late
RECHECKED = 12  # cases of a script that are run again in processes of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How long to look: seconds in all, generated cases per script, tries per shrinking."""

    seconds: float = 12.0
    cases: int = 200
    tries: int = 400
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What came out.

    `compared` are the cases that ran on both sides, in order, those that are the same included.
    `differences` and `known` hold one shrunk case per sort. `values` counts cases in which the
    original returned, `errors` those in which it raised. `unproven` are lines "symbol: reason".
    """

    compared: tuple[Compared, ...] = ()
    differences: tuple[Compared, ...] = ()
    known: tuple[Compared, ...] = ()
    unproven: tuple[str, ...] = ()
    values: int = 0
    errors: int = 0
    seconds: float = 0.0

    @property
    def cases(self) -> int:
        """How many cases ran on both sides."""
        return self.values + self.errors


def compare(
    scripts: Sequence[Script],
    original: Sandbox,
    replacement: Sandbox,
    *,
    budget: Budget | None = None,
    same_errors: Mapping[str, tuple[str, ...]] | None = None,
    messages: bool = False,
    misuse: bool = True,
    known: tuple[Known, ...] = (),
    own: tuple[frozenset[str], frozenset[str]] | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Run every script on both sides, with values for its holes, and compare what they do.

    `same_errors` maps exception classes of the original to those that stand for them; `misuse`
    is explained at `Sameness`. What the original does differently from run to run is not
    compared but unproven.
    """
    budget = budget or Budget()
    sameness = Sameness(
        errors=same_errors or {}, messages=messages, misuse=misuse, known=known, own=own
    )
    started = time.monotonic()
    run = _Run(original, replacement, sameness, budget)
    try:
        for done, script in enumerate(scripts):
            if progress is not None:
                progress.stage("running both sides", done, len(scripts))
            passed = time.monotonic() - started
            left = min(run.preparing, budget.seconds) + budget.seconds - passed
            if left < -OVERDUE * budget.seconds and script.symbol in run.found:
                continue  # trials that only a limit ends have used up all time
            sharing = sum(bool(each.holes) for each in scripts[done:])  # others take no time
            run.script(script, left / max(1, sharing))
    finally:
        run.close()
    return run.result(time.monotonic() - started)


@dataclass(slots=True)
class _Found:
    """What is known of one script so far."""

    compared: list[Compared] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    rechecked: int = 0


class _Run:
    def __init__(
        self, original: Sandbox, replacement: Sandbox, sameness: Sameness, budget: Budget
    ) -> None:
        self._original, self._replacement = original, replacement
        self._sameness, self._budget = sameness, budget
        self._pool = ThreadPoolExecutor(max_workers=1)
        self.found: dict[str, list[_Found]] = {}
        self._shrunk: list[Compared] = []
        self._confirmed: dict[tuple[str, ...], bool] = {}
        self._pools: Pools = {}
        self._asked: Counter[tuple[str, ...]] = Counter()
        self._generated = False
        self.preparing = 0.0  # seconds in which inputs were made, none of the scripts' time

    def close(self) -> None:
        self._pool.shutdown(wait=True)

    def script(self, script: Script, seconds: float) -> None:
        """Try a script for about so many seconds."""
        ends = time.monotonic() + seconds
        found = _Found()
        self.found.setdefault(script.symbol, []).append(found)
        inputs = Inputs(script, self._budget.seed, self._pools)
        self._batch(script, inputs.first(), found)
        if script.holes and not self._hopeless(found) and (seconds > 0 or not self._generated):
            self._generated = True
            inputs.learn(self._accepted(script, inputs.pilot()))
            size = min(32, self._budget.cases)
            began = time.monotonic()
            made = inputs.generated(self._budget.cases)
            took = time.monotonic() - began
            self.preparing, ends = self.preparing + took, ends + took
            while made:  # on a busy machine too some of them are tried
                self._batch(script, made[:size], found)
                made, size = made[size:], 128
                if time.monotonic() > ends or self._done(found):
                    break
        self._shrink(script, found, ends)

    def _hopeless(self, found: _Found) -> bool:
        """Whether trials of this script only cost processes."""
        returned = any(case.original.kind == "value" for case in found.compared)
        return sum(found.reasons.values()) > HOPELESS and not returned

    def _done(self, found: _Found) -> bool:
        """Whether more of this script would show nothing new."""
        return self._hopeless(found) or self._endless(found) or found.reasons[UNSTEADY] > 3

    def _endless(self, found: _Found) -> bool:
        """Whether the replacement was stopped where the original was not: that is enough."""
        return any(case.replacement.kind == "stopped" for case in found.compared)

    def _accepted(self, script: Script, values: Sequence[Values]) -> list[Values]:
        """Return the values with which the original returns something."""
        trials = [Trial(script=script, values=each) for each in values]
        outcomes = self._original.run(trials, "original")
        pairs = zip(values, outcomes, strict=True)
        return [each for each, outcome in pairs if outcome.kind == "value"]

    def _both(
        self, trials: Sequence[Trial], *, fresh: bool = False
    ) -> list[tuple[Trial, Outcome, Outcome, Outcome]]:
        """Run the original twice and the replacement once, side by side."""
        other = self._pool.submit(self._replacement.run, trials, "replacement", fresh=fresh)
        first = self._original.run(trials, "original", fresh=fresh)
        again = self._original.run(trials, "original", fresh=fresh)
        return list(zip(trials, first, again, other.result(), strict=True))

    def _batch(self, script: Script, values: Sequence[Values], found: _Found) -> None:
        trials = [Trial(script=script, values=each) for each in values]
        doubtful: list[Trial] = []
        for trial, first, again, other in self._both(trials):
            if NOT_RUN in (first.message, again.message, other.message):
                continue
            if first.kind == "stopped":
                found.reasons[first.message] += 1
            elif self._sameness.difference(first, again):
                doubtful.append(trial)
            else:
                case = self._sameness.compared(trial, first, other)
                if case.same or self._holds(case):
                    found.compared.append(case)
                else:
                    doubtful.append(trial)
        chosen = doubtful[: max(0, RECHECKED - found.rechecked)]
        found.rechecked += len(chosen)
        for trial, first, again, other in self._both(chosen, fresh=True):
            if first.kind == "stopped":
                found.reasons[first.message] += 1
            elif self._sameness.difference(first, again):
                found.reasons[UNSTEADY] += 1
            else:
                found.compared.append(self._sameness.compared(trial, first, other))

    def _holds(self, case: Compared) -> bool:
        """Whether a difference is there again: alone, in new processes, called twice."""
        key = (case.trial.script.original, *self._sameness.sort_of(case))
        if key not in self._confirmed or not self._confirmed[key]:
            if self._asked[key] >= DOUBTS:
                return False
            self._asked[key] += 1
            self._original.renew()
            self._replacement.renew()
            again = 1 if case.replacement.kind == "stopped" else REPEATED
            pairs = self._both([case.trial] * again)
            steady = not any(
                self._sameness.difference(case.original, each)
                for _, first, second, _ in pairs
                for each in (first, second)
            )
            differ = any(self._sameness.difference(first, other) for _, first, _, other in pairs)
            self._confirmed[key] = steady and differ
        return self._confirmed[key]

    def _shrink(self, script: Script, found: _Found, ends: float) -> None:
        """Keep the smallest case of each sort of difference."""
        if found.reasons[UNSTEADY]:  # what it does by chance proves nothing either way
            found.compared = [case for case in found.compared if case.same]
            return
        sorts: dict[tuple[str, ...], list[Compared]] = {}
        for case in found.compared:
            if not case.same:
                sorts.setdefault(self._sameness.sort_of(case), []).append(case)
        shown = 0
        for cases in sorts.values():
            first = min(cases, key=lambda case: sum(map(len, case.trial.values)))
            unknown = first.known is None
            if unknown and shown >= DIFFERENCES:
                continue
            shown += unknown
            self._shrunk.append(self._smallest(script, first, ends))

    def _smallest(self, script: Script, first: Compared, ends: float) -> Compared:
        """Return the smallest case of the same sort; one that only a limit ends stays as it is."""
        if not script.holes or first.replacement.kind == "stopped":
            return first
        sort = self._sameness.sort_of(first)
        cases = {first.trial.values: first}

        def shows(several: Sequence[Values]) -> list[bool]:
            trials = [Trial(script=script, values=values) for values in several]
            other = self._pool.submit(self._replacement.run, trials, "replacement")
            mine = self._original.run(trials, "original")
            found = map(self._sameness.compared, trials, mine, other.result())
            made = {case.trial.values: case for case in found}
            cases.update(made)
            return [
                not made[values].same and self._sameness.sort_of(made[values]) == sort
                for values in several
            ]

        ends = min(max(ends, time.monotonic() + 1), time.monotonic() + SHRINKING)
        values = first.trial.values
        return cases[smallest(values, shows, tries=self._budget.tries, ends=ends)]

    def result(self, seconds: float) -> Comparison:
        everything = [each for several in self.found.values() for each in several]
        compared = [case for found in everything for case in found.compared if not case.vague]
        values = sum(case.original.kind == "value" for case in compared)
        return Comparison(
            compared=tuple(compared),
            differences=tuple(case for case in self._shrunk if case.known is None),
            known=tuple(case for case in self._shrunk if case.known is not None),
            unproven=tuple(self._unproven()),
            values=values,
            errors=len(compared) - values,
            seconds=seconds,
        )

    def _unproven(self) -> list[str]:
        lines = []
        for symbol, several in self.found.items():
            every = [case for found in several for case in found.compared]
            cases = [case.original for case in every if not case.vague]
            reasons = sum((found.reasons for found in several), Counter[str]())
            if reasons[UNSTEADY]:  # some cases may agree by chance
                lines.append(f"{symbol}: {UNSTEADY}")
                continue
            if any(each.kind == "value" for each in cases):
                continue
            if not reasons and any(each.type not in _MISUSED for each in cases):
                continue
            if cases and not reasons:
                reasons[f"every value that was tried raised {cases[0].type}"] += 1
            if not cases and len(every) > 0:
                reasons["gives an object of its own, which only its use can compare"] += 1
            most = reasons.most_common(1)
            lines.append(f"{symbol}: {most[0][0] if most else 'no case could be run'}")
        return lines
