"""What a check of rules found, as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from inhouse.model.rule_check import PythonCheck, RuleCheck
from inhouse.model.rule_proof import Mutation
from inhouse.reports.page import Page
from inhouse.reports.terminal.sheet import Part, Sheet
from inhouse.reports.terminal.words import counted

_SHOWN = 5  # failures of one run; the JSON holds all
_NAMES = 8  # of those that a rule does not speak of
_HEADS = ("rule", "version", "Python", "cases", "differ", "outcome", "seconds")


def check_page(checks: Sequence[RuleCheck], page: Page) -> str:
    """Return one line per rule and Python, what failed below it, and the sum.

    Of a single rule also what could be better: faults that its contract does not notice and names
    that it does not speak of.
    """
    sheet = Sheet(page)
    widths = [max([4, *(sheet.cells(each.name) for each in checks)]), 9, 7, -5, -6, 9, -7]
    sheet.row([(head, "dim") for head in _HEADS], widths)
    for each in checks:
        _put(sheet, each, widths, alone=len(checks) == 1)
    sheet.blank()
    sheet.flow([(_sum(checks), "bold")])
    return sheet.text()


def _put(sheet: Sheet, each: RuleCheck, widths: Sequence[int], *, alone: bool) -> None:
    said: set[str] = set()
    for run in each.runs:
        sheet.row(_cells(each, run), widths)
        # The replacement's side is the same for every version of the package.
        fresh = [line for line in run.failed if line not in said]
        said.update(run.failed)
        for line in fresh[:_SHOWN]:
            sheet.flow([(line, "red")], indent=4, hanging=6)
        if len(fresh) > _SHOWN:
            sheet.flow([(f"and {len(fresh) - _SHOWN} more", "red")], indent=4)
    if not each.runs:
        sheet.row([(each.name, ""), *[("", "")] * 4, (_state(each), ""), ("", "")], widths)
    for line in each.mistakes:
        sheet.flow([(f"rules/{each.name}/{line}", "red")], indent=4, hanging=6)
    for unit in each.mutants:
        _mutants(sheet, unit, alone=alone)
    if alone and each.unnamed:
        shown = ", ".join(each.unnamed[:_NAMES])
        more = f" and {len(each.unnamed) - _NAMES} more" if len(each.unnamed) > _NAMES else ""
        text = f"{counted(len(each.unnamed), 'public name')} not spoken of: {shown}{more}"
        sheet.flow([(text, "yellow")], indent=4, hanging=6)


def _mutants(sheet: Sheet, unit: Mutation, *, alone: bool) -> None:
    if unit.enough and not alone:
        return
    could = unit.made - unit.equivalent
    text = f"{unit.unit}: {unit.killed} of {counted(could, 'mutant')} noticed"
    if unit.equivalent:
        text += f", {unit.equivalent} argued to be no faults"
    style = "dim" if unit.enough else "red"
    sheet.flow([(text if unit.enough else f"{text}; nine of ten are asked", style)], indent=4)
    for line in unit.survivors[: None if alone else _SHOWN]:
        sheet.flow([(line, "yellow")], indent=6, hanging=8)


def _state(each: RuleCheck) -> str:
    if each.mistakes:
        return "unsound"
    if each.recorded is not None:
        return "on record"
    return "no Python" if each.complete else "data"


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


def _sum(checks: Sequence[RuleCheck]) -> str:
    bad = sum(not each.ok for each in checks)
    kept = sum(each.recorded is not None for each in checks)
    runs = sum(len(each.runs) for each in checks)
    units = [unit for each in checks for unit in each.mutants]
    made = sum(unit.made - unit.equivalent for unit in units)
    text = f"{counted(len(checks), 'rule')}, {bad} failed, {counted(runs, 'run')}"
    if made:
        killed = sum(unit.killed for unit in units)
        text += f", {killed:,} of {made:,} mutants noticed ({killed / made:.0%})"
    if kept:
        text += f"; {kept} unchanged since they were checked"
    return text
