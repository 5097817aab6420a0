"""Many source texts of values, the same ones each time.

hypothesis gives the plain values (it is slow: about 5 ms each, so each pool is made once);
what is made of them is put together here.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import HypothesisException
from hypothesis.strategies import SearchStrategy


class Texts:
    """Makes one source text after the other out of a source of chance."""

    def __init__(self, draw: Callable[[Random], str]) -> None:
        self.draw = draw

    def map(self, change: Callable[[str], str]) -> Texts:
        """Return what makes changed texts."""
        return Texts(lambda chance: change(self.draw(chance)))


def just(text: str) -> Texts:
    """Return what always makes this text."""
    return Texts(lambda _chance: text)


def sampled(options: Sequence[str]) -> Texts:
    """Return what makes one of these texts."""
    return Texts(lambda chance: chance.choice(options))


def weighted(*branches: tuple[int, Texts]) -> Texts:
    """Return one of several, drawn by weight."""
    chosen = [each for weight, each in branches for _ in range(weight)]
    return one_of(*chosen)


def one_of(*several: Texts) -> Texts:
    """Return one of several, all as likely."""
    return Texts(lambda chance: chance.choice(several).draw(chance))


def several(item: Texts, most: int, joined: Callable[[list[str]], str]) -> Texts:
    """Return what joins up to `most` texts of an item."""
    return Texts(lambda chance: joined([item.draw(chance) for _ in range(chance.randint(0, most))]))


def each_of(items: Sequence[Texts], joined: Callable[[list[str]], str]) -> Texts:
    """Return what joins one text of each item."""
    return Texts(lambda chance: joined([item.draw(chance) for item in items]))


def plain(strategy: SearchStrategy[object], count: int) -> Texts:
    """Return what makes the reprs of a strategy's values, out of a pool made when first asked."""
    pool: list[str] = []

    def draw(chance: Random) -> str:
        if not pool:
            pool.extend(plain_values(strategy, count))
        return chance.choice(pool)

    return Texts(draw)


def collect(texts: Texts, count: int, seed: int) -> list[str]:
    """Return up to `count` different texts; the same ones for the same seed."""
    chance = Random(seed)  # noqa: S311  no secret
    found: dict[str, None] = {}
    for _ in range(count * 4):
        found.setdefault(texts.draw(chance))
        if len(found) == count:
            break
    return list(found)


def plain_values(strategy: SearchStrategy[object], count: int) -> tuple[str, ...]:
    """Return up to `count` different reprs of what a strategy makes.

    Nothing is stored: hypothesis would keep its notes in the user's project.
    """

    found: dict[str, None] = {}

    def keep(value: object) -> bool:
        found.setdefault(repr(value))
        return len(found) >= count  # ends the search

    chosen = settings(
        max_examples=count * 2,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    with tempfile.TemporaryDirectory(prefix="inhouse-inputs-") as folder:
        set_hypothesis_home_dir(Path(folder))
        try:
            with contextlib.suppress(HypothesisException):
                find(strategy, keep, settings=chosen, random=Random(0))  # noqa: S311
        finally:
            set_hypothesis_home_dir(None)
    return tuple(found)[:count]
