"""What is on record of a rule, as the text of `proof.json`, and its argued mutants."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from inhouse.errors import RuleError
from inhouse.model.rule_proof import Equivalent, Mutation, Proof, Ran
from inhouse.model.toml_text import toml_tables

_ARGUMENT = {"file", "line", "mutant", "why", "function"}
_NEEDED = ("file", "line", "mutant", "why")


def digest_of(texts: Mapping[str, str]) -> str:
    """Return what changes with any of a rule's files."""
    found = hashlib.sha256()
    for file in sorted(texts):
        text = texts[file].encode("utf-8")
        found.update(f"{file} {len(text)}\0".encode() + text)
    return found.hexdigest()[:16]


def read_proof(text: str, place: str) -> Proof:
    """Return a record; RuleError where the text is none."""
    try:
        data = json.loads(text)
        return Proof(
            files=str(data["files"]),
            checker=str(data["checker"]),
            checked=str(data["checked"]),
            runs=tuple(Ran(**each) for each in data["runs"]),
            mutants=tuple(Mutation(**each) for each in data["mutants"]),
            public=tuple(map(str, data["public"])),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        mend = "write it anew with `inhouse rules check --write-proof`"
        raise RuleError(place, f"is no record of a check ({type(error).__name__})", mend) from error


def proof_text(proof: Proof) -> str:
    """Return a record as text, an entry a line so that changes can be read."""
    data: dict[str, Any] = asdict(proof)
    for each in data["mutants"]:
        del each["survivors"]
    lines = []
    for key, value in data.items():
        said = json.dumps(value)
        if isinstance(value, tuple | list) and value:
            inner = ",\n".join(f"  {json.dumps(each)}" for each in value)
            said = f"[\n{inner}\n ]"
        lines.append(f' "{key}": {said}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def renewed(old: Proof | None, new: Proof) -> Proof:
    """Return the new record, with the day of the old one where the rule and its figures stayed."""
    if old is None or replace(old, checker=new.checker, checked=new.checked) != new:
        return new
    return replace(new, checked=old.checked)


def read_equivalent(text: str, place: str) -> tuple[Equivalent, ...]:
    """Return the mutants that a folder argues to be no faults; RuleError with what is wrong."""
    try:
        tables = toml_tables(text).get("equivalent", [])
    except ValueError as error:
        raise RuleError(place, f"is not TOML: {error}") from error
    found = []
    for each in tables:
        known = isinstance(each, dict) and set(each) <= _ARGUMENT
        if not known or not all(isinstance(value, str) for value in each.values()):
            raise RuleError(place, f"[[equivalent]] holds texts: {', '.join(sorted(_ARGUMENT))}")
        lacking = [key for key in _NEEDED if not each.get(key, "").strip()]
        if lacking:
            raise RuleError(place, f"[[equivalent]] lacks {lacking[0]}", "argue each of them")
        found.append(Equivalent(**each))
    return tuple(found)
