"""The last report of a project, used again while nothing that it depends on has changed.

An audit that follows another one a minute later is the usual case (an editor, a hook, a second
look with `--all`), and most of its time would go into finding out that nothing is new.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inhouse import __version__
from inhouse.model.codec import pack, unpack
from inhouse.pipeline.footprint import footprint, is_settled
from inhouse.pipeline.outcome import Outcome
from inhouse.pipeline.request import Request, store_of
from inhouse.workspace import Workspace

if TYPE_CHECKING:
    from inhouse.pipeline.project import OpenProject

_KIND = "report"
# What the network said is asked again after this, however long it is kept elsewhere.
_SECONDS = 1800


def recall(request: Request) -> Outcome | None:
    """Return the last outcome of the same request if nothing has changed since, else None."""
    if request.no_cache:
        return None
    value = store_of(request).get(_KIND, _key(request))
    try:
        return _still_true(request, value)
    except (KeyError, TypeError, ValueError):
        return None


def remember(
    project: OpenProject, outcome: Outcome, started: int, owned: tuple[str, ...] = ()
) -> None:
    """Keep an outcome for the same request, unless a file changed since `started` (ns) or just
    before. `owned` are paths of files of any kind that the report speaks of.
    """
    request = project.request
    if request.no_cache or outcome.exit_code or not _is_covered(project):
        return
    rules = project.catalogue.folders
    found, newest = footprint(project.workspace, request.env, rules, owned)
    if not is_settled(newest, started):
        return
    value = {
        "made": time.time(),
        "footprint": found,
        "exclude": list(project.settings.exclude),
        "rules": [str(folder) for folder in rules],
        "owned": list(owned),
        "outcome": pack(outcome),
    }
    project.store.put(_KIND, _key(request), value)


def _still_true(request: Request, value: Any) -> Outcome | None:
    if not 0 <= time.time() - float(value["made"]) < _SECONDS:
        return None
    workspace = Workspace(request.project, tuple(value["exclude"]))
    rules = tuple(Path(folder) for folder in value["rules"])
    owned = tuple(str(path) for path in value["owned"])
    if footprint(workspace, request.env, rules, owned)[0] != value["footprint"]:
        return None
    outcome: Outcome = unpack(Outcome, value["outcome"])
    return outcome


def _is_covered(project: OpenProject) -> bool:
    """Tell whether all that was read is among what the footprint covers."""
    lock, said = project.lock_name, project.request.advisories or project.settings.advisories
    near = {*project.workspace.names(), *project.workspace.names_in("requirements")}
    read = {*project.beside, *(() if lock is None else (lock,))}
    return read <= near and said in ("none", "pypi", "osv")


def _key(request: Request) -> str:
    today = datetime.now(UTC).date()
    root = os.path.realpath(request.project)  # unlike Path.resolve, at peace with circular links
    return f"{__version__} {today} {root} {Path.cwd()} {request!r}"
