"""The gate's answer as findings."""

from __future__ import annotations

from collections.abc import Iterator

from inhouse.model.gate import Allowed, GateReport, Newcomer
from inhouse.reports.findings.found import Case, Cell, Code, Findings, Row, Section, placed
from inhouse.reports.terminal.words import counted, listed, number

# Said of an entry that the change itself adds; the reviewer of the change is who allows it.
ALLOWED_HERE = "allowed-in-change"


def from_gate(report: GateReport) -> Findings:
    """Return the findings, errors first, and what else a reviewer of the change looks for."""
    rows = [*_rows(report), *_allowed_here(report)]
    rows.sort(key=lambda row: row.level != "error")
    return Findings(
        command="gate",
        tool=report.tool,
        passed=report.passed,
        headline=_headline(report),
        about=tuple(_about(report)),
        rows=tuple(rows),
        cases=tuple(
            Case(name=each.name, version=each.version, place=each.place) for each in report.added
        ),
        sections=tuple(section for section in _sections(report) if section.rows),
        file=placed(report.lockfile),
    )


def _headline(report: GateReport) -> str:
    failing = sum(each.level == "error" for each in report.findings)
    parts = [_new(report), counted(failing, "finding")]
    if len(report.findings) > failing:
        parts.append(counted(len(report.findings) - failing, "note"))
    if report.allowed:
        parts.append(f"{len(report.allowed)} allowed")
    if report.removed:
        parts.append(f"{len(report.removed)} removed")
    return ", ".join(parts)


def _new(report: GateReport) -> str:
    return counted(len({each.name for each in report.added}), "new package")


def _about(report: GateReport) -> Iterator[tuple[str, Cell]]:
    if report.project:
        yield "project", Code(report.project)
    if report.lockfile:
        yield "lock", Code(report.lockfile)
    yield "base", Code(report.base)
    yield "head", Code(report.head)
    yield "policy of the", report.policy


def _rows(report: GateReport) -> Iterator[Row]:
    for each in report.findings:
        yield Row(
            code=each.code,
            level=each.level,
            name=each.name,
            version=each.version,
            text=each.text,
            instead=each.alternative,
            path=each.path,
            place=each.place,
        )


def _allowed_here(report: GateReport) -> Iterator[Row]:
    added = {each.name: each for each in report.added}
    for each in report.allowed:
        if each.since == "head":
            newcomer = added.get(each.name)
            yield Row(
                code=ALLOWED_HERE,
                level="note",
                name=each.name,
                version=newcomer.version if newcomer else None,
                text=f"passes by an allow entry that this change adds: {each.reason}",
                place=newcomer.place if newcomer else None,
            )


def _sections(report: GateReport) -> Iterator[Section]:
    yield Section(
        title=_new(report),
        columns=("package", "tier", "advice", "code lines", "groups", "comes with"),
        rows=tuple(_newcomer(each) for each in report.added),
    )
    yield Section(
        title=f"{len(report.allowed)} allowed",
        columns=("package", "reason", "who", "until", "added by"),
        rows=tuple(_allowed(each) for each in report.allowed),
    )
    yield Section(
        title=f"{len(report.removed)} removed",
        columns=("package",),
        rows=tuple((Code(name),) for name in report.removed),
    )
    yield Section(
        title=counted(len(report.notes), "note"),
        columns=("kind", "note"),
        rows=tuple((Code(note.code), note.text) for note in report.notes),
    )


def _newcomer(each: Newcomer) -> tuple[Cell, ...]:
    package = " ".join(part for part in (each.name, each.version) if part)
    with_ = "direct" if each.direct else Code(listed((*each.brought_by, *each.through)))
    groups = Code(listed(each.groups)) if each.groups else ""
    return (Code(package), each.tier, each.advice, number(each.sloc), groups, with_)


def _allowed(each: Allowed) -> tuple[Cell, ...]:
    since = "this change" if each.since == "head" else "the base"
    return (Code(each.name), each.reason, each.who or "", each.until or "", since)
