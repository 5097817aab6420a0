"""Takes out of texts what differs between two runs by nature: addresses and folder names."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing is not loaded in the child: the code under test must ask for it
    from typing import Any

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")
_AT_ADDRESS = re.compile(r"(?<= at )0x[0-9a-fA-F]{6,16}(?=[>,) ]|$)")


class Scrub:
    """`folders` are pairs (path, what to write instead); `modules` pairs (original, own)."""

    def __init__(self, folders: Any, modules: Any) -> None:
        self.folders: list[tuple[str, str]] = sorted(folders, key=lambda pair: -len(pair[0]))
        self.modules: list[tuple[str, str]] = sorted(modules, key=lambda pair: -len(pair[1]))

    def text(self, text: str) -> str:
        """Return a string value without folders of this run and without `at 0x...` of objects."""
        if "/" in text:
            for path, mark in self.folders:
                if path in text:
                    text = text.replace(path, mark)
        return _AT_ADDRESS.sub("0x", text) if " at 0x" in text else text

    def shown(self, text: str) -> str:
        """Return a repr or a message without addresses, own module names given back."""
        text = self.text(_ADDRESS.sub("0x", text))
        for original, own in self.modules:
            if own in text:
                text = text.replace(own, original)
        return text

    def module(self, name: str) -> str:
        """Return the original's name of a module of the code that took its place."""
        for original, own in self.modules:
            if name == own:
                return original
            if name.startswith(own + "."):
                return original + name[len(own) :]
        return name
