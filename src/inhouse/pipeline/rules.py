"""What `inhouse rules` calls: which rules there are, one of them, and whether they are true."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from packaging.utils import canonicalize_name

from inhouse import settings
from inhouse.catalogue import Catalogue
from inhouse.errors import InputError, UsageError
from inhouse.model.rule import Rule
from inhouse.model.toml_text import toml_tables
from inhouse.workspace import Workspace

_MANIFEST = "pyproject.toml"


def catalogue_of(project: Path) -> Catalogue:
    """Return the built-in rules, and those that the project's settings name."""
    workspace = Workspace(project)
    if not workspace.exists(_MANIFEST):
        return Catalogue()
    try:
        table = toml_tables(workspace.read(_MANIFEST).decode("utf-8-sig"))
    except ValueError as error:
        raise InputError(_MANIFEST, f"is not TOML: {error}", "correct it") from error
    chosen = settings.read(table, _MANIFEST)
    return Catalogue(tuple(workspace.root / folder for folder in chosen.rules))


def listed(catalogue: Catalogue, strategy: str | None, status: str | None) -> tuple[Rule, ...]:
    """Return the rules of that advice and status ("complete" or "data"), by name."""
    rules = (one(catalogue, name) for name in catalogue.names())
    return tuple(
        rule
        for rule in rules
        if strategy in (None, rule.advice)
        and status in (None, "complete" if rule.complete else "data")
    )


def one(catalogue: Catalogue, name: str) -> Rule:
    """Return a rule; UsageError names the nearest where there is none of that name."""
    rule = catalogue.get(canonicalize_name(name))
    if rule is None:
        near = difflib.get_close_matches(canonicalize_name(name), catalogue.names(), n=1)
        hint = f"did you mean {near[0]}?" if near else "`inhouse rules list` shows them"
        raise UsageError(f"{name!r}: there is no rule of that name; {hint}")
    return rule


def chosen(catalogue: Catalogue, names: Sequence[str], *, every: bool) -> tuple[Rule, ...]:
    """Return the rules that are named, or all complete ones."""
    if every:
        return listed(catalogue, None, "complete")
    return tuple({rule.id: rule for rule in (one(catalogue, name) for name in names)}.values())
