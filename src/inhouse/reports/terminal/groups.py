"""Packages that share what is to be said of them, in a few lines instead of a row each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from inhouse.model.report import PackageReport
from inhouse.model.verdict import Tier
from inhouse.reports.terminal.sheet import Sheet, series
from inhouse.reports.terminal.words import listed

_COMMON_FROM = 4  # so many packages with the same sentence become one list
_LABEL = 26  # cells
_PARENTS = 2
_TIERS: tuple[Tier, ...] = ("foundation", "mid", "micro", "unknown")


def split_common(
    items: Sequence[PackageReport],
) -> tuple[list[PackageReport], list[PackageReport]]:
    """Return those with a sentence of their own, and those that share theirs with many."""
    counts = Counter(_sentence(item) for item in items)
    alone = [item for item in items if counts[_sentence(item)] < _COMMON_FROM]
    common = [item for item in items if counts[_sentence(item)] >= _COMMON_FROM]
    return alone, common


def put_by_parent(sheet: Sheet, items: Sequence[PackageReport]) -> None:
    """Add one list per package that asks for these; those with several parents come last.

    Only micro packages are worth a word with a parent; the others are counted. Nobody's are those
    of a list without edges.
    """
    larger = [item for item in items if item.tier != "micro"]
    single: defaultdict[str, list[str]] = defaultdict(list)
    shared: list[str] = []
    nobodys: list[str] = []
    for item in items:
        if item.tier != "micro":
            continue
        if len(item.required_by) == 1:
            single[item.required_by[0]].append(item.name)
        elif not item.required_by:
            nobodys.append(item.name)
        else:
            parents = listed(item.required_by[:_PARENTS])
            more = len(item.required_by) - _PARENTS
            shared.append(f"{item.name} ({parents}{f' +{more}' if more > 0 else ''})")
    blocks = sorted(single.items(), key=lambda block: (-len(block[1]), block[0]))
    if shared:
        blocks.append(("several", shared))
    if nobodys:
        blocks.append(("not known which", nobodys))
    width = min(max((sheet.cells(label) for label, _ in blocks), default=0), _LABEL)
    for label, names in blocks:
        put_list(sheet, label, names, width)
    if larger:
        sheet.flow([(f"{'and ' if blocks else ''}{by_tier(larger)}", "dim")], indent=2)


def put_by_reason(sheet: Sheet, items: Sequence[PackageReport]) -> None:
    """Add one list per reason: its sentence where all say the same, else its code in words."""
    blocks: defaultdict[str, list[PackageReport]] = defaultdict(list)
    for item in items:
        blocks[item.reasons[0].code if item.reasons else "no-reason"].append(item)
    for code, members in sorted(blocks.items(), key=lambda block: (-len(block[1]), block[0])):
        sentences = {_sentence(item) for item in members}
        label = sentences.pop() if len(sentences) == 1 else code.replace("-", " ")
        sheet.flow([(f"{label.rstrip('.') or 'no reason given'}:", "")], indent=2)
        sheet.flow(series(_brief(members), "bold"), indent=4)


def by_tier(items: Sequence[PackageReport]) -> str:
    """Return how many packages of each tier there are, the largest kind first."""
    counts = Counter(item.tier for item in items)
    return listed(f"{counts[tier]:,} {tier}" for tier in _TIERS if counts[tier])


def put_list(sheet: Sheet, label: str, names: Sequence[str], width: int) -> None:
    """Add a label and, beside it where it fits, names that wrap."""
    words = series(names, "bold")
    if sheet.width < 60 or sheet.cells(label) > width:
        sheet.flow([(label, "dim")], indent=2)
        sheet.flow(words, indent=4)
        return
    sheet.flow(words, indent=2, hanging=width + 4, lead=(label, "dim"))


def _brief(items: Sequence[PackageReport]) -> list[str]:
    """Return the names, with the version where the lock holds several of one name."""
    counts = Counter(item.name for item in items)
    return [
        item.name if counts[item.name] == 1 else f"{item.name}=={item.version}" for item in items
    ]


def _sentence(item: PackageReport) -> str:
    return item.reasons[0].text if item.reasons else ""
