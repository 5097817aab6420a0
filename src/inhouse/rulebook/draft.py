"""What is still missing from a folder in which nothing is rewritten yet."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from inhouse.model.rule import Rule
from inhouse.model.rule_check import Mistake
from inhouse.rulebook.source import Source

SUMMARY = "Nothing has been said of this package yet."


def mistakes(rule: Rule, sources: Mapping[str, Source]) -> Iterator[Mistake]:
    """Yield what has to be written before the rule claims anything."""
    if rule.summary == SUMMARY:
        yield Mistake(file="rule.toml", line=1, wrong="its summary is still to be written")
    after = sources.get("after.py")
    if after is not None and not any(_does_something(node) for node in after.tree.body):
        yield after.mistake(None, "is still to be written: what the codemod makes of before.py")
    contract = sources.get("test_contract.py")
    for name, function in (contract.functions() if contract is not None else {}).items():
        if name == "test_the_names_are_there" and contract is not None:
            wrong = "still only asks whether the names are there: say what callers rely on"
            yield contract.mistake(function, wrong)


def _does_something(node: ast.stmt) -> bool:
    return not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
