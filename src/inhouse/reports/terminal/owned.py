"""Code that is in-house already: what is known of its origin, and what became of its files."""

from __future__ import annotations

from collections.abc import Iterator

from inhouse.model.report import LedgerEntry, ReportUpstream, Vulnerability
from inhouse.reports.terminal.sheet import Part, Sheet
from inhouse.reports.terminal.words import counted, listed, shortened

_NAMES = 40  # characters for names of changed definitions
_WHOLE = {
    "slice": "of the whole package, perhaps in code that was not taken",
    "snippet": "of the package, none of whose code was taken",
}


def put_owned(sheet: Sheet, entries: tuple[LedgerEntry, ...]) -> None:
    """Add one line per entry."""
    if not entries:
        return
    sheet.blank()
    sheet.flow([("already in-house", "bold"), (f" · {counted(len(entries), 'package')}", "dim")])
    for entry in entries:
        parts: list[Part] = [(f"{entry.name} {entry.version}", "bold")]
        owned = f", {counted(entry.lines, 'line')}"
        parts.append((f"  {entry.strategy}{owned}", ""))
        for text, style in _said(entry, everything=sheet.page.everything):
            parts += [(" · ", "dim"), (text, style)]
        sheet.flow(parts, indent=2, hanging=4)


def _said(entry: LedgerEntry, *, everything: bool) -> Iterator[Part]:
    yield _advisories(entry)
    yield _upstream(entry, everything=everything)
    if entry.locked:
        yield "still in the lock", "yellow"
    if entry.gone:
        yield f"{counted(len(entry.gone), 'file')} gone: {_names(entry.gone, everything)}", "yellow"
    if entry.edited:
        files = counted(len(entry.edited), "file")
        yield f"edited since: {_names(entry.edited, everything) if everything else files}", ""
    unread = entry.missing.get("edited")
    if unread:
        yield f"not compared: {unread}", "yellow"


def _advisories(entry: LedgerEntry) -> Part:
    if entry.vulnerabilities:
        found = "; ".join(_advisory(each) for each in entry.vulnerabilities)
        about = _WHOLE.get(entry.strategy)
        return found + (f" ({about})" if about else ""), "bold red"
    if entry.advisories == "clean":
        return "no known vulnerability", ""
    return "advisories unknown", "yellow"


def _advisory(found: Vulnerability) -> str:
    fixed = f"fixed in {listed(found.fixed_in)}" if found.fixed_in else "no fixed version"
    return f"{found.id}, {fixed}"


def _upstream(entry: LedgerEntry, *, everything: bool) -> Part:
    found = entry.upstream
    if found is None:
        return f"upstream: {entry.missing.get('upstream', 'not known')}", "dim"
    of = f"of {counted(found.taken, 'taken definition')} in {found.newest}"
    what = [f"changed {len(found.changed):,}"] if found.changed else []
    what += [f"removed {len(found.vanished):,}"] if found.vanished else []
    if not what:
        return f"upstream changed none {of}", ""
    return f"upstream {' and '.join(what)} {of}: {_definitions(found, everything)}", "yellow"


def _definitions(found: ReportUpstream, everything: bool) -> str:
    both = (*found.changed, *found.vanished)
    if everything:
        return listed(f"{name}(statements)" if name.endswith(":") else name for name in both)
    last = [name.rpartition(":")[2] for name in both]
    return shortened([name for name in last if name] or ["statements"], _NAMES)


def _names(paths: tuple[str, ...], everything: bool) -> str:
    return listed(paths) if everything else shortened(paths, 2 * _NAMES)
