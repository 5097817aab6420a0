"""What to use instead of a package, in a few words."""

from __future__ import annotations

from inhouse.model.gate import Newcomer
from inhouse.model.rule import Rule
from inhouse.model.verdict import REPLACING, Advice


def alternative(newcomer: Newcomer, rule: Rule | None) -> str | None:
    """Return what takes the package's place, None where nothing is known that would.

    `rule` is the one that holds for this version; without it the measured code speaks.
    """
    if rule is not None and rule.target and _leads_away(rule.advice):
        if newcomer.direct or not newcomer.brought_by:
            return _by_rule(rule)
        bringer = newcomer.brought_by[0]
        return f"do without {bringer}, or ask there to {_by_rule(rule)}"
    if not newcomer.direct or newcomer.tier != "micro" or newcomer.sloc is None:
        return None
    if newcomer.advice == "drop":
        return "leave it out: nothing needs it"
    if newcomer.advice == "slice" and newcomer.own_lines is not None:
        used = _lines(newcomer.own_lines)
        return f"own the part that is used, {used}: inhouse replace {newcomer.name}"
    whole = _lines(newcomer.sloc)
    return f"own its {whole}: write them yourself, or let inhouse replace {newcomer.name} copy them"


def _by_rule(rule: Rule) -> str:
    target = rule.target or ""
    if target == "nothing":
        return "leave it out: nothing needs to take its place"
    if rule.advice == "snippet":
        own = f", about {_lines(rule.own_lines)}" if rule.own_lines else ""
        return f"write {target} of your own{own}" if target[:2] == "a " else f"use {target}{own}"
    return f"use {target}"


def _leads_away(advice: Advice) -> bool:
    return advice in REPLACING or advice == "swap"


def _lines(count: int) -> str:
    return f"{count:,} line{'' if count == 1 else 's'}"
