"""Whose settings judge, and what a change does to them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from inhouse import settings
from inhouse.catalogue import Catalogue
from inhouse.errors import InputError, SettingsError
from inhouse.model.settings import Allowance, Settings
from inhouse.pipeline.gating.base_side import BaseSide
from inhouse.pipeline.gating.sides import PYPROJECT, Side
from inhouse.pipeline.project import OpenProject

Which = Literal["base", "head"]
# Where a lock is found is no policy: all of them are looked at. Allowances are told one by one.
_NO_POLICY = ("lock", "allow", "advisories")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies:
    """The settings that judge, those of the change, and what the change does to them."""

    judging: Settings
    head: Settings
    which: Which
    changed: tuple[str, ...]
    allowances: tuple[tuple[Allowance, Which], ...]


def policies(
    base: BaseSide, head: Side, which: Which | None, profile: str | None
) -> tuple[Policies, dict[str, Any] | None]:
    """Read both sides' settings; also return the tables of the head's pyproject.toml.

    A base that is a single lock has no settings: the head's judge then.
    """
    tables = head.pyproject()
    of_head = settings.read(tables, PYPROJECT, profile=profile)
    side: Which = "head" if base.point is None else which or "base"
    of_base = of_head if base.point is None else _of_base(base, profile, needed=side == "base")
    judging = of_base if side == "base" else of_head
    changed = _changed(of_base, of_head)
    return (
        Policies(
            judging=judging,
            head=of_head,
            which=side,
            changed=changed,
            allowances=_allowances(judging, of_base, of_head),
        ),
        tables,
    )


def _of_base(base: BaseSide, profile: str | None, *, needed: bool) -> Settings:
    place = PYPROJECT + base.side.called
    try:
        return settings.read(base.side.pyproject(), place, profile=profile)
    except InputError as error:
        if not needed:
            return Settings()
        mend = f"{error.mend}; --policy head judges by this change's own settings"
        raise SettingsError(error.place, error.wrong, mend.removeprefix("; ")) from error


def _changed(base: Settings, head: Settings) -> tuple[str, ...]:
    """Return the keys of `[tool.inhouse]` that differ, those of inner tables one by one."""
    found: list[str] = []
    for field in dataclasses.fields(Settings):
        if field.name in _NO_POLICY:
            continue
        before, now = getattr(base, field.name), getattr(head, field.name)
        if before == now:
            continue
        if dataclasses.is_dataclass(before):
            found += [
                f"{field.name}.{each.name.replace('_', '-')}"
                for each in dataclasses.fields(before)
                if getattr(before, each.name) != getattr(now, each.name)
            ]
        else:
            found.append(field.name)
    return tuple(found)


def _allowances(
    judging: Settings, base: Settings, head: Settings
) -> tuple[tuple[Allowance, Which], ...]:
    if judging.gate.allow_from == "base":
        return tuple((each, "base") for each in base.allow)
    return tuple((each, "base" if each in base.allow else "head") for each in head.allow)


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
            catalogue=Catalogue() if left_out else catalogue,
        ),
        left_out,
    )


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
