"""Where owned code lives, in the words that each tool wants for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["folder", "glob", "regex", "name"]
_SOURCE_ROOTS = ("src", "lib", "python")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedPlace:
    """The folder of `_inhouse` relative to the root, its dotted name, and its packages."""

    folder: str
    dotted: str
    packages: tuple[str, ...]

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


def owned_place(folder: str, dotted: str | None, packages: tuple[str, ...]) -> OwnedPlace:
    """Return the place; without a dotted name, `src` and its like are no package."""
    folder = folder.replace("\\", "/").strip("/")
    if dotted is None:
        parts = folder.split("/")
        dotted = ".".join(parts[1:] if parts[0] in _SOURCE_ROOTS and len(parts) > 1 else parts)
    return OwnedPlace(folder=folder, dotted=dotted, packages=packages or (dotted,))
