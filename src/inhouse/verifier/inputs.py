"""The values that a script is tried with: seen ones first, then generated ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, product
from random import Random

from inhouse.model.proof import Hole, Script
from inhouse.verifier.generating import collect
from inhouse.verifier.shrinking import Values
from inhouse.verifier.strategies import KINDS, strategy_for, wanted_for

Pools = dict[tuple[Hole, frozenset[str], int], list[str]]
POOL = 100  # texts for one of several holes
COMBINED = 60  # combinations of seen values
PILOT = 160  # combinations of kinds that are tried to learn what the original takes


class Inputs:
    """Makes values for one script, the same ones for the same seed; `pools` are shared."""

    def __init__(self, script: Script, seed: int, pools: Pools) -> None:
        self._seed, self._pools = seed, pools
        self._holes = script.holes
        self._wanted = [wanted_for(hole) for hole in script.holes]
        self._accepted: list[set[str]] = [set() for _ in script.holes]
        self._learnt: list[Values] = []
        self._base: Values = tuple(each.samples()[0] for each in self._wanted)

    def first(self) -> list[Values]:
        """Return the seen values: one hole at a time around a base, then combinations."""
        found: dict[Values, None] = {self._base: None}
        for at, wanted in enumerate(self._wanted):
            for text in wanted.seen:
                found.setdefault((*self._base[:at], text, *self._base[at + 1 :]))
        seen = [
            wanted.seen or (base,) for wanted, base in zip(self._wanted, self._base, strict=True)
        ]
        for values in islice(product(*seen), COMBINED):
            found.setdefault(values)
        return list(found)

    def pilot(self) -> list[Values]:
        """Return values that show which kinds the original takes for the vague holes."""
        if not any(wanted.vague for wanted in self._wanted):
            return []
        choices = [
            [KINDS[kind][0] for kind in wanted.kinds] if wanted.vague else wanted.samples()[:1]
            for wanted in self._wanted
        ]
        count = 1
        for each in choices:
            count *= len(each)
        if count <= PILOT:
            return list(product(*choices))
        chance = Random(self._seed)  # noqa: S311  no secret
        found = dict.fromkeys(
            (*self._base[:at], text, *self._base[at + 1 :])
            for at, each in enumerate(choices)
            for text in each
        )
        for _ in range(PILOT):
            found.setdefault(tuple(chance.choice(each[:9]) for each in choices))
        return list(found)

    def learn(self, accepted: Sequence[Values]) -> None:
        """Narrow the vague holes to the kinds of the values with which something was returned."""
        for at, wanted in enumerate(self._wanted):
            samples = {KINDS[kind][0]: kind for kind in wanted.kinds}
            kinds = {samples[values[at]] for values in accepted if values[at] in samples}
            self._accepted[at] = kinds
        self._learnt = list(accepted)

    def generated(self, count: int) -> list[Values]:
        """Return up to `count` different generated values."""
        if len(self._holes) == 1:
            return [(text,) for text in self._pool(0, count)]
        pools = [self._pool(at, min(count, POOL)) for at in range(len(self._holes))]
        chance = Random(self._seed)  # noqa: S311  no secret
        found = dict.fromkeys(self._learnt[: count // 4])
        for _ in range(count * 2):
            if len(found) == count:
                break
            found.setdefault(tuple(chance.choice(pool) for pool in pools))
        return list(found)

    def _pool(self, at: int, count: int) -> list[str]:
        """Return texts for one hole; holes that ask for the same share them."""
        hole = self._holes[at]
        key = replace(hole, name="", parameter=hole.parameter or hole.name)
        accepted = frozenset(self._accepted[at])
        made = self._pools.get((key, accepted, count))
        if made is None:
            strategy = strategy_for(self._wanted[at], accepted)
            made = collect(strategy, count, self._seed) or ["None"]
            self._pools[key, accepted, count] = made
        return made
