"""The measured facts of one package; a `?` is one that could not be had."""

from __future__ import annotations

from inhouse.model.report import PackageReport
from inhouse.reports.terminal.footer import advisory
from inhouse.reports.terminal.labels import put
from inhouse.reports.terminal.sheet import Part, Sheet
from inhouse.reports.terminal.words import UNKNOWN, counted, listed, number, size


def put_facts(sheet: Sheet, item: PackageReport) -> None:
    """Add the card's part on size, licence, upkeep, advisories and readiness."""
    facts = item.facts
    code = f"{counted(facts.sloc, 'line')} in {counted(facts.files, 'file')}"
    code += f", {counted(facts.public_names, 'public name')}"
    put(sheet, "size", [(code, ""), (f", {size(facts.size_bytes)}; from {facts.source}", "")])
    complexity = f"complexity {number(facts.max_complexity)} at most, "
    complexity += f"{number(facts.sum_complexity)} in all"
    put(sheet, "", [(complexity, "")])
    put(sheet, "", [(_nature(item), "")])
    for at, trait in enumerate(facts.traits):
        put(sheet, "" if at else "traits", [(trait, "")])
    put(sheet, "requires", [(counted(facts.requirements, "package"), "")])
    put(sheet, "licence", [(facts.license or UNKNOWN, "")])
    put(sheet, "upkeep", [(_upkeep(item), "")])
    for at, link in enumerate(facts.funding or ()):
        put(sheet, "" if at else "funding", [(link, "")])
    put(sheet, "advisories", _advisories(item))
    put(sheet, "readiness", [(_readiness(item), "")])


def _nature(item: PackageReport) -> str:
    facts = item.facts
    return listed(
        [
            _either(facts.native, "native code", "pure Python"),
            _either(facts.typed, "typed", "not typed"),
            _either(facts.plugin, "plug-in", "no plug-in"),
            f"{size(facts.data_bytes)} of data",
        ]
    )


def _either(value: bool | None, yes: str, no: str) -> str:
    if value is None:
        return f"{yes}: {UNKNOWN}"
    return yes if value else no


def _upkeep(item: PackageReport) -> str:
    facts = item.facts
    parts = [
        f"last release {facts.last_release or UNKNOWN}",
        counted(facts.maintainers, "maintainer"),
        facts.status or f"status {UNKNOWN}",
    ]
    if facts.yanked:
        parts.append("yanked")
    return listed(parts)


def _advisories(item: PackageReport) -> list[Part]:
    if item.vulnerabilities:
        return [("; ".join(advisory(each) for each in item.vulnerabilities), "bold red")]
    if item.advisories == "clean":
        return [("none known", "")]
    reason = item.missing.get("advisories") or item.missing.get("vulnerabilities")
    return [("unknown", "yellow"), (f": {reason}" if reason else "", "")]


def _readiness(item: PackageReport) -> str:
    signs = item.facts.readiness
    words = {True: "yes", False: "no", None: UNKNOWN}
    return listed(
        [
            f"readable {words[signs.internals]}",
            f"settled interface {words[signs.interface]}",
            f"tests {words[signs.tests]}",
            f"agreed purpose {words[signs.agreed]}",
        ]
    )
