"""What is searched for: the import packages of one distribution."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportNames:
    """Import packages that a distribution owns, and all of its modules, dotted.

    A part of a namespace package is given whole: `backports.tarfile`. `distribution` is the name
    that installed metadata is looked up by; where it is empty, the packages' names stand for it.
    """

    packages: tuple[str, ...]
    modules: tuple[str, ...] = ()
    distribution: str = ""

    def owns(self, path: str) -> bool:
        """Tell whether a dotted path is one of the packages, or in one."""
        return any(path == each or path.startswith(f"{each}.") for each in self.packages)

    def above(self, path: str) -> bool:
        """Tell whether a dotted path is a namespace that a package stands in."""
        return any(each.startswith(f"{path}.") for each in self.packages)

    def is_module(self, path: str) -> bool:
        """Tell whether a path is surely a module.

        A submodule called like its package is mostly hidden by the function of that name.
        """
        if path in self.packages or self.above(path):
            return True
        parts = path.split(".")
        return path in self.modules and parts[-1] != parts[-2]

    def is_distribution(self, text: str) -> bool:
        """Tell whether a text names the distribution as the metadata of an environment would."""
        found = _plain(text)
        return found in {_plain(each) for each in (self.distribution, *self.packages) if each}

    def mentioned_in(self, data: bytes) -> bool:
        """Tell whether the bytes of a file hold what every file that reaches the package holds."""
        parts = re.split(r"[-_.]+", self.distribution)
        if parts[0].lower().encode() in data.lower() and self.distribution:
            spelled = b"[-_.]+".join(re.escape(part.encode()) for part in parts)
            if re.search(rb"(?i)(?<!\w)" + spelled + rb"(?!\w)", data):
                return True
        for word in {each.partition(".")[0].encode() for each in self.packages}:
            if word in data and re.search(rb"(?<!\w)" + re.escape(word) + rb"(?!\w)", data):
                return True
        return False


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
