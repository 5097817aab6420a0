"""Whose settings judge, and what a change does to them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

from inhouse import settings
from inhouse.errors import InputError, SettingsError
from inhouse.model.settings import Allowance, Settings
from inhouse.pipeline.gating.base_side import BaseSide
from inhouse.pipeline.gating.sides import PYPROJECT, Side

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
