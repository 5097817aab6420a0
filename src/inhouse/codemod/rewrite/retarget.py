"""May an import simply import something else under the same local name?"""

from __future__ import annotations

from inhouse.codemod.rewrite.groups import Group, Imported
from inhouse.codemod.rewrite.new_imports import NewImport, bound_to
from inhouse.codemod.rewrite.standard_modules import module_part
from inhouse.codemod.rewrite.targets import Dotted, Named, Not, Paired, Written, target_of
from inhouse.model.rule import Rule


def keeping_name(
    group: Group, answers: list[Named], rule: Rule, home: str | None
) -> list[list[NewImport]] | None:
    """Return, for each import of a group, what binds the same name to what its uses need now.

    `answers` belong to the group's uses, all of them renamed. None where no import does that.
    """
    found: list[list[NewImport]] = []
    for each in group.imports:
        new = _kept(group, each, answers, rule, home)
        if new is None:
            return None
        found.append(new)
    return found


def _kept(
    group: Group, imported: Imported, answers: list[Named], rule: Rule, home: str | None
) -> list[NewImport] | None:
    depth = len(imported.symbol.split("."))
    meant: set[tuple[Dotted, int]] = set()
    modules: set[Dotted] = set()
    for use, answer in zip(group.uses, answers, strict=True):
        if imported.number not in use.site.imports:
            continue
        rest = tuple(use.site.symbol.split(".")[depth:])
        whole = answer.dotted
        if len(rest) >= len(whole) or (rest and whole[-len(rest) :] != rest):
            return None
        meant.add((whole[: len(whole) - len(rest)], len(answer.module)))
        modules.add(answer.module)
    if group.exported or not meant:
        covered = _covered(imported.symbol, rule, home)
        if covered is None:
            return None
        meant.add(covered)
    targets = {target for target, _ in meant}
    if len(targets) != 1:
        return None
    return _import_of(group.binds, targets.pop(), {length for _, length in meant}, modules)


def _import_of(
    binds: str, target: Dotted, lengths: set[int], modules: set[Dotted]
) -> list[NewImport] | None:
    length = max(lengths)
    if length == 0:
        if len(target) != 1:
            return None
        return [bound_to("builtins", target[0], binds)]
    if min(lengths) == 0:
        return None
    if len(target) < length:  # a package whose module is used: `import urllib.parse`
        if target != (binds,):
            return None
        return [NewImport(module=".".join(module)) for module in sorted(modules)]
    if len(target) == length:
        return [bound_to(".".join(target), None, binds)]
    if len(target) == length + 1:
        return [bound_to(".".join(target[:-1]), target[-1], binds)]
    return None


def _covered(symbol: str, rule: Rule, home: str | None) -> tuple[Dotted, int] | None:
    """Return what takes the place of an imported thing as a whole, whoever reads it."""
    target = target_of(rule, symbol, home)
    if isinstance(target, Named):
        if not target.symbol.holds_for_others:
            return None  # others may use it in ways that are not covered
        if any(_differs(each.name, symbol) for each in rule.symbols):
            return None
        return target.dotted, len(target.module)
    if isinstance(target, Paired | Written):
        return None
    assert isinstance(target, Not)
    stars = [s for s in rule.symbols if s.name == f"{symbol}.*" and s.status == "rewritten"]
    others = [s for s in rule.symbols if _differs(s.name, symbol) and s not in stars]
    if not stars or others or not (stars[0].to or "").endswith(".*"):
        return None
    whole = tuple((stars[0].to or "")[:-2].split("."))
    if whole[0] == "_inhouse":
        return None
    return whole, module_part(whole)


def _differs(name: str, symbol: str) -> bool:
    return name.startswith(symbol + ".")
