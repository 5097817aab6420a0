"""Where owned code lives, in the words that each tool wants for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["folder", "glob", "regex", "name"]
_SOURCE_ROOTS = ("src", "lib", "python")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedPlace:
    """The folder of `_inhouse` relative to the root, its dotted name, and its packages.

    `users` are the project's files that import owned code, None where that is not known.
    """

    folder: str
    dotted: str
    packages: tuple[str, ...]
    users: tuple[str, ...] | None = None

    def using_packages(self) -> tuple[str, ...]:
        """Return the dotted names of the packages that hold the users."""
        folders = {path.rpartition("/")[0] for path in self.users or ()}
        return tuple(sorted(_dotted(folder) for folder in folders))

    def as_text(self, shape: Shape) -> str:
        """Return the place as a tool wants it."""
        if shape == "glob":
            return f"{self.folder}/*"
        if shape == "regex":
            return f"{self.folder.replace('.', '[.]')}/"
        return self.folder if shape == "folder" else self.folder.rpartition("/")[2]

    def names(self) -> tuple[str, ...]:
        """Return every text that, in a list of a tool, already speaks of the place."""
        shapes = [self.as_text(shape) for shape in ("folder", "glob", "regex", "name")]
        last = self.as_text("name")
        return (
            *shapes,
            f"{self.folder}/",
            f"**/{last}",
            f"**/{last}/**",
            f"*/{last}/*",
            f"{last}/",
        )


def owned_place(
    folder: str,
    dotted: str | None,
    packages: tuple[str, ...],
    users: tuple[str, ...] | None = None,
) -> OwnedPlace:
    """Return the place; without a dotted name, `src` and its like are no package."""
    folder = folder.replace("\\", "/").strip("/")
    if dotted is None:
        dotted = _dotted(folder)
    return OwnedPlace(folder=folder, dotted=dotted, packages=packages or (dotted,), users=users)


def _dotted(folder: str) -> str:
    parts = folder.split("/")
    return ".".join(parts[1:] if parts[0] in _SOURCE_ROOTS and len(parts) > 1 else parts)
