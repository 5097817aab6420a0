"""Files that install packages but are not edited: where they name a distribution."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from inhouse.codemod.manifest.requirement_files import is_list_elsewhere, lines_of
from inhouse.codemod.manifest.wanted import Wanted

_WHOLE = re.compile(
    r"(?:^|/)(?:tox\.ini|noxfile\.py|environment[\w.-]*\.ya?ml|conda[\w.-]*\.ya?ml|meta\.yaml"
    r"|\.pre-commit-config\.yaml)$",
    re.IGNORECASE,
)
_COMMANDS = re.compile(
    r"(?:^|/)(?:[\w.-]*(?:Dockerfile|Containerfile)[\w.-]*|Makefile|justfile|\.gitlab-ci\.yml"
    r"|\.readthedocs\.ya?ml|[\w.-]+\.sh)$|^\.github/.*\.ya?ml$",
    re.IGNORECASE,
)
_INSTALLS = re.compile(r"\b(?:pip3?|pipx|uv|poetry|pdm|conda|mamba)\b[^\n]*\b(?:install|add)\b")
MAX_NOTES = 10  # of one file
MAX_BYTES = 1_000_000


def is_looked_at(path: str) -> bool:
    """Tell whether `notes_of` has a use for a file of this path."""
    return bool(_WHOLE.search(path) or _COMMANDS.search(path) or is_list_elsewhere(path))


def notes_of(path: str, content: bytes, wanted: Wanted) -> list[str]:
    """Return where a file keeps installing one of the distributions: `file:line: why`."""
    if len(content) > MAX_BYTES or not is_looked_at(path):
        return []
    text = content.decode("utf-8", errors="replace").replace("\r\n", "\n")
    lines = list(dict.fromkeys(_lines(path, text, wanted)))[:MAX_NOTES]
    name = posixpath.basename(path)
    return [f"{path}:{line}: names it and is not edited: see to {name}" for line in lines]


def _lines(path: str, text: str, wanted: Wanted) -> Iterator[int]:
    if is_list_elsewhere(path):
        for each in lines_of(text):
            if wanted.declared(each.asks):
                yield text.count("\n", 0, each.start) + 1
        return
    whole = bool(_WHOLE.search(path))
    installs = False
    for number, line in enumerate(text.split("\n"), start=1):
        code = line if path.endswith(".in") else re.sub(r"(?:^|\s)#.*$", "", line)
        installs = installs or bool(_INSTALLS.search(code))
        if (whole or installs) and wanted.mentioned(code):
            yield number
        installs = installs and line.rstrip().endswith("\\")
