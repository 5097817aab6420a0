"""The audit as a page: headline, packages grouped by advice with the worst first, footer."""

from __future__ import annotations

from inhouse.model.report import PackageReport, Project, Report, Tool
from inhouse.model.verdict import ADVICE, REPLACING, Advice
from inhouse.reports.page import Page
from inhouse.reports.terminal.columns import Columns
from inhouse.reports.terminal.footer import put_footer
from inhouse.reports.terminal.groups import by_tier, put_by_parent, put_by_reason, split_common
from inhouse.reports.terminal.sheet import Sheet
from inhouse.reports.terminal.words import counted, size

_MEANING: dict[Advice, str] = {
    "drop": "nothing needs it",
    "stdlib": "the standard library does the same",
    "snippet": "a short function of your own does the same",
    "slice": "copy just the part that is used, with its licence",
    "vendor": "copy the whole package, with its licence",
    "swap": "a maintained successor exists",
    "upstream": "only the packages that ask for it can drop it",
    "review": "the facts leave it open",
    "keep": "worth having",
}


def compose(report: Report, page: Page) -> Sheet:
    """Return the whole page."""
    sheet = Sheet(page)
    put_title(sheet, report.tool, report.project)
    _put_headline(sheet, report)
    rows = [item for item in report.packages if _has_row(item, page)]
    columns = Columns(sheet, rows)
    for advice in ADVICE:
        members = [item for item in report.packages if item.advice == advice]
        if members:
            _put_group(sheet, columns, advice, sorted(members, key=_rank))
    put_footer(sheet, report)
    return sheet


def put_title(sheet: Sheet, tool: Tool, project: Project) -> None:
    """Say what was read, for which environment, by whom."""
    target = project.target
    where = (
        "every environment" if target.universal else f"Python {target.python} on {target.platform}"
    )
    parts = [project.name or project.root, project.lockfile or project.format, where]
    sheet.flow([(" · ".join([*parts, f"{tool.name} {tool.version}"]), "dim")])
    sheet.blank()


def _put_headline(sheet: Sheet, report: Report) -> None:
    summary = report.summary
    if not any(summary.by_advice.get(advice) for advice in REPLACING):
        sheet.flow([("nothing to bring in-house", "bold")])
        return
    what = f"own {counted(summary.own_lines, 'line')}, "
    what += f"shed {counted(summary.shed_packages, 'package')}"
    weight = f" ({counted(summary.shed_lines, 'line')}, {size(summary.shed_bytes)})"
    sheet.flow([(what, "bold green"), (weight, "")])


def _has_row(item: PackageReport, page: Page) -> bool:
    """Tell whether a package gets a line of its own, rather than a place in a list."""
    if page.everything:
        return True
    return item.advice != "keep" and (item.direct or item.advice not in ("upstream", "review"))


def _rank(item: PackageReport) -> tuple[bool, int, int, str, str]:
    """Order within a group: what leaves most for the least code to own comes first."""
    own = item.own_lines if item.own_lines is not None else 1_000_000
    return (not item.direct, -len(item.sheds.packages), own, item.name, item.version or "")


def _put_group(
    sheet: Sheet, columns: Columns, advice: Advice, members: list[PackageReport]
) -> None:
    sheet.blank()
    style = "bold yellow" if advice in REPLACING else "bold"
    if advice == "keep" and not sheet.page.everything:
        split = f" · {counted(len(members), 'package')}: {by_tier(members)}"
        sheet.flow([(advice, style), (split, "dim")])
        return
    meaning = f" · {counted(len(members), 'package')}: {_MEANING[advice]}"
    sheet.flow([(advice, style), (meaning, "dim")])
    alone = [item for item in members if _has_row(item, sheet.page)]
    in_lists = [item for item in members if not _has_row(item, sheet.page)]
    if advice == "review" and not sheet.page.everything:
        alone, common = split_common(alone)
        in_lists = [*common, *in_lists]
    columns.put_all(alone)
    if advice == "upstream":
        put_by_parent(sheet, in_lists)
    else:
        put_by_reason(sheet, in_lists)
