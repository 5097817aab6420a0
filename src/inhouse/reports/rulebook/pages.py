"""The catalogue and its checks as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from inhouse.model.rule import Rule, RuleSymbol
from inhouse.model.rule_check import PythonCheck, RuleCheck
from inhouse.reports.page import Page
from inhouse.reports.terminal.sheet import Part, Sheet
from inhouse.reports.terminal.words import counted, listed

_LABEL = 12  # cells of the left column of a rule's card
_SHOWN = 5  # failures of one run; the JSON holds all
_STYLES = {"rewritten": "green", "advised": "", "refused": "yellow"}


def list_page(rules: Sequence[Rule], page: Page) -> str:
    """Return one line per rule: name, advice, whether it is proven, and what it says."""
    sheet = Sheet(page)
    width = max((sheet.cells(rule.id) for rule in rules), default=0)
    for rule in rules:
        state = "complete" if rule.complete else "data"
        lead = f"{rule.id.ljust(width)}  {rule.advice.ljust(8)}  {state.ljust(8)}  "
        sheet.flow([(rule.summary, "")], hanging=len(lead), lead=(lead, "bold"))
    complete = sum(rule.complete for rule in rules)
    sheet.blank()
    sheet.flow([(f"{counted(len(rules), 'rule')}, {complete} complete", "")])
    return sheet.text()


def rule_page(rule: Rule, page: Page) -> str:
    """Return everything that a rule says."""
    sheet = Sheet(page)
    sheet.flow([(rule.id, "bold"), (f"  {rule.tier}, {rule.reason}", "")])
    sheet.flow([(rule.summary, "")])
    sheet.blank()
    otherwise = f"; {rule.otherwise} where a use is not covered" if rule.symbols else ""
    _put(sheet, "advice", [(rule.advice, "bold"), (otherwise, "")])
    if rule.target:
        _put(sheet, "instead", [(rule.target, "")])
    if rule.min_python:
        _put(sheet, "Python", [(f"{rule.min_python} and newer", "")])
    if rule.versions:
        _put(sheet, "versions", [(rule.versions, "")])
    if rule.own_lines is not None:
        _put(sheet, "to own", [(counted(rule.own_lines, "line"), "")])
    _put(sheet, "proof", [(_proof(rule), "")])
    _put(sheet, "from", [(rule.origin, "")])
    _symbols(sheet, rule)
    for at, difference in enumerate(rule.differences):
        if not at:
            sheet.blank()
        seen = f"shown by {difference.test}" if difference.verified else "reported, not seen"
        _put(sheet, "" if at else "differs", [(difference.text, ""), (f" ({seen})", "dim")])
    for label, lines in (("not when", rule.keep_when), ("see", rule.references)):
        for at, line in enumerate(lines):
            _put(sheet, "" if at else label, [(line, "")])
    return sheet.text()


def check_page(checks: Sequence[RuleCheck], page: Page) -> str:
    """Return one line per rule and Python, what failed below it, and the sum."""
    sheet = Sheet(page)
    heads = ("rule", "version", "Python", "cases", "differ", "outcome", "seconds")
    widths = [max([4, *(sheet.cells(each.name) for each in checks)]), 9, 7, -5, -6, 8, -7]
    sheet.row([(head, "dim") for head in heads], widths)
    for each in checks:
        for run in each.runs:
            sheet.row(_cells(each, run), widths)
            for line in run.failed[:_SHOWN]:
                sheet.flow([(line, "red")], indent=4, hanging=6)
            if len(run.failed) > _SHOWN:
                sheet.flow([(f"and {len(run.failed) - _SHOWN} more", "red")], indent=4)
        if not each.runs:
            state = "no Python" if each.complete else "data"
            state = "unsound" if each.mistakes else state
            cells = [(each.name, ""), *[("", "")] * 4, (state, ""), ("", "")]
            sheet.row(cells, widths)
        for line in each.mistakes:
            sheet.flow([(f"rules/{each.name}/{line}", "red")], indent=4, hanging=6)
    sheet.blank()
    bad = sum(not each.ok for each in checks)
    seconds = sum(run.seconds for each in checks for run in each.runs)
    sheet.flow([(f"{counted(len(checks), 'rule')}, {bad} failed, {seconds:.0f} s", "bold")])
    return sheet.text()


def _cells(check: RuleCheck, run: PythonCheck) -> list[Part]:
    style = {"ok": "green", "failed": "red"}.get(run.outcome, "yellow")
    return [
        (check.name, ""),
        (run.version or "?", ""),
        (run.python, ""),
        (str(run.cases), ""),
        (str(run.differs), ""),
        (run.outcome, style),
        (f"{run.seconds:.1f}", ""),
    ]


def _proof(rule: Rule) -> str:
    if not rule.complete:
        return "none: what it says has not been run"
    shown = sum(each.verified for each in rule.differences)
    return f"a contract for both sides, {counted(shown, 'difference')} shown; `rules check` runs it"


def _symbols(sheet: Sheet, rule: Rule) -> None:
    if not rule.symbols:
        return
    sheet.blank()
    for status in ("rewritten", "advised", "refused"):
        group = [each for each in rule.symbols if each.status == status]
        for at, symbol in enumerate(group):
            label = "" if at else status
            _put(sheet, label, [(symbol.name, _STYLES[status]), (_becomes(rule, symbol), "")])


def _becomes(rule: Rule, symbol: RuleSymbol) -> str:
    if symbol.status == "refused":
        return f": {symbol.why}" if symbol.why else ""
    to = symbol.to or ("another call" if symbol.pair else rule.target or "")
    owned = to.removeprefix("_inhouse.")
    shown = f" → {owned}, owned" if owned != to else f" → {to}"
    if symbol.keywords is None:
        return shown
    words = f"with no keyword but {listed(symbol.keywords)}" if symbol.keywords else "no keywords"
    return f"{shown} ({words})"


def _put(sheet: Sheet, label: str, parts: Sequence[Part]) -> None:
    sheet.flow(parts, hanging=_LABEL, lead=(label, "dim"))
