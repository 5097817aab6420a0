"""What stands in for a package of which nothing is left."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import Any


def blank(*_args: Any, **_keywords: Any) -> None:
    """Stand for a name of the package, and do nothing."""


class Nothing(metadata.Distribution):
    """Stands for the distribution, and holds nothing."""

    def read_text(self, filename: Any) -> "str | None":  # noqa: ARG002, UP037
        """Return None for any file."""
        return None

    def locate_file(self, path: Any) -> Path:
        """Return where nothing is."""
        return Path("nothing", path).absolute()
