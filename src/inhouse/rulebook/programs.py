"""The two small programs of a rule: one uses the package, the other does not name it."""

from __future__ import annotations

from collections.abc import Iterator

from inhouse.model.rule import Rule
from inhouse.model.rule_check import Mistake
from inhouse.rulebook.source import Source, is_standard

OWNER = "app"  # the package whose `_inhouse` folder the examples take owned code from


def mistakes_before(rule: Rule, source: Source) -> Iterator[Mistake]:
    """Yield what keeps before.py from being an example of the package's use."""
    package = rule.import_package or rule.id
    root = package.split(".")[0]
    modules = [module for _, module in source.imports()]
    if not any(module.split(".")[0] == root for module in modules):
        yield source.mistake(None, f"does not import {package}")
    for node, module in source.imports():
        if not is_standard(module) and module.split(".")[0] != root:
            yield source.mistake(node, f"imports {module or 'a neighbour'}: only {root} is there")


def mistakes_after(_rule: Rule, source: Source) -> Iterator[Mistake]:
    """Yield what keeps after.py from running without the package."""
    own = f"{OWNER}._inhouse"
    for node, module in source.imports():
        if not is_standard(module) and not f"{module}.".startswith(f"{own}."):
            yield source.mistake(node, f"imports {module or 'a neighbour'}: it has to do without")
