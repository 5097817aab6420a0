"""Evaluates PEP 508 markers for one target, each distinct comparison once.

`packaging` compares; the `and`, `or` and brackets around the comparisons are worked out here,
because lockfiles ask more than one environment can say: several extras may be active at once (uv's
conflicts), and a universal target keeps whatever any environment would.
"""

from __future__ import annotations

import re
from functools import lru_cache

from packaging.markers import Marker
from packaging.utils import canonicalize_name

from inhouse.model.target import Target

NO_NAMES: frozenset[str] = frozenset()

_VALUE = r"""[A-Za-z_][A-Za-z0-9_.]*|'[^']*'|"[^"]*\""""
_TOKEN = re.compile(
    rf"""\s*(?:
        (?P<word>\(|\)|(?:and|or)\b)
      | (?P<left>{_VALUE})\s*(?P<op>===|==|~=|!=|<=|>=|<|>|not\s+in\b|in\b)\s*(?P<right>{_VALUE})
    )\s*""",
    re.VERBOSE,
)
_LISTS = ("extras", "dependency_groups")
# Names that uv gives to conflicting extras, groups and projects in `extra == '...'`.
_CONFLICT = re.compile(r"(?:extra|group|project)-\d+-")

Comparison = tuple[str, str, str]  # left, operator, right
Step = Comparison | str  # a comparison, "and" or "or": in the order of a stack machine


@lru_cache(maxsize=4096)
def compiled(text: str) -> tuple[Step, ...] | None:
    """Return the marker's steps in postfix order, or None where it cannot be read."""
    steps: list[Step] = []
    waiting: list[str] = []
    place, operand_next = 0, True
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            return None
        place = token.end()
        word = token["word"]
        if operand_next != (word is None or word == "("):
            return None
        if word is None:
            steps.append((token["left"], " ".join(token["op"].split()), token["right"]))
            operand_next = False
        elif word == "(":
            waiting.append(word)
        elif not _operator(word, waiting, steps):
            return None
        else:
            operand_next = word != ")"
    return _finished(operand_next, waiting, steps)


def _operator(word: str, waiting: list[str], steps: list[Step]) -> bool:
    """Take `and`, `or` or a closing bracket; False where a bracket was never opened."""
    stop = ("(", "or") if word == "and" else ("(",)
    while waiting and waiting[-1] not in stop:
        steps.append(waiting.pop())
    if word != ")":
        waiting.append(word)
    elif not waiting:
        return False
    else:
        waiting.pop()
    return True


def _finished(operand_next: bool, waiting: list[str], steps: list[Step]) -> tuple[Step, ...] | None:
    if operand_next or "(" in waiting:
        return None
    return (*steps, *reversed(waiting))


class Markers:
    """Answers for one target; `unreadable` collects the markers that were taken as true."""

    def __init__(self, target: Target) -> None:
        self.universal = target.universal
        self.unreadable: set[str] = set()
        self._environment = target.marker_environment()
        self._comparisons: dict[Comparison, bool] = {}
        self._answers: dict[tuple[str, frozenset[str], frozenset[str]], bool] = {}

    def hold(
        self,
        marker: str | None,
        extras: frozenset[str] = NO_NAMES,
        groups: frozenset[str] = NO_NAMES,
    ) -> bool:
        """Tell whether the marker is true with these extras and dependency groups active."""
        if not marker:
            return True
        key = (marker, extras, groups)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = self._evaluate(marker, extras, groups)
        return answer

    def _evaluate(self, marker: str, extras: frozenset[str], groups: frozenset[str]) -> bool:
        steps = compiled(marker)
        if steps is None:
            self.unreadable.add(marker)
            return True
        stack: list[bool] = []
        for step in steps:
            if isinstance(step, tuple):
                stack.append(self._compare(step, extras, groups))
            else:
                right, left = stack.pop(), stack.pop()
                stack.append((left and right) if step == "and" else (left or right))
        return stack[0]

    def _compare(
        self, comparison: Comparison, extras: frozenset[str], groups: frozenset[str]
    ) -> bool:
        left, operator, right = comparison
        if "extra" in (left, right):
            wanted = canonicalize_name((right if left == "extra" else left).strip("'\""))
            if self.universal and _CONFLICT.match(wanted):
                return True
            return (wanted in extras) == (operator != "!=")
        if right in _LISTS:
            active = extras if right == "extras" else groups
            return (canonicalize_name(left.strip("'\"")) in active) == (operator == "in")
        if self.universal:
            return True
        answer = self._comparisons.get(comparison)
        if answer is None:
            answer = self._comparisons[comparison] = self._ask(" ".join(comparison))
        return answer

    def _ask(self, text: str) -> bool:
        try:
            return Marker(text).evaluate(self._environment)
        except ValueError:  # the parent of all that packaging raises here
            self.unreadable.add(text)
            return True
