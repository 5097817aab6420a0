"""Puts what was found into the report, field by field of the contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from inhouse.model.evidence import AdvisoryAnswer, Evidence, Maybe, Measurement, Missing
from inhouse.model.lock import Note
from inhouse.model.report import (
    LedgerEntry,
    PackageReport,
    Project,
    Report,
    ReportSlice,
    ReportTarget,
    ReportUsage,
    Sheds,
    Summary,
    Vulnerability,
)
from inhouse.model.verdict import ADVICE, REPLACING, TIERS
from inhouse.pipeline.distributions import Measured
from inhouse.pipeline.facts import facts_of
from inhouse.pipeline.linked import Linked
from inhouse.pipeline.places import with_places
from inhouse.pipeline.project import OpenProject
from inhouse.pipeline.tool import TOOL
from inhouse.pipeline.verdicts import Judged


def report_of(
    project: OpenProject,
    graph: Linked,
    judged: Iterable[Judged],
    measured: Mapping[str, Measured],
    notes: Iterable[Note],
    ledger: tuple[LedgerEntry, ...] = (),
) -> Report:
    """Return the whole report; packages are sorted by name and version."""
    packages = with_places(project, tuple(package_report(each, measured) for each in judged))
    return Report(
        schema_version=1,
        tool=TOOL,
        project=project_of(project, graph),
        summary=_summary(packages, measured, ledger),
        packages=packages,
        ledger=ledger,
        notes=tuple(dict.fromkeys(notes)),
    )


def project_of(project: OpenProject, graph: Linked) -> Project:
    """Return the report's head."""
    return Project(
        name=project.name,
        root=str(project.workspace.root),
        lockfile=project.lock_name,
        format=graph.format,
        requires_python=project.requires_python or graph.requires_python,
        target=ReportTarget(
            python=project.target.python,
            platform=project.target.platform,
            universal=project.target.universal,
        ),
    )


def package_report(judged: Judged, measured: Mapping[str, Measured]) -> PackageReport:
    """Return one package's entry."""
    standing, verdict = judged.subject.standing, judged.verdict
    evidence = judged.subject.evidence
    facts, missing = facts_of(evidence, measured.get(standing.key), judged.readiness)
    return PackageReport(
        name=standing.name,
        version=standing.version,
        direct=standing.direct,
        groups=standing.groups,
        extras=standing.extras,
        required_by=standing.required_by,
        path=standing.path,
        facts=facts,
        missing=missing,
        usage=_usage(evidence),
        slice=_slice(evidence),
        tier=verdict.tier,
        advice=verdict.advice,
        confidence=verdict.confidence,
        rule=verdict.rule,
        reasons=verdict.reasons,
        own_lines=verdict.own_lines,
        sheds=_sheds(standing.sheds, measured),
        stays_through=standing.stays_through,
        advisories=evidence.advisories.state,
        vulnerabilities=vulnerabilities_of(evidence.advisories),
    )


def vulnerabilities_of(answer: AdvisoryAnswer) -> tuple[Vulnerability, ...]:
    """Return the advisories as the report writes them."""
    return tuple(
        Vulnerability(id=each.id, aliases=each.aliases, fixed_in=each.fixed_in)
        for each in answer.advisories
    )


def _usage(evidence: Evidence) -> ReportUsage | None:
    usage = evidence.usage
    if isinstance(usage, Missing):
        return None
    return ReportUsage(
        imported=usage.imported,
        files=usage.files,
        call_sites=usage.call_sites,
        symbols={use.symbol: use.count for use in usage.symbols},
        kinds=usage.kinds,
        keywords={use.symbol: use.keywords for use in usage.symbols if use.keywords},
        opaque=usage.opaque,
        sites=usage.sites,
    )


def _slice(evidence: Evidence) -> ReportSlice | None:
    part = evidence.slice
    if isinstance(part, Missing):
        return None
    return ReportSlice(lines=part.lines, symbols=part.symbols, files=part.files)


def _sheds(keys: tuple[str, ...], measured: Mapping[str, Measured]) -> Sheds:
    lines = [_lines(measured.get(key)) for key in keys]
    sizes = [_bytes(measured.get(key)) for key in keys]
    return Sheds(
        packages=keys,
        lines=None if None in lines else sum(line or 0 for line in lines),
        bytes=None if None in sizes else sum(size or 0 for size in sizes),
    )


def _lines(found: Measured | None) -> int | None:
    facts: Maybe[Measurement] = Missing("") if found is None else found.measurement
    if isinstance(facts, Missing) or isinstance(facts.sloc, Missing):
        return None
    return facts.sloc


def _bytes(found: Measured | None) -> int | None:
    if found is None:
        return None
    facts = found.measurement
    size = found.size_bytes if isinstance(facts, Missing) else facts.size_bytes
    return None if isinstance(size, Missing) else size


def _summary(
    packages: tuple[PackageReport, ...],
    measured: Mapping[str, Measured],
    ledger: tuple[LedgerEntry, ...],
) -> Summary:
    taken = [each for each in packages if each.advice in REPLACING and each.sheds.packages]
    leaving = sorted({key for each in taken for key in each.sheds.packages})
    tiers: Counter[Any] = Counter(each.tier for each in packages)
    advice: Counter[Any] = Counter(each.advice for each in packages)
    return Summary(
        packages=len(packages),
        direct=sum(each.direct for each in packages),
        by_tier={tier: tiers[tier] for tier in TIERS},
        by_advice={word: advice[word] for word in ADVICE},
        own_lines=sum(each.own_lines or 0 for each in packages if each.advice in REPLACING),
        shed_packages=len(leaving),
        shed_lines=sum(_lines(measured.get(key)) or 0 for key in leaving),
        shed_bytes=sum(_bytes(measured.get(key)) or 0 for key in leaving),
        vulnerabilities=sum(len(each.vulnerabilities) for each in packages),
        advisories_unknown=sum(each.advisories == "unknown" for each in packages),
        unmeasured=sum(each.facts.sloc is None and each.tier == "unknown" for each in packages),
        owned_vulnerabilities=sum(len(each.vulnerabilities) for each in ledger),
    )
