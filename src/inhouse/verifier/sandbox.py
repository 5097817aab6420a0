"""Runs trials in child processes and turns what they say into outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from inhouse.errors import IncompleteError
from inhouse.model.proof import Outcome, Trial
from inhouse.verifier.child import NONSENSE, Child, ChildError, Plan
from inhouse.verifier.limits import Limits

Side = Literal["original", "replacement"]
_KINDS: dict[str, Literal["value", "raised", "stopped"]] = {
    "value": "value",
    "raised": "raised",
    "stopped": "stopped",
}
NOT_RUN = "not run: too many trials before it were ended by a limit"
PATIENCE = 3
BATCH = 256  # trials sent at once


class Sandbox:
    """A child process that runs scripts, replaced by a new one whenever one is spoilt.

    `python` is the interpreter, `paths` folders that come first on its import path, `block` names
    of modules that cannot be imported, `modules` pairs (original, own) by which module names are
    given back. `site` says whether the interpreter's own site-packages are used. Modules stay
    loaded from one trial to the next; with `fresh` each trial has a process of its own. `abroad`
    makes it look like another machine to code that asks for the zone, the user or folders.
    """

    def __init__(
        self,
        python: Path,
        *,
        paths: tuple[Path, ...] = (),
        block: tuple[str, ...] = (),
        modules: tuple[tuple[str, str], ...] = (),
        limits: Limits | None = None,
        fresh: bool = False,
        site: bool = True,
        abroad: bool = False,
    ) -> None:
        self._plan = Plan(
            python=python,
            paths=paths,
            block=block,
            modules=modules,
            limits=limits or Limits(),
            site=site,
            abroad=abroad,
        )
        self._fresh = fresh
        self._child: Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.renew()

    @property
    def version(self) -> str:
        """The version of Python that runs here, "3.11.7"; IncompleteError if it does not start."""
        return ".".join(map(str, self._alive().version))

    def renew(self) -> None:
        """End the process; the next trial starts another, with nothing loaded."""
        if self._child is not None:
            child, self._child = self._child, None
            child.close()

    def run(
        self, trials: Sequence[Trial], side: Side, *, fresh: bool = False
    ) -> tuple[Outcome, ...]:
        """Run each trial's text of one side, in order; one outcome each, "stopped" included.

        After `PATIENCE` trials of one script that took all their time or ended the process, the
        rest of it is not run and says `NOT_RUN`.
        """
        found: list[Outcome] = []
        for script, group in groupby(trials, key=lambda trial: trial.script):
            text = getattr(script, side)
            names = [hole.name for hole in script.holes]
            values = [trial.values for trial in group]
            spoilt = 0
            step = 1 if fresh or self._fresh else BATCH
            for start in range(0, len(values), step):
                if step == 1:
                    self.renew()
                batch = values[start : start + step]
                if spoilt >= PATIENCE:
                    found += [stopped(NOT_RUN)] * len(batch)
                    continue
                for outcome, worn in self._batch(text, names, batch, PATIENCE - spoilt):
                    found.append(outcome)
                    spoilt += worn
        return tuple(found)

    def _batch(
        self, text: str, names: Sequence[str], values: Sequence[tuple[str, ...]], patience: int
    ) -> Iterator[tuple[Outcome, bool]]:
        """Yield outcomes, and whether the trial was one of those that cost patience."""
        done = spoilt = 0
        while done < len(values):
            if spoilt >= patience:
                yield from [(stopped(NOT_RUN), False)] * (len(values) - done)
                return
            try:
                for answer in self._alive().ask(text, names, values[done:]):
                    done += 1
                    late = answer.get("late") is True
                    spoilt += late
                    yield outcome_of(answer), late
                    if answer.get("worn"):
                        self.renew()
                        break
            except ChildError as error:
                self.renew()
                done += 1
                spoilt += 1
                yield stopped(str(error)), True

    def _alive(self) -> Child:
        if self._child is None:
            try:
                self._child = Child(self._plan)
            except (OSError, ChildError) as error:
                raise IncompleteError(
                    f"{self._plan.python}: the proof cannot start this Python: {error}"
                ) from None
        return self._child


def stopped(why: str) -> Outcome:
    """Return the outcome of a trial that a limit ended."""
    return Outcome(kind="stopped", type="", message=why)


def outcome_of(answer: dict[str, object]) -> Outcome:
    """Return what a child's answer says; anything out of shape is an outcome that stopped."""
    texts = {
        key: text
        for key in ("kind", "type", "value", "shown", "message", "output")
        if isinstance(text := answer.get(key, ""), str)
    }
    literal = answer.get("literal")
    kind = texts.pop("kind", "")
    if len(texts) != 5 or not (literal is None or isinstance(literal, str)):
        return stopped(NONSENSE)
    known = _KINDS.get(kind)
    if known is None:
        return stopped(NONSENSE)
    return Outcome(
        kind=known,
        literal=literal,
        mutated=tuple(_pairs(answer.get("mutated"))),
        warnings=tuple(f"{name}: {text}" for name, text in _pairs(answer.get("warnings"))),
        **texts,
    )


def _pairs(value: object) -> Iterable[tuple[str, str]]:
    for each in value if isinstance(value, list) else ():
        if isinstance(each, list) and len(each) == 2 and all(isinstance(p, str) for p in each):
            yield each[0], each[1]
