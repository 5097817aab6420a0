"""Texts of the project that are not Python, yet hold code or data that names a package.

The audit reads configuration. Before a package goes, templates of code, examples that doctest
runs, and stored values that name something in the package matter too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from inhouse.model.places import Left

_EXAMPLES = (".txt", ".rst", ".md")
_TEMPLATES = (".j2", ".jinja", ".jinja2", ".tmpl", ".tpl", ".mako", ".template", ".in", ".tt")
_DATA = (".json", ".jsonl", ".yaml", ".yml", ".xml", ".csv", ".toml", ".ini", ".cfg", ".conf")
SUFFIXES = (*_EXAMPLES, *_TEMPLATES, *_DATA)
# They hold hashes and names of distributions, or are read by the audit already.
_ASIDE = frozenset({"pyproject.toml", "setup.cfg", "package.json", "package-lock.json"})


def is_text(path: str) -> bool:
    """Tell whether a file may hold what `Elsewhere` looks for."""
    name = path.rpartition("/")[2]
    if name in _ASIDE or name.endswith((".lock", ".lock.json")) or "requirements" in name:
        return False
    return name.endswith(SUFFIXES) or "template" in path.lower()


class Elsewhere:
    """Looks for the import packages of one distribution.

    `defined` tells of a dotted name whether the package has it, where it would be a guess.
    """

    def __init__(self, packages: Iterable[str], defined: Callable[[str], bool]) -> None:
        self._packages, self._defined = tuple(packages), defined
        listed = "|".join(map(re.escape, self._packages))
        imports = (
            rf"(?:from[ \t]+(?:{listed})(?:\.\w+)*[ \t]+import[ \t]+[\w(*]"
            rf"|import[ \t]+(?:\w[\w.]*[ \t]*,[ \t]*)*(?:{listed})(?:\.\w+)*"
            r"[ \t]*(?:$|[,;#]|as[ \t]))"
        )
        self._example = re.compile(rf"^[ \t]*(?:>>>|\.\.\.)[ \t]+{imports}", re.MULTILINE)
        self._line = re.compile(rf"^[ \t]*{imports}", re.MULTILINE)
        self._value = re.compile(
            rf"(?<![\w./@$-])((?:{listed})(?:[.:][A-Za-z_]\w*)+)(?![\w/(@=-])", re.ASCII
        )

    def places(self, path: str, data: bytes) -> tuple[Left, ...]:
        """Return the lines of a file that name the package."""
        if not any(each.partition(".")[0].encode() in data for each in self._packages):
            return ()
        text = data.decode("utf-8", "replace")
        name = path.rpartition("/")[2]
        found: dict[int, str] = {}
        if name.endswith(_EXAMPLES):
            self._add(self._example, text, "an example in this text imports the package", found)
        if name.endswith(_TEMPLATES) or "template" in path.lower():
            self._add(self._line, text, "a template holds code that imports the package", found)
        if name.endswith(_DATA):
            for match in self._value.finditer(text):
                if self._defined(match[1].replace(":", ".")):
                    line = text.count("\n", 0, match.start()) + 1
                    found.setdefault(line, f"the value {match[1]} names something in the package")
        return tuple(Left(file=path, line=line, why=found[line]) for line in sorted(found))

    @staticmethod
    def _add(pattern: re.Pattern[str], text: str, why: str, found: dict[int, str]) -> None:
        for match in pattern.finditer(text):
            found.setdefault(text.count("\n", 0, match.start()) + 1, why)
