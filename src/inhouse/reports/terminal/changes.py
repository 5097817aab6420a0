"""The diff of a replacement, for reading: new files of owned code are named, not shown."""

from __future__ import annotations

from inhouse.model.patch import FileChange, Patch
from inhouse.reports.page import Page
from inhouse.reports.terminal.sheet import Sheet
from inhouse.reports.terminal.words import counted
from inhouse.reports.unified import unified

_SHORT = 12  # lines up to which a new file is shown whole
_MOST = 400  # lines of one file's diff that are shown


def put_changes(sheet: Sheet, patch: Patch, page: Page) -> None:
    """Add the diff; with `page.everything` whole new files too."""
    for change in patch.changes:
        sheet.blank()
        lines = unified(change).split("\n")[:-1]
        added = sum(line.startswith("+") for line in lines[4:])
        if change.before is None and added > _SHORT and not page.everything:
            sheet.verbatim(f"+++ {change.path}", "bold")
            sheet.verbatim(f"    new file, {counted(added, 'line')} (--full shows it)", "dim")
            continue
        _put_diff(sheet, change, lines, page)


def _put_diff(sheet: Sheet, change: FileChange, lines: list[str], page: Page) -> None:
    shown = lines if page.everything else lines[:_MOST]
    for line in shown:
        if line.startswith(("diff --git", "new file", "deleted file", "index ")):
            continue
        sheet.verbatim(line, _style(line))
    if len(shown) < len(lines):
        rest = counted(len(lines) - len(shown), "more line")
        sheet.verbatim(f"    {rest} of {change.path} (--full shows them)", "dim")


def _style(line: str) -> str:
    if line.startswith(("+++", "---")):
        return "bold"
    if line.startswith("@@"):
        return "cyan"
    if line.startswith("+"):
        return "green"
    return "red" if line.startswith("-") else ""
