"""From trials that came out the same on both sides to tests in the words of the project."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Sequence

from inhouse.codemod.contract_tests.worth import (
    LONGEST_VALUE,
    MOST_TESTS,
    grouped,
    share_of,
    spread,
)
from inhouse.model.proof import Compared, Outcome, Trial
from inhouse.model.recorded import RecordedTest

LONGEST_CALL = 300
_MOST_SETUP = 12
_OFFERED = frozenset({"datetime", "decimal", "fractions", "collections", "re", "math", "uuid"})
_OFFERED |= {"pathlib", "operator", "string", "itertools", "functools", "json", "enum", "ipaddress"}


def record(
    compared: Iterable[Compared],
    modules: Sequence[tuple[str, str]] = (),
    *,
    most: int = MOST_TESTS,
) -> tuple[RecordedTest, ...]:
    """Return a test for every trial that can be written down, each different.

    `modules` are pairs (original, own) of import names, so that classes of errors are imported
    from where the project has them. Left out are trials that differ or are explained by a known
    difference, whose value has no source, that leave files behind, or that are too long to read.
    Of many trials of one script, some are kept, so that there are about `most` in all.
    """
    by_script = grouped(compared)
    share = share_of(map(len, by_script.values()), most)
    found: dict[tuple[tuple[str, ...], str], RecordedTest] = {}
    for cases in by_script.values():
        left = share
        for each in spread(cases, share):
            test = _recorded(each, modules) if left else None
            if test is not None and (test.setup, test.call) not in found:
                found[test.setup, test.call] = test
                left -= 1
    return tuple(found.values())


def _recorded(each: Compared, modules: Sequence[tuple[str, str]]) -> RecordedTest | None:
    outcome = each.original
    expected = raises = None
    if outcome.kind == "raised":
        raises = _class(each.replacement.type, modules)
        if raises is None:
            return None
    elif outcome.literal is None or len(outcome.literal) > LONGEST_VALUE:
        return None
    else:
        expected = outcome.literal
    if "[file] " in outcome.output or "[folder] " in outcome.output:
        return None
    warns = _warning(outcome)
    if outcome.warnings and warns is None:
        return None
    written = _written(each.trial)
    if written is None:
        return None
    imports, setup, call, parameters = written
    if len(call) > LONGEST_CALL or len(setup) > _MOST_SETUP:
        return None
    return RecordedTest(
        symbol=each.trial.script.symbol,
        origin=each.trial.script.origin,
        place=each.trial.script.place,
        imports=imports,
        setup=setup,
        call=call,
        expected=expected,
        raises=raises,
        parameters=parameters,
        output="" if "[stderr] " in outcome.output else outcome.output,
        warns=warns,
    )


def _class(name: str, modules: Sequence[tuple[str, str]]) -> str | None:
    """Return the dotted name by which a test imports an error's class; None if it cannot."""
    if "<locals>" in name:
        return None
    module, _, last = name.rpartition(".")
    if not module:
        return last if hasattr(builtins, last) else None
    for original, own in sorted(modules, key=lambda pair: -len(pair[0])):
        if module == original or module.startswith(original + "."):
            return f"{own}{module[len(original) :]}.{last}"
    return f"{module}.{last}"


def _warning(outcome: Outcome) -> str | None:
    names = {each.partition(":")[0] for each in outcome.warnings}
    name = names.pop() if len(names) == 1 else ""
    return name if hasattr(builtins, name) else None


def _written(
    trial: Trial,
) -> tuple[tuple[str, ...], tuple[str, ...], str, tuple[tuple[str, str], ...]] | None:
    """Return imports, lines, last expression with values in place of holes, and those values."""
    script = trial.script
    try:
        body = ast.parse(script.replacement).body
        values = {
            hole.name: ast.parse(text.strip(), mode="eval").body
            for hole, text in zip(script.holes, trial.values, strict=True)
        }
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    filled = [_Filled(values).visit(node) for node in body]
    if not filled or not isinstance(filled[-1], ast.Expr):
        return None
    filled = _inlined(filled)
    count = 0
    while isinstance(filled[count], ast.Import | ast.ImportFrom):
        count += 1
    imports = [ast.unparse(each) for each in filled[:count]]
    imports += sorted(
        f"import {each.id}"
        for value in values.values()
        for each in ast.walk(value)
        if isinstance(each, ast.Name) and each.id in _OFFERED
    )
    named = [
        (hole.parameter, ast.unparse(values[hole.name])) for hole in script.holes if hole.parameter
    ]
    setup = tuple(ast.unparse(each) for each in filled[count:-1])
    last = filled[-1]
    assert isinstance(last, ast.Expr)
    return tuple(dict.fromkeys(imports)), setup, ast.unparse(last.value), tuple(named)


def _inlined(body: list[ast.stmt]) -> list[ast.stmt]:
    """Return statements in which a name for a literal that is used once is that literal."""
    kept = list(body)
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _plain(value):
                uses = [
                    node
                    for other in kept
                    for node in ast.walk(other)
                    if isinstance(node, ast.Name) and node.id == name
                ]
                loops = any(isinstance(other, ast.For | ast.While | _SCOPES) for other in kept)
                if len(uses) == 2 and not loops:
                    kept.remove(statement)
                    kept = [_Filled({name: value}).visit(other) for other in kept]
    return kept


_SCOPES = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.With


def _plain(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return False
    return True


class _Filled(ast.NodeTransformer):
    """Puts values in the place of holes."""

    def __init__(self, values: dict[str, ast.expr]) -> None:
        self.values = values

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Return the value of a hole, any other name as it is."""
        return self.values.get(node.id, node) if isinstance(node.ctx, ast.Load) else node
