"""What the gate found as a page: what fails first, each with what to use instead."""

from __future__ import annotations

from inhouse.model.gate import Allowed, Finding, GateReport, Newcomer
from inhouse.reports.page import Page
from inhouse.reports.terminal.footer import put_notes
from inhouse.reports.terminal.sheet import Part, Sheet, series
from inhouse.reports.terminal.words import counted, listed

_SHOWN = 12  # notes, and newcomers by name, before they are only counted
_LABEL = 12


def compose(report: GateReport, page: Page) -> Sheet:
    """Return the whole page."""
    sheet = Sheet(page)
    _put_title(sheet, report)
    _put_headline(sheet, report)
    errors = [each for each in report.findings if each.level == "error"]
    for finding in errors:
        sheet.blank()
        _put_error(sheet, finding)
    _put_remarks(sheet, [each for each in report.findings if each.level != "error"])
    _put_allowed(sheet, report.allowed)
    _put_others(sheet, report)
    _put_removed(sheet, report.removed)
    _put_way_out(sheet, report, errors)
    sheet.blank()
    put_notes(sheet, report.notes)
    return sheet


def _put_title(sheet: Sheet, report: GateReport) -> None:
    parts = [report.project, report.lockfile, f"{report.tool.name} {report.tool.version}"]
    sheet.flow([(" · ".join(part for part in parts if part), "dim")])
    sheet.flow([(f"{report.head} against {report.base}", "dim")])
    sheet.blank()


def _put_headline(sheet: Sheet, report: GateReport) -> None:
    added = {each.name for each in report.added}
    new = counted(len(added), "new package")
    failing = {each.name for each in report.findings if each.level == "error"} & added
    if report.passed:
        said = new if report.added else "nothing new"
        sheet.flow([("gate passed", "bold green"), (f": {said}", "")])
        return
    said = f"{len(failing)} of {new}" if failing else "see below"
    sheet.flow([("gate failed", "bold red"), (f": {said}", "")])


def _put_error(sheet: Sheet, finding: Finding) -> None:
    sheet.flow([(_named(finding), "bold"), (f"  {finding.code}", "red")], indent=2)
    sheet.flow([(finding.text, "")], indent=4)
    if finding.alternative:
        _put(sheet, "instead", [(finding.alternative, "bold yellow")])
    if len(finding.path) > 2:
        _put(sheet, "comes by", [(" → ".join(finding.path), "")])
    if finding.place is not None:
        _put(sheet, "at", [(f"{finding.place.file}:{finding.place.line}", "dim")])


def _put(sheet: Sheet, label: str, parts: list[Part]) -> None:
    sheet.flow(parts, hanging=4 + _LABEL, lead=(f"    {label}", "dim"))


def _put_remarks(sheet: Sheet, remarks: list[Finding]) -> None:
    if not remarks:
        return
    sheet.blank()
    sheet.flow([("worth knowing", "bold")])
    shown = remarks if sheet.page.everything else remarks[:_SHOWN]
    for finding in shown:
        lead = f"{_named(finding)}  " if finding.name else ""
        sheet.flow([(lead, "bold"), (finding.text, "")], indent=2, hanging=4)
    if len(remarks) > len(shown):
        sheet.flow([(f"{len(remarks) - len(shown):,} more; --all lists them", "dim")], indent=2)


def _put_allowed(sheet: Sheet, allowed: tuple[Allowed, ...]) -> None:
    if not allowed:
        return
    sheet.blank()
    sheet.flow([("allowed", "bold")])
    for each in allowed:
        asides = [f"by {each.who}"] if each.who else []
        asides += [f"until {each.until}"] if each.until else []
        parts: list[Part] = [(f"{each.name}  ", "bold"), (each.reason, "")]
        if asides:
            parts.append((f" ({listed(asides)})", "dim"))
        if each.since == "head":
            parts.append((", an entry that this change adds", "yellow"))
        sheet.flow(parts, indent=2, hanging=4)


def _put_others(sheet: Sheet, report: GateReport) -> None:
    """Name the newcomers that nothing above speaks of."""
    told = {each.name for each in report.findings} | {each.name for each in report.allowed}
    others = [each for each in report.added if each.name not in told]
    if not others:
        return
    sheet.blank()
    sheet.flow([("also new", "bold")])
    if sheet.page.everything:
        for each in others:
            sheet.flow([(_with_origin(each), "")], indent=2, hanging=4)
        return
    names = [f"{each.name} {each.version or ''}".strip() for each in others[:_SHOWN]]
    more = [(f" and {len(others) - _SHOWN} more", "dim")] if len(others) > _SHOWN else []
    sheet.flow([*series(names, ""), *more], indent=2, hanging=2)


def _with_origin(item: Newcomer) -> str:
    text = f"{item.name} {item.version or ''}".strip() + f" · {item.tier} · {item.advice}"
    if item.direct:
        return text + f" · asked for by {listed(item.groups)}"
    by = listed(item.brought_by or item.through)
    return text + (f" · comes with {by}" if by else "")


def _put_removed(sheet: Sheet, removed: tuple[str, ...]) -> None:
    if not removed:
        return
    sheet.blank()
    shown = removed if sheet.page.everything else removed[:_SHOWN]
    more = [(f" and {len(removed) - len(shown)} more", "dim")] if len(shown) < len(removed) else []
    sheet.flow([("gone  ", "bold"), *series(list(shown), ""), *more], hanging=6)


def _put_way_out(sheet: Sheet, report: GateReport, errors: list[Finding]) -> None:
    """Say how one is kept, where that helps: a denied name fails all the same."""
    allowable = {each.name for each in report.added}
    allowable -= {each.name for each in errors if each.code == "denied"}
    name = next((each.name for each in errors if each.name in allowable), None)
    if name is None:
        return
    sheet.blank()
    sheet.flow([("To keep one for a reason, record it for the reviewer:", "")])
    sheet.verbatim(f'  inhouse allow {name} --reason "..." --until YYYY-MM-DD', "bold")


def _named(finding: Finding) -> str:
    return f"{finding.name} {finding.version or ''}".strip() or "the change"
