"""Where texts that are not Python name a package."""

from __future__ import annotations

import re

from inhouse.errors import InputError
from inhouse.evidence.contents import UnreadableError
from inhouse.model.places import Left
from inhouse.pipeline.replacing.subject import Subject
from inhouse.planner.elsewhere import Elsewhere, is_text
from inhouse.workspace import Workspace


def named_elsewhere(subject: Subject, workspace: Workspace) -> tuple[Left, ...]:
    """Return the lines of templates, examples and stored values that name the package."""
    if not subject.import_names:
        return ()
    search = Elsewhere(subject.import_names, lambda path: _defined(subject, path))
    found: list[Left] = []
    for path in workspace.paths(is_text):
        try:
            found += search.places(path, workspace.read(path))
        except InputError:
            continue  # too big for code or settings
    return tuple(found)


def _defined(subject: Subject, path: str) -> bool:
    """Tell whether a dotted name may be one of the package: surely not where no file defines it."""
    contents = subject.contents
    if contents is None or path in subject.modules:
        return True
    name = re.escape(path.rpartition(".")[2])
    defining = re.compile(
        rf"^[ \t]*(?:(?:async[ \t]+)?def|class)[ \t]+{name}\b|^{name}[ \t]*[:=]", re.MULTILINE
    )
    try:
        return any(
            defining.search(contents.read(each.path).decode("utf-8", "replace"))
            for each in contents.entries
            if each.path.endswith(".py")
        )
    except UnreadableError:
        return True
