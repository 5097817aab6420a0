"""Rules and their checks as JSON documents, schema version 1."""

from __future__ import annotations

from dataclasses import dataclass

from inhouse.model.rule import Rule
from inhouse.model.rule_check import RuleCheck
from inhouse.reports.encoding import document


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    schema_version: int
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checks:
    schema_version: int
    passed: bool
    rules: tuple[RuleCheck, ...]


def rules(found: tuple[Rule, ...]) -> str:
    """Return rules as one document."""
    return document(_Rules(schema_version=1, rules=found))


def checks(found: tuple[RuleCheck, ...]) -> str:
    """Return checks as one document."""
    return document(_Checks(schema_version=1, passed=all(each.ok for each in found), rules=found))
