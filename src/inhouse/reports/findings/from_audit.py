"""The audit's report as findings: what to bring in-house, and known vulnerabilities."""

from __future__ import annotations

from collections.abc import Iterator

from inhouse.model.file_place import FilePlace
from inhouse.model.report import PackageReport, Report, Vulnerability
from inhouse.model.verdict import ADVICE, REPLACING
from inhouse.reports.findings.found import Case, Cell, Code, Findings, Row, Section, placed
from inhouse.reports.terminal.words import counted, listed, size

VULNERABLE = "vulnerable"
OWNED_VULNERABLE = "owned-vulnerable"


def from_audit(report: Report) -> Findings:
    """Return the findings: vulnerabilities are warnings, advice to replace is a note."""
    replaced = sorted(
        (each for each in report.packages if each.advice in REPLACING), key=_worth_most_first
    )
    rows = [*_vulnerable(report), *_owned(report), *map(_advised, replaced)]
    return Findings(
        command="audit",
        tool=report.tool,
        passed=None,
        headline=_headline(report),
        about=tuple(_about(report)),
        rows=tuple(rows),
        cases=tuple(
            Case(name=each.name, version=each.version, place=each.place) for each in report.packages
        ),
        sections=tuple(section for section in _sections(report) if section.rows),
        file=placed(report.project.lockfile),
    )


def _headline(report: Report) -> str:
    summary = report.summary
    parts = [counted(summary.packages, "package")]
    if any(summary.by_advice.get(advice) for advice in REPLACING):
        shed = f"shed {counted(summary.shed_packages, 'package')}"
        weight = f"{counted(summary.shed_lines, 'line')}, {size(summary.shed_bytes)}"
        parts.append(f"own {counted(summary.own_lines, 'line')}, {shed} ({weight})")
    else:
        parts.append("nothing to bring in-house")
    if summary.advisories_unknown < summary.packages or summary.vulnerabilities:
        parts.append(
            counted(summary.vulnerabilities, "known vulnerability", "known vulnerabilities")
        )
    if summary.advisories_unknown:
        parts.append(f"advisories unknown for {counted(summary.advisories_unknown, 'package')}")
    return "; ".join(parts)


def _about(report: Report) -> Iterator[tuple[str, Cell]]:
    project, target = report.project, report.project.target
    if project.name:
        yield "project", Code(project.name)
    yield "lock", Code(project.lockfile or project.format)
    where = "every environment" if target.universal else f"{target.python} on {target.platform}"
    yield "Python", Code(where)


def _worth_most_first(each: PackageReport) -> tuple[int, bool, int, str, str]:
    rank = ADVICE.index(each.advice)
    return rank, not each.direct, -len(each.sheds.packages), each.name, each.version or ""


def _advised(each: PackageReport) -> Row:
    reasons = [reason.text for reason in each.reasons]
    return Row(
        code=f"advice-{each.advice}",
        level="note",
        name=each.name,
        version=each.version,
        text=reasons[0] if reasons else "it can be replaced",
        instead=_instead(each),
        path=each.path,
        place=each.place,
    )


def _instead(each: PackageReport) -> str:
    parts = [] if not each.own_lines else [f"own {counted(each.own_lines, 'line')}"]
    shed = len(each.sheds.packages)
    parts += [f"shed {counted(shed, 'package')}"] if shed else []
    weight = f" ({', '.join(parts)})" if parts else ""
    return f"{each.advice}{weight}: inhouse replace {each.name}"


def _vulnerable(report: Report) -> Iterator[Row]:
    for each in report.packages:
        for known in each.vulnerabilities:
            yield _warning(VULNERABLE, each.name, each.version, known, each.place, each.path)


def _owned(report: Report) -> Iterator[Row]:
    for each in report.ledger:
        place = FilePlace(file=each.file) if each.file else None
        for known in each.vulnerabilities:
            yield _warning(OWNED_VULNERABLE, each.name, each.version, known, place)


def _warning(
    code: str,
    name: str,
    version: str | None,
    known: Vulnerability,
    place: FilePlace | None,
    path: tuple[str, ...] = (),
) -> Row:
    aliases = f" ({listed(known.aliases)})" if known.aliases else ""
    what = "is a known vulnerability of"
    what += " the release that code was taken from" if code == OWNED_VULNERABLE else " this release"
    fixed = f"a release with the fix: {listed(known.fixed_in)}" if known.fixed_in else None
    return Row(
        code=code,
        level="warning",
        name=name,
        version=version,
        text=f"{known.id}{aliases} {what}",
        instead=fixed,
        path=path,
        place=place,
        about=known.id,
    )


def _sections(report: Report) -> Iterator[Section]:
    summary = report.summary
    yield Section(
        title="All packages by advice",
        columns=("advice", "packages"),
        rows=tuple(
            (advice, str(summary.by_advice[advice]))
            for advice in ADVICE
            if summary.by_advice.get(advice)
        ),
    )
    yield Section(
        title=f"{len(report.ledger)} taken in-house",
        columns=("package", "strategy", "ledger"),
        rows=tuple(
            (Code(f"{each.name} {each.version}"), each.strategy, Code(each.file))
            for each in report.ledger
        ),
    )
    yield Section(
        title=counted(len(report.notes), "note"),
        columns=("kind", "note"),
        rows=tuple((Code(note.code), note.text) for note in report.notes),
    )
