"""The modules of one distribution, read and parsed only when something reaches them."""

from __future__ import annotations

from dataclasses import dataclass, field

from inhouse.evidence.contents import Contents, UnreadableError
from inhouse.evidence.measure.syntax import read_source
from inhouse.evidence.slice.modules import ModuleIndex
from inhouse.evidence.slice.outline import Outline, outline_of
from inhouse.model.evidence import Missing


class RefusedError(Exception):
    """The slice cannot be told; the message is the reason for `Missing`."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before a slice is given up; beyond it, a slice is no part any more.

    At about 1 MB of source per second for parsing and following names, these take a second.
    """

    modules: int = 300
    lines: int = 25_000


@dataclass(slots=True)
class Library:
    """Outlines by module name; `broken` says why one that was asked for could not be had."""

    contents: Contents
    limits: Limits
    index: ModuleIndex = field(init=False)
    loaded: dict[str, Outline] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    lines: int = 0
    _bytes: dict[str, bytes] = field(default_factory=dict)
    _provided: dict[tuple[str, str], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.index = ModuleIndex.of(entry.path for entry in self.contents.entries)

    def source(self, module: str) -> bytes:
        """Return the bytes of a module's file, empty where it cannot be read."""
        if module not in self._bytes:
            try:
                self._bytes[module] = self.contents.read(self.index.paths[module])
            except UnreadableError as error:
                self.broken[module] = f"{self.index.paths[module]}: {error}"
                self._bytes[module] = b""
        return self._bytes[module]

    def outline(self, module: str) -> Outline | None:
        """Return a module's outline; None if it cannot be read. RefusedError past the limits."""
        if module in self.loaded or module in self.broken or module not in self.index.paths:
            return self.loaded.get(module)
        data = self.source(module)
        self.lines += data.count(b"\n") + 1
        if len(self.loaded) >= self.limits.modules:
            raise RefusedError(f"reaches more than {self.limits.modules} modules")
        if self.lines > self.limits.lines:
            raise RefusedError(f"reaches more than {self.limits.lines:,} lines")
        if module in self.broken:
            return None
        source = read_source(self.index.paths[module], data)
        if isinstance(source, Missing):
            self.broken[module] = source.reason
            return None
        self.loaded[module] = outline_of(module, source, data, self.index)
        return self.loaded[module]

    def is_module(self, module: str) -> bool:
        """Tell whether the distribution holds a module or package of this name."""
        return self.index.holds(module)

    def belongs(self, module: str) -> bool:
        """Tell whether an import of `module` means this distribution, there or not."""
        top = module.partition(".")[0]
        return self.index.holds(module) or top in self.index.paths or top in self.index.native

    def provides(self, module: str, name: str) -> bool:
        """Tell whether `from module import *` binds `name`, following stars in turn."""
        known = self._provided.get((module, name))
        if known is None:
            known = self._provided[module, name] = self._find(module, name)
        return known

    def _find(self, module: str, name: str) -> bool:
        waiting, seen = [module], set()
        while waiting:
            here = waiting.pop()
            if here in seen or here not in self.index.paths:
                continue
            seen.add(here)
            data = self.source(here)
            if name.encode() not in data and b"import *" not in data:
                continue
            outline = self.outline(here)
            if outline is None:
                continue
            if outline.exported is None:
                if name.startswith("_"):
                    continue
            elif name not in outline.exported:
                continue
            elif self.index.holds(f"{here}.{name}"):
                return True
            if name in outline.bindings:
                return True
            waiting.extend(source for _, source in outline.stars)
        return False
