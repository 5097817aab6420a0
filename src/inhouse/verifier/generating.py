"""Many values out of a hypothesis strategy, the same ones each time."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import HypothesisException
from hypothesis.strategies import SearchStrategy


def collect(strategy: SearchStrategy[str], count: int, seed: int) -> list[str]:
    """Return up to `count` different texts that a strategy makes; the same for the same seed.

    Nothing is stored: hypothesis would keep its notes in the user's project.
    """
    from random import Random

    found: dict[str, None] = {}

    def keep(text: str) -> bool:
        found.setdefault(text)
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
                find(strategy, keep, settings=chosen, random=Random(seed))  # noqa: S311
        finally:
            set_hypothesis_home_dir(None)
    return list(found)[:count]
