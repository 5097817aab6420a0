"""What of a package is used, and where."""

from __future__ import annotations

from inhouse.model.report import PackageReport, ReportUsage
from inhouse.reports.terminal.columns import places_of, share_of_names, used_here
from inhouse.reports.terminal.labels import put
from inhouse.reports.terminal.sheet import Part, Sheet
from inhouse.reports.terminal.words import UNKNOWN, counted, listed, number

_SYMBOLS = 12
_SITES = 8


def put_usage(sheet: Sheet, item: PackageReport) -> None:
    """Add the card's part on use; says so where use is not known."""
    usage = item.usage
    if usage is None:
        put(sheet, "used", [(f"{UNKNOWN} {item.missing.get('usage', '')}".rstrip(), "yellow")])
        return
    if not used_here(item):
        put(sheet, "used", [("nowhere in the project", "")])
        return
    where = f"{places_of(usage)} in {counted(usage.files, 'file')}"
    kinds = (f" ({listed(usage.kinds)})" if usage.kinds else "", "dim")
    if not usage.imported:
        put(sheet, "used", [(where, ""), kinds])
        _put_sites(sheet, usage)
        return
    lines = number(item.slice.lines if item.slice else None)
    share = share_of_names(item)
    share += " name, " if share.split()[-1] == "1" else " names, "
    share += f"{lines} of {counted(item.facts.sloc, 'line')}"
    put(sheet, "used", [(share, "")])
    put(sheet, "", [(where, ""), kinds])
    for reason in usage.opaque:
        put(sheet, "", [(f"not all of it can be told: {reason}", "yellow")])
    _put_symbols(sheet, usage)
    _put_sites(sheet, usage)


def _put_symbols(sheet: Sheet, usage: ReportUsage) -> None:
    ranked = sorted(usage.symbols.items(), key=lambda pair: (-pair[1], pair[0]))
    for at, (symbol, count) in enumerate(ranked[:_SYMBOLS]):
        parts: list[Part] = [(symbol, "bold"), (f" {counted(count, 'time')}", "")]
        keywords = usage.keywords.get(symbol, ())
        if keywords:
            parts.append((f", with {listed(keywords)}", ""))
        put(sheet, "" if at else "names", parts)
    if len(ranked) > _SYMBOLS:
        put(sheet, "", [(f"and {counted(len(ranked) - _SYMBOLS, 'name')} more", "dim")])


def _put_sites(sheet: Sheet, usage: ReportUsage) -> None:
    for at, site in enumerate(usage.sites[:_SITES]):
        kind = "" if site.kind == "plain" else f" ({site.kind})"
        parts = [(f"{site.file}:{site.line}", ""), (f"  {site.symbol}{kind}", "dim")]
        put(sheet, "" if at else "places", parts)
    if len(usage.sites) > _SITES:
        put(sheet, "", [(f"and {counted(len(usage.sites) - _SITES, 'place')} more", "dim")])
