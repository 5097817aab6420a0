from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.evidence.advisories.loopback import Loopback, Respond


@pytest.fixture
def serve() -> Iterator[Callable[[Respond], Loopback]]:
    with ExitStack() as stack:
        yield lambda respond: stack.enter_context(Loopback.running(respond))
