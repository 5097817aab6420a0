"""Which recorded tests are worth a reader's time."""

from __future__ import annotations

import ast
import heapq
from collections.abc import Callable, Sequence

from inhouse.codemod.contract_tests.layout import WIDTH, laid_out
from inhouse.model.recorded import Kills, RecordedTest

MOST_PER_SYMBOL = 20
_FEW = 12  # from which on a test must notice a hundredth of all mutants for the first time
MOST_LINES = 150  # of tests; head and imports come on top
_ORIGINS = {"call site": 0, "contract": 1, "example": 2, "generated": 3}


def choose(
    tests: Sequence[RecordedTest],
    kills: Kills | None = None,
    *,
    most: int = MOST_PER_SYMBOL,
    lines: int = MOST_LINES,
) -> tuple[int, ...]:
    """Return the positions of a small readable set, in an order that is good to read.

    First the test that notices the most mutants not noticed yet, then the one that runs the most
    new lines, the project's own calls and the package's examples before made-up ones, short ones
    before long ones; at least one error of each symbol where there is one.
    """
    usable = [
        index
        for index in range(len(tests))
        if kills is None or not kills.by or index in kills.green
    ]
    picker = _Picker(tests, kills, most, lines)
    todo = sorted(usable, key=lambda index: _rank(tests[index], index))
    picker.pick(todo)
    for symbol in dict.fromkeys(tests[index].symbol for index in todo):
        mine = [index for index in todo if tests[index].symbol == symbol]
        errors = [index for index in mine if tests[index].raises]
        picker.at_least(errors, 1)
        picker.at_least([index for index in mine if tests[index].origin == "call site"], 3)
        picker.at_least(mine, 3)
    return tuple(sorted(picker.chosen, key=lambda index: _reading(tests[index], index)))


class _Picker:
    """What is chosen so far, and what it covers."""

    def __init__(
        self, tests: Sequence[RecordedTest], kills: Kills | None, most: int, lines: int
    ) -> None:
        self.tests, self.most, self.left = tests, most, lines
        self.chosen: list[int] = []
        self.counts: dict[str, int] = {}
        self.least = max(1, len(kills.by) // 100) if kills else 1
        self.heights = _Lazily(lambda index: _height(tests[index]))
        self.strange = _Lazily(lambda index: strangeness(tests[index]))
        self.gains: list[set[object]] = [set() for _ in tests]
        self.covered: set[object] = set()
        for mutant, by in enumerate(kills.by if kills else ()):
            for index in by:
                self.gains[index].add(mutant)
        for index, run in enumerate(kills.lines if kills else ()):
            self.gains[index] |= run

    def pick(self, todo: list[int]) -> None:
        """Take the test that adds most, again and again, until none adds anything.

        What a test adds only shrinks, so what was found earlier is the most it can be now.
        """
        heap = [(-self._worth(index), place, index) for place, index in enumerate(todo)]
        heapq.heapify(heap)
        while heap:
            before, place, index = heapq.heappop(heap)
            worth = self._worth(index)
            if worth <= 0 or not self._fits(index):
                continue
            if -before > worth:
                heapq.heappush(heap, (-worth, place, index))
            else:
                self._take(index)

    def _worth(self, index: int) -> float:
        """Return what a test adds for its length: a mutant counts as much as many lines."""
        new = self.gains[index] - self.covered
        killed = sum(isinstance(each, int) for each in new)
        if not new or (
            self.counts.get(self.tests[index].symbol, 0) >= _FEW and killed < self.least
        ):
            return 0.0
        worth = 10 * killed + 0.1 * (len(new) - killed)
        return worth / (4 + self.heights[index] + self.strange[index])

    def at_least(self, indexes: list[int], count: int) -> None:
        """Take the first of some tests until so many are chosen."""
        have = sum(index in self.chosen for index in indexes)
        for index in indexes:
            if have < count and self._fits(index):
                self._take(index)
                have += 1

    def _fits(self, index: int) -> bool:
        symbol = self.tests[index].symbol
        return (
            index not in self.chosen
            and self.counts.get(symbol, 0) < self.most
            and self.heights[index] <= self.left
        )

    def _take(self, index: int) -> None:
        test = self.tests[index]
        self.chosen.append(index)
        self.covered |= self.gains[index]
        self.counts[test.symbol] = self.counts.get(test.symbol, 0) + 1
        self.left -= self.heights[index]


class _Lazily(dict[int, int]):
    """Figures of tests, each found out when it is asked for."""

    def __init__(self, find: Callable[[int], int]) -> None:
        self.find = find

    def __missing__(self, index: int) -> int:
        """Return a figure that is not known yet."""
        self[index] = self.find(index)
        return self[index]


def _height(test: RecordedTest) -> int:
    """Return about how many lines a test takes."""
    looked = len(laid_out(test.call if test.raises else test.comparison, 4, 7))
    if not test.setup and not test.output and not test.warns:
        # An error that is in no table has a function of its own.
        return looked + (looked > 1) + (3 if test.raises else 0)
    lines = sum(1 + each.count("\n") + len(each) // WIDTH * 4 for each in test.setup)
    return 4 + bool(test.raises or test.warns) + looked + lines


def _rank(test: RecordedTest, index: int) -> tuple[int, int, int, int]:
    length = len(test.call) + sum(map(len, test.setup))
    # An error that the package raises on purpose tells more than one that happens to it.
    accident = test.raises in ("TypeError", "AttributeError", "IndexError")
    return _ORIGINS[test.origin] + 4 * accident, strangeness(test), length, index


def strangeness(test: RecordedTest) -> int:
    """Return how hard a test is to read: many arguments, made-up objects, odd characters."""
    try:
        nodes = list(ast.walk(ast.parse("\n".join([*test.setup, test.call]))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 50
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    widest = max((len(node.args) + len(node.keywords) for node in calls), default=0)
    inner = {id(each) for node in calls for each in [*node.args, *(w.value for w in node.keywords)]}
    made_up = sum(isinstance(node, ast.Call | ast.Lambda) and id(node) in inner for node in nodes)
    odd = sum(
        not each.isprintable()
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for each in node.value
    )
    return 3 * max(0, widest - 4) + 2 * made_up + min(odd, 4)


def _reading(test: RecordedTest, index: int) -> tuple[str, bool, bool, int, int]:
    return test.symbol, bool(test.setup), bool(test.raises), _ORIGINS[test.origin], index
