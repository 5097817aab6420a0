"""A rule that rewrites nothing: each of its claims is shown by a test, and each test shows one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from inhouse.model.rule import Rule
from inhouse.model.rule_check import Mistake
from inhouse.rulebook.source import Function, Source, parameters

CONTRACT = "test_contract.py"
_FILE = "rule.toml"
_PIN = re.compile(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+")
_FIXTURES = {"subject", "distribution"}


def mistakes(rule: Rule, text: str, sources: Mapping[str, Source]) -> Iterator[Mistake]:
    """Yield what keeps the claims of a folder from being shown."""
    lines = text.splitlines()
    source = sources.get(CONTRACT)
    functions = source.functions() if source is not None else {}
    for value, wrong in _told(rule, functions):
        spelled = f'"{value}"'
        line = next((n for n, each in enumerate(lines, 1) if spelled in each), 1)
        yield Mistake(file=_FILE, line=line, wrong=wrong)
    if source is None or not rule.shows:
        return
    named = {claim.test for claim in rule.claims}
    for name, function in functions.items():
        if name.startswith("test_"):
            asked = _asked(function, functions)
            for wrong in _shown(function, named, asked):
                yield source.mistake(function, f"{name} {wrong}")


def _told(rule: Rule, functions: Mapping[str, Function]) -> Iterator[tuple[str, str]]:
    """Yield values of rule.toml with what is wrong about them."""
    if rule.refuses and not rule.tested:
        yield rule.refuses, "refuses speaks of versions, so `tested` has to name them"
    for pin in rule.along:
        if not _PIN.fullmatch(pin):
            yield pin, f"{pin} is along, so it has to be pinned: name==version"
    if rule.beside and not rule.along:
        yield rule.beside[0], "what stands beside it has to be pinned in `along`"
    if not rule.shows:
        if rule.claims:
            yield rule.claims[0].text, "claims are for a rule that rewrites nothing"
        return
    for symbol in rule.symbols:
        if not symbol.why:
            yield symbol.name, f"{symbol.name} does not say why it is {symbol.status}"
    for difference in rule.differences:
        yield difference.text, "nothing takes the package's place: make it a claim"
    for claim in rule.claims:
        if functions and claim.test not in functions:
            yield claim.test, f"{CONTRACT} has no {claim.test}, which shows a claim"


def _asked(function: Function, functions: Mapping[str, Function]) -> set[str]:
    """Return what a test takes, itself or through fixtures of the contract."""
    found: set[str] = set()
    left = list(parameters(function))
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += parameters(functions[name]) if name in functions else ()
    return found


def _shown(function: Function, named: set[str], asked: set[str]) -> Iterator[str]:
    if function.name not in named:
        yield "is named by no claim of rule.toml"
    if not _FIXTURES & asked:
        yield "takes neither `subject` nor `distribution`, so it shows nothing of the package"
    if not any(isinstance(node, ast.Assert | ast.With) for node in ast.walk(function)):
        yield "asserts nothing"
