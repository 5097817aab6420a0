"""Walks one module's tree once for all measures and detectors."""

from __future__ import annotations

import ast
from typing import Final

from inhouse.evidence.measure import literals, scopes, sightings
from inhouse.evidence.measure.facts import ModuleFacts
from inhouse.evidence.measure.lines import code_lines
from inhouse.evidence.measure.syntax import Source
from inhouse.evidence.measure.walker import Action, Walker

_ACTIONS: Final[dict[type[ast.AST], Action]] = {
    ast.FunctionDef: scopes.function,
    ast.AsyncFunctionDef: scopes.function,
    ast.ClassDef: scopes.class_,
    ast.If: scopes.if_,
    ast.Try: scopes.try_,
    ast.TryStar: scopes.try_,
    ast.With: scopes.with_,
    ast.AsyncWith: scopes.statement,
    ast.ExceptHandler: scopes.handler,
    ast.IfExp: scopes.ternary,
    ast.match_case: scopes.one,
    ast.Assert: scopes.assert_,
    ast.For: scopes.loop,
    ast.AsyncFor: scopes.loop,
    ast.While: scopes.loop,
    ast.comprehension: scopes.comprehension,
    ast.BoolOp: scopes.boolean,
    ast.Import: sightings.import_,
    ast.ImportFrom: sightings.import_from,
    ast.Compare: sightings.compare,
    ast.Call: sightings.call,
    ast.Attribute: sightings.attribute,
    ast.Assign: sightings.assign,
    ast.AnnAssign: sightings.annotated,
    ast.AugAssign: sightings.augmented,
    ast.Global: sightings.global_,
    ast.Expr: literals.expression,
    ast.Constant: literals.constant,
    ast.JoinedStr: literals.joined,
    ast.List: literals.sequence,
    ast.Tuple: literals.sequence,
    ast.Set: literals.sequence,
    ast.Dict: literals.dict_,
    ast.Return: scopes.statement,
    ast.Raise: scopes.statement,
    ast.Delete: scopes.statement,
    ast.Match: scopes.statement,
}


def walk(source: Source, module: str) -> ModuleFacts:
    """Return the facts of one module."""
    facts = ModuleFacts(
        path=source.path, module=module, is_package=source.path.endswith("__init__.py")
    )
    Walker(facts, source.lines, _ACTIONS).run(source.tree)
    facts.sloc = code_lines(source.lines, facts.docs, facts.strings)
    return facts
