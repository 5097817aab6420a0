"""Asks one source about many packages, and remembers what it said."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from packaging.utils import canonicalize_name

from inhouse.evidence.advisories.answers import Question, unknown
from inhouse.evidence.advisories.dispatch import Gathered, Trouble, gather
from inhouse.evidence.advisories.memory import Memory, Store
from inhouse.evidence.advisories.sources import AdvisorySource
from inhouse.model.evidence import AdvisoryAnswer
from inhouse.model.lock import Note

DEADLINE = 10.0  # seconds for all packages together


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvisoryAnswers:
    """One answer for every package asked about, keyed as asked, and notes about the source."""

    answers: Mapping[Question, AdvisoryAnswer]
    notes: tuple[Note, ...] = ()


def ask(
    packages: Iterable[Question],
    source: AdvisorySource,
    store: Store,
    *,
    deadline: float = DEADLINE,
    offline: bool = False,
    in_flight: int = 16,
    clock: Callable[[], float] = time.time,
) -> AdvisoryAnswers:
    """Return what `source` knows of each (name, version), None being no version.

    Takes at most `deadline` seconds, whatever the service does; what is not answered by then is
    unknown. Only what is not remembered in `store` is asked, `in_flight` at once. With `offline`
    nothing is asked and old answers are used, saying their age. `clock` is Unix time.
    """
    asked = tuple(dict.fromkeys(packages))
    if source.kind == "none":
        return AdvisoryAnswers(answers=dict.fromkeys(asked, unknown("advisories are switched off")))
    answers = {one: unknown("the lock names no version") for one in asked if one[1] is None}
    plain = {one: (canonicalize_name(one[0]), one[1]) for one in asked if one not in answers}
    if source.folder is not None:
        from inhouse.evidence.advisories.folder import ask_folder

        found, notes = ask_folder(set(plain.values()), source.folder)
    else:
        memory = Memory(store, source.key, clock)
        wanted = dict.fromkeys(plain.values())
        if offline:
            found = _remembered(wanted, memory)
        else:
            found = _ask_service(wanted, source, memory, deadline, in_flight)
        notes = _notes(source, found)
    return _joined(asked, answers, plain, found, notes)


def _joined(
    asked: Iterable[Question],
    answers: Mapping[Question, AdvisoryAnswer],
    plain: Mapping[Question, Question],
    found: Mapping[Question, AdvisoryAnswer],
    notes: tuple[Note, ...],
) -> AdvisoryAnswers:
    """Give every question its answer, in the order and spelling it was asked in."""
    return AdvisoryAnswers(
        answers={one: answers.get(one) or found[plain[one]] for one in asked}, notes=notes
    )


def _remembered(wanted: Iterable[Question], memory: Memory) -> dict[Question, AdvisoryAnswer]:
    nothing = unknown("offline, and no answer is remembered")
    return {one: memory.of_any_age(one) or nothing for one in wanted}


def _ask_service(
    wanted: Iterable[Question],
    source: AdvisorySource,
    memory: Memory,
    deadline: float,
    in_flight: int,
) -> dict[Question, AdvisoryAnswer]:
    answers: dict[Question, AdvisoryAnswer] = {}
    missing: list[Question] = []
    for one in wanted:
        known = memory.fresh(one)
        if known is None:
            missing.append(one)
        else:
            answers[one] = known
    if not missing:
        return answers
    from inhouse.evidence.advisories.pip_audit_adapter import connector

    until = time.monotonic() + deadline
    gathered = Gathered()
    try:
        with connector(source, until=until, in_flight=in_flight) as connect:
            gather(missing, connect, gathered, until=until, in_flight=in_flight)
    finally:  # what came back before Ctrl-C is worth remembering
        new, lasting = _settled(missing, gathered, deadline)
        memory.keep({one: new[one] for one in lasting})
    return answers | {one: memory.instead_of(one, answer) for one, answer in new.items()}


def _settled(
    missing: Iterable[Question], gathered: Gathered, deadline: float
) -> tuple[dict[Question, AdvisoryAnswer], list[Question]]:
    """Return an answer for each question, and which of them are worth remembering.

    Not remembered is what only ran out of time while others were answered: next time it may be
    its turn. A service that fails everything is remembered for every package, or each run would
    wait for it again; not so after Ctrl-C, when it had no chance.
    """
    answers: dict[Question, AdvisoryAnswer] = {}
    lasting: list[Question] = []
    hopeless = gathered.finished and (gathered.broken is not None or not gathered.outcomes)
    late = unknown(f"no answer within {deadline:g} s")
    for one in missing:
        outcome = gathered.outcomes.get(one)
        if gathered.broken is not None:
            answers[one] = unknown(gathered.broken.general)
        elif outcome is None:
            answers[one] = late
        elif isinstance(outcome, Trouble):
            answers[one] = unknown(outcome.reason)
        else:
            answers[one] = outcome
        if outcome is not None or hopeless:
            lasting.append(one)
    return answers, lasting


def _notes(source: AdvisorySource, answers: Mapping[Question, AdvisoryAnswer]) -> tuple[Note, ...]:
    """Say once what would otherwise stand beside hundreds of packages."""
    reasons = Counter(one.reason for one in answers.values() if one.state == "unknown")
    if not reasons:
        return ()
    ((common, _),) = reasons.most_common(1)
    text = (
        f"{source.title} gave no answer for {reasons.total()} of {len(answers)} packages asked"
        f" about ({common}); they count as unknown, not as clean"
    )
    return (Note(code="advisories-unknown", text=text),)
