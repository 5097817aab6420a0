"""What `inhouse rules` calls: which rules there are, one of them, and whether they are true."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from packaging.utils import canonicalize_name

from inhouse import settings
from inhouse.catalogue import PROOF, Catalogue, built_in_folder
from inhouse.errors import InputError, UsageError
from inhouse.model.rule import Rule
from inhouse.model.rule_proof import Proof
from inhouse.model.toml_text import toml_tables
from inhouse.rulebook.pairs import replaced_calls
from inhouse.rulebook.record import digest_of, read_proof
from inhouse.workspace import Workspace

_MANIFEST = "pyproject.toml"


def catalogue_of(project: Path) -> Catalogue:
    """Return the built-in rules, and those that the project's settings name."""
    return Catalogue(_folders(project))


def folder_of_new(project: Path, asked: Path | None) -> Path:
    """Return where a new rule goes: where it is asked for, else the project's own folder."""
    if asked is not None:
        return asked
    own = _folders(project)
    return own[0] if own else Workspace(project).root / "rules"


def is_read(project: Path, folder: Path) -> bool:
    """Tell whether rules in a folder are part of the project's catalogue."""
    known = (*_folders(project), built_in_folder())
    return folder.resolve() in {each.resolve() for each in known}


def _folders(project: Path) -> tuple[Path, ...]:
    workspace = Workspace(project)
    if not workspace.exists(_MANIFEST):
        return ()
    try:
        table = toml_tables(workspace.read(_MANIFEST).decode("utf-8-sig"))
    except ValueError as error:
        raise InputError(_MANIFEST, f"is not TOML: {error}", "correct it") from error
    return tuple(workspace.root / folder for folder in settings.read(table, _MANIFEST).rules)


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


def proof_of(catalogue: Catalogue, rule: Rule) -> Proof | None:
    """Return what is on record of a rule, None where that is not of the files as they are."""
    text = catalogue.proof(rule.id) if rule.complete else None
    if text is None:
        return None
    proof = read_proof(text, str(catalogue.place(rule.id) / PROOF))
    return proof if proof.files == digest_of(catalogue.texts(rule.id)) else None


def pairs_of(catalogue: Catalogue, rule: Rule) -> dict[str, str]:
    """Return what takes the place of each call that changes shape, as source, by pair."""
    if not any(each.pair for each in rule.symbols):
        return {}
    return replaced_calls(catalogue.texts(rule.id).get("rewrites.py", ""))
