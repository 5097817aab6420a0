"""What `replace` is asked to do."""

from __future__ import annotations

from dataclasses import dataclass, field

from inhouse.pipeline.request import Request
from inhouse.planner.candidate import Wishes


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Everything the command line says.

    Without `proof` the plan and its diff are shown and nothing can be written. `test_command` is
    run in a copy before and after; `upstream_tests` runs the package's own tests too.
    """

    request: Request
    packages: tuple[str, ...] = ()
    everything: bool = False
    wishes: Wishes = field(default_factory=Wishes)
    write: bool = False
    allow_dirty: bool = False
    proof: bool = True
    upstream_tests: bool = False
    test_command: str | None = None
    today: str = ""
