"""Which recorded tests are worth a reader's time."""

from __future__ import annotations

from collections.abc import Sequence

from inhouse.model.recorded import Kills, RecordedTest

MOST_PER_SYMBOL = 12
MOST_LINES = 120  # of tests; head and imports come on top
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
    while picker.next(todo):
        pass
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
        self.gains: list[set[object]] = [set() for _ in tests]
        self.covered: set[object] = set()
        for mutant, by in enumerate(kills.by if kills else ()):
            for index in by:
                self.gains[index].add(mutant)
        for index, run in enumerate(kills.lines if kills else ()):
            self.gains[index] |= run

    def next(self, todo: list[int]) -> bool:
        """Take the test that adds most; False when none adds anything."""
        best, most = -1, 0.0
        for index in todo:
            new = self.gains[index] - self.covered
            # A mutant counts as much as many lines; a long test must earn its length.
            worth = sum(10 if isinstance(each, int) else 0.1 for each in new)
            worth /= 4 + _height(self.tests[index])
            if worth > most and self._fits(index):
                best, most = index, worth
        if best < 0:
            return False
        self._take(best)
        return True

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
            and _height(self.tests[index]) <= self.left
        )

    def _take(self, index: int) -> None:
        test = self.tests[index]
        self.chosen.append(index)
        self.covered |= self.gains[index]
        self.counts[test.symbol] = self.counts.get(test.symbol, 0) + 1
        self.left -= _height(test)


def _height(test: RecordedTest) -> int:
    """Return about how many lines a test takes."""
    long = (len(test.call) + len(test.expected or "")) // 80
    return 1 + long if not test.setup else 4 + long + sum(1 + s.count("\n") for s in test.setup)


def _rank(test: RecordedTest, index: int) -> tuple[int, int, int]:
    return _ORIGINS[test.origin], len(test.call) + sum(map(len, test.setup)), index


def _reading(test: RecordedTest, index: int) -> tuple[str, bool, bool, int, int]:
    return test.symbol, bool(test.setup), bool(test.raises), _ORIGINS[test.origin], index
