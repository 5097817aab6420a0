"""A project as the settings that judge it want it seen: their thresholds, rules and indexes."""

from __future__ import annotations

from dataclasses import replace

from inhouse.catalogue import Catalogue
from inhouse.evidence.environment import Environment
from inhouse.model.settings import Settings
from inhouse.pipeline.gating.base_rules import BaseRules
from inhouse.pipeline.gating.base_side import BaseSide
from inhouse.pipeline.gating.list_names import told_apart
from inhouse.pipeline.gating.policies import Which
from inhouse.pipeline.project import OpenProject


def as_judged_by(
    project: OpenProject, judging: Settings, base: BaseSide, which: Which
) -> OpenProject:
    """Return the project with the settings, indexes and rules that judge its newcomers."""
    # An allowance is the gate's own matter: the verdict says what the package is.
    chosen = replace(judging, allow=())
    root = project.workspace.root
    if which == "base" and base.point is not None:
        catalogue: Catalogue = BaseRules(base, chosen.rules, root, project.store)
    else:
        folders = tuple(root / each for each in chosen.rules if (root / each).is_dir())
        catalogue = Catalogue(folders, project.store)
    indexes = base.manifest.indexes if base.point is not None else project.manifest.indexes
    return replace(
        project,
        settings=chosen,
        manifest=replace(told_apart(project.manifest), indexes=indexes),
        environment=_trusted(project, base),
        catalogue=catalogue,
    )


def _trusted(project: OpenProject, base: BaseSide) -> Environment | None:
    """Return the environment that is installed here, None where the change may have brought it."""
    found, root = project.environment, project.workspace.root
    if found is None or project.request.env is not None or not found.root.is_relative_to(root):
        return found
    return None if base.is_committed(found.root.relative_to(root).as_posix()) else found
