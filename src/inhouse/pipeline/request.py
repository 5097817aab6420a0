"""What a command asks of the pipeline."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from inhouse.model.lock import Selection

if TYPE_CHECKING:
    from inhouse.evidence.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Everything the command line says; None stands for what was not said."""

    project: Path
    lock: str | None = None
    python: str | None = None
    platform: str | None = None
    universal: bool = False
    selection: Selection = field(default_factory=Selection)
    env: Path | None = None
    offline: bool = False
    advisories: str | None = None
    cache_dir: Path | None = None
    no_cache: bool = False
    index_url: str | None = None
    profile: str | None = None


def store_of(request: Request) -> Store:
    """Return the cache that the request wants."""
    from inhouse.evidence.store import Store, default_cache_dir

    return Store(None if request.no_cache else request.cache_dir or default_cache_dir())
