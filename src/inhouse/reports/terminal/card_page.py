"""The card of one package: why it is here, what of it is used, what is known, what to do."""

from __future__ import annotations

from inhouse.model.report import PackageReport
from inhouse.model.verdict import REPLACING
from inhouse.model.view import Card
from inhouse.reports.page import Page
from inhouse.reports.terminal.audit_page import put_title
from inhouse.reports.terminal.columns import named
from inhouse.reports.terminal.facts import put_facts
from inhouse.reports.terminal.footer import put_notes
from inhouse.reports.terminal.labels import put
from inhouse.reports.terminal.sheet import Part, Sheet, series
from inhouse.reports.terminal.usage import put_usage
from inhouse.reports.terminal.words import counted, listed, size

_PATHS = 12


def compose(card: Card, page: Page) -> Sheet:
    """Return the whole card."""
    sheet, item = Sheet(page), card.package
    put_title(sheet, card.tool, card.project)
    sheet.flow([(named(item), "bold")])
    if item.facts.summary:
        sheet.flow([(item.facts.summary, "")], indent=2)
    if not card.in_lock:
        text = "not in the lockfile: this is what adding it would mean"
        sheet.flow([(text, "yellow")], indent=2)
    sheet.blank()
    _put_verdict(sheet, item)
    _put_gate(sheet, card)
    _put_place(sheet, card)
    sheet.blank()
    put_usage(sheet, item)
    sheet.blank()
    put_facts(sheet, item)
    sheet.blank()
    _put_rule(sheet, card)
    _put_missing(sheet, item)
    sheet.blank()
    put_notes(sheet, card.notes)
    return sheet


def _put_verdict(sheet: Sheet, item: PackageReport) -> None:
    style = "bold yellow" if item.advice in REPLACING else "bold"
    sure = f" · {item.tier} · {item.confidence} confidence"
    put(sheet, "advice", [(item.advice, style), (sure, "")])
    for reason in item.reasons:
        put(sheet, "", [(reason.text, "")])
    if item.own_lines is not None:
        put(sheet, "own", [(counted(item.own_lines, "line"), "")])


def _put_gate(sheet: Sheet, card: Card) -> None:
    """Say of what is not added yet what the gate would say, and what to use instead."""
    if card.gate is None:
        return
    passes = card.gate.passes
    word: Part = ("would pass", "bold green") if passes else ("would fail", "bold red")
    first, *others = card.gate.reasons or ("",)
    put(sheet, "gate", [word, (f": {first}" if first else "", "")])
    for reason in others:
        put(sheet, "", [(reason, "")])
    if card.gate.alternative:
        put(sheet, "instead", [(card.gate.alternative, "bold yellow")])


def _put_place(sheet: Sheet, card: Card) -> None:
    item = card.package
    for at, path in enumerate(card.why[:_PATHS]):
        put(sheet, "" if at else "why here", [(" → ".join(path), "")])
    if len(card.why) > _PATHS:
        put(sheet, "", [(f"and {counted(len(card.why) - _PATHS, 'path')} more", "dim")])
    asked = [*item.groups, *(f"extra {name}" for name in item.extras)]
    if card.in_lock and asked:
        put(sheet, "asked by", [(listed(asked), "")])
    if item.sheds.packages:
        weight = f" ({counted(item.sheds.lines, 'line')}, {size(item.sheds.bytes)})"
        names = series([key.replace("==", " ") for key in item.sheds.packages], "")
        put(sheet, "sheds" if card.in_lock else "brings", [*names, (weight, "dim")])
    if item.stays_through:
        put(sheet, "stays", [(f"through {listed(item.stays_through)}", "")])


def _put_rule(sheet: Sheet, card: Card) -> None:
    if card.package.rule:
        target = f": {card.replacement} takes its place" if card.replacement else ""
        put(sheet, "rule", [(card.package.rule + target, "")])
    for at, difference in enumerate(card.differences):
        seen = "seen" if difference.verified else "reported, not seen"
        parts = [(difference.text, ""), (f" ({seen})", "dim")]
        put(sheet, "" if at else "differs", parts)
    for at, reason in enumerate(card.keep_when):
        put(sheet, "" if at else "keep when", [(reason, "")])
    for at, link in enumerate(card.references):
        put(sheet, "" if at else "see", [(link, "")])


def _put_missing(sheet: Sheet, item: PackageReport) -> None:
    by_reason: dict[str, list[str]] = {}
    for fact, reason in item.missing.items():
        by_reason.setdefault(reason, []).append(fact.replace("_", " "))
    for at, (reason, names) in enumerate(by_reason.items()):
        parts = [(listed(names), "yellow"), (f": {reason}", "")]
        put(sheet, "" if at else "missing", parts)
