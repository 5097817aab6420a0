"""The end of the audit page: vulnerabilities, counts, what is not known, notes."""

from __future__ import annotations

from collections import Counter

from inhouse.model.lock import Note
from inhouse.model.report import PackageReport, Report, Vulnerability
from inhouse.model.verdict import TIERS
from inhouse.reports.terminal.columns import named
from inhouse.reports.terminal.owned import put_owned
from inhouse.reports.terminal.sheet import Part, Sheet
from inhouse.reports.terminal.words import counted, listed

_NOTES_OF_A_KIND = 3


def put_footer(sheet: Sheet, report: Report) -> None:
    """Add everything that is said of the lock as a whole."""
    put_vulnerabilities(sheet, [item for item in report.packages if item.vulnerabilities])
    put_owned(sheet, report.ledger)
    sheet.blank()
    _put_counts(sheet, report)
    put_notes(sheet, report.notes)
    sheet.blank()
    kept = report.summary.by_advice.get("keep", 0)
    more = "inhouse explain PACKAGE says more about one"
    if kept and not sheet.page.everything:
        more += "; --all lists every package"
    sheet.flow([(more, "dim")])


def put_vulnerabilities(sheet: Sheet, items: list[PackageReport]) -> None:
    """Add one line per vulnerable package, whatever the advice for it."""
    if not items:
        return
    sheet.blank()
    sheet.flow([("known vulnerabilities", "bold red")])
    for item in items:
        said = "; ".join(advisory(each) for each in item.vulnerabilities)
        sheet.flow([(named(item), "bold"), (f"  {said}", "")], indent=2, hanging=4)


def advisory(found: Vulnerability) -> str:
    """Return one vulnerability as a phrase."""
    fixed = f"fixed in {listed(found.fixed_in)}" if found.fixed_in else "no fixed version"
    return f"{found.id}, {fixed}"


def put_notes(sheet: Sheet, notes: tuple[Note, ...]) -> None:
    """Add each note as one line that wraps; of many of one kind only the first few."""
    seen: Counter[str] = Counter()
    for note in notes:
        seen[note.code] += 1
        if seen[note.code] <= _NOTES_OF_A_KIND or sheet.page.everything:
            sheet.flow([(note.text, "")], hanging=6, lead=("note:", "bold"))
    for code, count in seen.items():
        if count > _NOTES_OF_A_KIND and not sheet.page.everything:
            more = f"{count - _NOTES_OF_A_KIND:,} more like it ({code}); --all shows them"
            sheet.flow([(more, "dim")], hanging=6, lead=("note:", "bold"))


def _put_counts(sheet: Sheet, report: Report) -> None:
    summary = report.summary
    tiers = listed(
        f"{summary.by_tier[tier]:,} {tier}" for tier in TIERS if summary.by_tier.get(tier)
    )
    total = f"{counted(summary.packages, 'package')}, {summary.direct:,} direct"
    sheet.flow([(f"{total}: {tiers}" if tiers else total, "")])
    _put_advisories(sheet, report)
    if summary.unmeasured:
        text = f"{counted(summary.unmeasured, 'package')} could not be measured"
        sheet.flow([(text, "yellow")])


def _put_advisories(sheet: Sheet, report: Report) -> None:
    summary = report.summary
    unknown = summary.advisories_unknown
    if unknown and unknown == summary.packages:
        parts = [("advisories: ", ""), ("unknown for every package", "yellow")]
        sheet.flow([*parts, *_of_owned(report)])
        return
    vulnerable = sum(bool(item.vulnerabilities) for item in report.packages)
    found = counted(summary.vulnerabilities, "known vulnerability", "known vulnerabilities")
    found += f" in {counted(vulnerable, 'package')}" if vulnerable else ""
    clean = max(summary.packages - vulnerable - unknown, 0)
    sheet.flow(
        [
            ("advisories: ", ""),
            (found, "bold red" if summary.vulnerabilities else ""),
            (f", {clean:,} clean, ", ""),
            (f"{unknown:,} unknown", "yellow" if unknown else ""),
            *_of_owned(report),
        ]
    )


def _of_owned(report: Report) -> list[Part]:
    """Say how many there are in the origins of code that is no longer locked."""
    found = report.summary.owned_vulnerabilities
    if not found:
        return []
    return [("; ", ""), (f"{found:,} in packages already in-house", "bold red")]
