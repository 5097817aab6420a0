"""From a lockfile to the graph of one target environment, and what each package means in it."""

from __future__ import annotations

from inhouse.linker.linking import link
from inhouse.linker.paths import why
from inhouse.linker.standing import standings

__all__ = ["link", "standings", "why"]
