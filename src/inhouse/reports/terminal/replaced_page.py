"""What `replace` shows: each package with its proof, then the diff."""

from __future__ import annotations

from inhouse.model.replaced import PackageReplaced, Replaced
from inhouse.model.verdict import Advice
from inhouse.reports.page import Page
from inhouse.reports.terminal.changes import put_changes
from inhouse.reports.terminal.footer import put_notes
from inhouse.reports.terminal.labels import put
from inhouse.reports.terminal.proof import put_proof
from inhouse.reports.terminal.sheet import Sheet, series
from inhouse.reports.terminal.words import counted

_LEFT = 40  # places listed per package; the rest is counted
_STYLES = {"applied": "bold green", "planned": "bold", "refused": "bold yellow"}
_DONE: dict[Advice, str] = {
    "drop": "nothing needs it",
    "stdlib": "the standard library takes its place",
    "snippet": "a function of our own takes its place",
    "slice": "the used part is copied",
    "vendor": "the whole package is copied",
}


def draw(replaced: Replaced, page: Page) -> str:
    """Return the page."""
    sheet, report = Sheet(page), replaced.report
    sheet.flow([(f"inhouse {report.tool.version}", "dim"), (f" · replace · {report.root}", "dim")])
    for item in report.packages:
        sheet.blank()
        _put_package(sheet, item)
    put_changes(sheet, replaced.patch, page)
    sheet.blank()
    put_notes(sheet, report.notes)
    sheet.blank()
    sheet.flow([(_closing(replaced), "bold")])
    return sheet.text()


def _put_package(sheet: Sheet, item: PackageReplaced) -> None:
    version = f" {item.version}" if item.version else ""
    style = _STYLES.get(item.status, "bold red")
    sheet.flow([(f"{item.name}{version}", "bold"), (" · ", "dim"), (item.status, style)])
    if item.strategy is not None:
        put(sheet, "strategy", [(item.strategy, ""), (f": {_DONE[item.strategy]}", "dim")])
    if item.reason:
        put(sheet, "because", [(item.reason, "")])
    for place in item.left[:_LEFT]:
        put(sheet, "left", [(f"{place.file}:{place.line}", "cyan"), (f" {place.why}", "")])
    if len(item.left) > _LEFT:
        put(sheet, "", [(f"and {len(item.left) - _LEFT} more places", "dim")])
    if not item.files and item.proof is None:  # refused, or done before
        _put_notes(sheet, item)
        return
    rewritten = counted(item.sites.rewritten, "place")
    put(sheet, "sites", [(f"{rewritten} rewritten", "")])
    if item.own_lines:
        licence = f", {item.license}, with its notice" if item.license else ""
        put(sheet, "own", [(f"{counted(item.own_lines, 'line')}{licence}", "")])
    if item.requires:
        put(sheet, "adds", series(item.requires, ""))
    gone = series(item.sheds, "") if item.sheds else [("no package: it stays in the lock", "")]
    put(sheet, "sheds", gone)
    put_proof(sheet, item.proof)
    if item.lock:
        put(sheet, "lock", [(item.lock, "")])
    _put_notes(sheet, item)


def _put_notes(sheet: Sheet, item: PackageReplaced) -> None:
    for note in item.notes:
        put(sheet, "note", [(note, "")])


def _closing(replaced: Replaced) -> str:
    items = replaced.report.packages
    done = [each for each in items if each.status in ("planned", "applied")]
    lines = sum(each.own_lines for each in done)
    sheds = {name for each in done for name in each.sheds}
    refused = len(items) - len(done)
    tail = f"; {counted(refused, 'package')} not replaced" if refused else ""
    if not done:
        return f"Nothing changes{tail}."
    applied = any(each.status == "applied" for each in done)
    text = f"own {counted(lines, 'line')}, shed {counted(len(sheds), 'package')}{tail}"
    return f"Done: {text}." if applied else f"Would {text}. --write applies it."
