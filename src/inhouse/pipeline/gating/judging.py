"""A project as the settings that judge it want it seen: their thresholds, rules and indexes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from inhouse.catalogue import Catalogue
from inhouse.evidence.environment import Environment
from inhouse.model.settings import Settings
from inhouse.pipeline.gating.base_side import BaseSide
from inhouse.pipeline.gating.policies import Which
from inhouse.pipeline.project import OpenProject


def as_judged_by(
    project: OpenProject, judging: Settings, base: BaseSide, names: Iterable[str], which: Which
) -> tuple[OpenProject, bool]:
    """Return the project with the settings, indexes and rules that judge these newcomers.

    Also tells whether rules of the project's own were left out, because the change touches what
    they say of a newcomer.
    """
    # An allowance is the gate's own matter: the verdict says what the package is.
    chosen = replace(judging, allow=())
    root = project.workspace.root
    folders = tuple(root / each for each in chosen.rules if (root / each).is_dir())
    catalogue = Catalogue(folders)
    strict = which == "base" and base.point is not None
    left_out = strict and any(_is_touched(catalogue, name, root, base) for name in names)
    indexes = base.manifest.indexes if base.point is not None else project.manifest.indexes
    return (
        replace(
            project,
            settings=chosen,
            manifest=replace(project.manifest, indexes=indexes),
            environment=_trusted(project, base),
            catalogue=Catalogue() if left_out else catalogue,
        ),
        left_out,
    )


def _trusted(project: OpenProject, base: BaseSide) -> Environment | None:
    """Return the environment that is installed here, None where the change may have brought it."""
    found, root = project.environment, project.workspace.root
    if found is None or project.request.env is not None or not found.root.is_relative_to(root):
        return found
    return None if base.is_committed(found.root.relative_to(root).as_posix()) else found


def _is_touched(catalogue: Catalogue, name: str, root: Path, base: BaseSide) -> bool:
    """Tell whether a local rule for this name is not, byte for byte, what the base holds."""
    try:
        place = catalogue.place(name) / "rule.toml"
    except KeyError:
        return False
    if place.is_relative_to(catalogue.folders[0]):
        return False
    try:
        rel = place.relative_to(root).as_posix()
        return not base.holds(rel, catalogue.texts(name)["rule.toml"].encode("utf-8"))
    except ValueError:  # outside the project: nothing that a change of it could touch
        return False
