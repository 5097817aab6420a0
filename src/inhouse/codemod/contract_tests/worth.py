"""Which of many cases are looked at when tests are recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from inhouse.model.proof import Compared, Outcome, Trial

# Longer values cannot be read at a glance, and a test is read.
LONGEST_VALUE = 260
MOST_TESTS = 1200  # among which the choice is made
_FEWEST = 4  # of each script


def worth_recording(compared: Iterable[Compared], most: int = MOST_TESTS) -> tuple[Compared, ...]:
    """Return the cases among which `record` looks, the best of each script first."""
    by_script = grouped(compared)
    share = share_of(map(len, by_script.values()), most)
    return tuple(each for cases in by_script.values() for each in spread(cases, share))


def share_of(sizes: Iterable[int], most: int) -> int:
    """Return how many cases of each script there is room for; what some leave others get."""
    left, share = most, _FEWEST
    ordered = sorted(sizes)
    for done, size in enumerate(ordered):
        share = max(_FEWEST, left // (len(ordered) - done))
        if size > share:
            break
        left -= size
    return share


def grouped(compared: Iterable[Compared]) -> dict[str, list[Compared]]:
    """Return the cases that a test could show, by their script."""
    by_script: dict[str, list[Compared]] = {}
    for each in compared:
        if each.same and each.known is None and _can_be_shown(each.original):
            by_script.setdefault(each.trial.script.original, []).append(each)
    return by_script


def _can_be_shown(outcome: Outcome) -> bool:
    if outcome.kind == "raised":
        return True
    short = outcome.literal is not None and len(outcome.literal) <= LONGEST_VALUE
    return outcome.kind == "value" and short


def _is_shown(trial: Trial) -> bool:
    """Tell whether somebody showed the values of a trial, or the code branches on them."""
    pairs = zip(trial.script.holes, trial.values, strict=True)
    return all(value in hole.examples or value == hole.default for hole, value in pairs)


def spread(cases: Sequence[Compared], most: int) -> Iterator[Compared]:
    """Yield cases of one script: those seen first, then of each outcome the plainest.

    Most of the room is for values that were shown, where there are so many. Somewhat more come
    than there is room for, since not every one can be written down.
    """
    told = [case for case in cases[2:] if _is_shown(case.trial)]
    rest = [case for case in cases[2:] if not _is_shown(case.trial)]
    room = max(2, min(len(told), most * 4 // 5)) if told else 0
    yield from cases[:2]
    yield from _by_outcome(told, room)
    yield from _by_outcome(rest, 2 * most)


def _by_outcome(cases: Sequence[Compared], left: int) -> Iterator[Compared]:
    outcomes: dict[str, list[Compared]] = {}
    for case in sorted(cases, key=_plainness):
        outcome = case.original
        key = outcome.type if outcome.kind == "raised" else outcome.literal or ""
        outcomes.setdefault(key, []).append(case)
    depth = 0
    while left > 0 and any(len(group) > depth for group in outcomes.values()):
        for group in outcomes.values():
            if len(group) > depth and left > 0:
                yield group[depth]
                left -= 1
        depth += 1


def _plainness(case: Compared) -> tuple[bool, int]:
    """Return a key for sorting: first where something was done to a value, then short ones."""
    outcome, values = case.original, case.trial.values
    untouched = outcome.kind == "value" and outcome.literal in values
    return untouched, sum(map(len, values)) + len(outcome.literal or "")
