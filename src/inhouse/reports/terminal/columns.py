"""One package as one row of figures and, below it, the sentence a person would say."""

from __future__ import annotations

from collections.abc import Sequence

from inhouse.model.report import PackageReport, ReportUsage
from inhouse.model.used_names import used_names
from inhouse.model.verdict import REPLACING
from inhouse.reports.terminal.sheet import Part, Sheet
from inhouse.reports.terminal.words import UNKNOWN, counted, number, shortened

_STACKED_BELOW = 72  # cells; the columns do not fit into less
_ROOMY_FROM = 100
_TAIL_FROM = 16  # cells; less holds no name
_INDENT = 2


class Columns:
    """Figures in columns that line up over all groups; stacked where the page is narrow."""

    def __init__(self, sheet: Sheet, items: Sequence[PackageReport]) -> None:
        self.sheet = sheet
        self.roomy = sheet.width >= _ROOMY_FROM
        self.stacked = sheet.width < _STACKED_BELOW
        self._head = ["", "lines used", "names used", "used at", "own", "sheds"]
        rows = [self._head, *(self._figures(item) for item in items)]
        self._widths = [max(map(sheet.cells, column)) for column in zip(*rows, strict=True)]
        fixed = _INDENT + sum(self._widths[1:]) + 2 * len(self._widths[1:])
        self._widths[0] = max(min(self._widths[0], sheet.width - fixed, 34), 12)
        self._rest = sheet.width - fixed - self._widths[0] - 2
        self._headed = False
        self._tail = self._rest >= _TAIL_FROM

    def put_all(self, items: Sequence[PackageReport]) -> None:
        """Add the packages, under the columns' names where these are the page's first."""
        if items and not (self._headed or self.stacked):
            tail = ["with it"] if self._tail else []
            self._put_cells([(text, "dim") for text in [*self._head, *tail]])
            self._headed = True
        for item in items:
            self.put(item)

    def put(self, item: PackageReport) -> None:
        """Add one package."""
        name, *figures = self._figures(item)
        unknown = "yellow" if item.tier == "unknown" else ""
        if self.stacked:
            self.sheet.flow([(name, "bold")], indent=_INDENT)
            self.sheet.flow([(_in_words(item), "")], indent=_INDENT + 2)
        else:
            if self.sheet.cells(name) > self._widths[0]:  # a long name has a line of its own
                self.sheet.flow([(name, "bold")], indent=_INDENT)
                name = ""
            others = [key.split("==")[0] for key in item.sheds.packages]
            others = [other for other in others if other != item.name]
            tail = [(shortened(others, self._rest), "dim")] if self._tail else []
            self._put_cells([(name, "bold"), *((text, unknown) for text in figures), *tail])
        self._put_sentence(item)

    def _put_cells(self, cells: Sequence[Part]) -> None:
        (name, style), *others = cells
        widths = [self._widths[0] + _INDENT, *(-width for width in self._widths[1:])]
        widths[3] = abs(widths[3])
        widths += [0] * (len(cells) - len(widths))
        self.sheet.row([(" " * _INDENT + name, style), *others], widths)

    def _put_sentence(self, item: PackageReport) -> None:
        parts: list[Part] = []
        if item.reasons:
            parts.append((item.reasons[0].text, ""))
        asides = _asides(item)
        if asides:
            parts.append((f" ({', '.join(asides)})", "dim"))
        if parts:
            self.sheet.flow(parts, indent=_INDENT + 2)

    def _figures(self, item: PackageReport) -> list[str]:
        return [
            named(item),
            _lines(item),
            _names(item),
            _places(item, self.roomy),
            _own(item),
            number(len(item.sheds.packages)),
        ]


def named(item: PackageReport) -> str:
    """Return `name version`."""
    return f"{item.name} {item.version}" if item.version else item.name


def used_here(item: PackageReport) -> bool:
    """Tell whether any use in the project was found; False too where use is not known."""
    usage = item.usage
    return usage is not None and (usage.imported or usage.call_sites > 0 or usage.files > 0)


def share_of_names(item: PackageReport) -> str:
    """Return `3 of 17`: the used names and the public ones.

    The number alone where more is used than is public; empty where the package is not imported.
    """
    usage, public = item.usage, item.facts.public_names
    if usage is None or not usage.imported:
        return ""
    used = None if usage.opaque else used_names(usage.symbols)
    if used is not None and public is not None and used > public:
        return number(used)
    return f"{number(used)} of {number(public)}"


def places_of(usage: ReportUsage) -> str:
    """Return how often the package is used, or that it is only imported or only named."""
    places = max(usage.call_sites, sum(usage.symbols.values()))
    if places:
        return counted(places, "place")
    return "imported" if usage.imported else "by name"


def _lines(item: PackageReport) -> str:
    total = number(item.facts.sloc)
    if item.direct and item.usage is not None and not used_here(item):
        return f"0 of {total}"
    if not item.direct or (item.usage is not None and not item.usage.imported):
        # Only what the project imports says which lines are used.
        return total if total == UNKNOWN else f"of {total}"
    return f"{number(item.slice.lines if item.slice else None)} of {total}"


def _names(item: PackageReport) -> str:
    if not item.direct or item.usage is None:
        return UNKNOWN if item.direct else ""
    return share_of_names(item)


def _places(item: PackageReport, roomy: bool) -> str:
    if item.usage is None:
        return UNKNOWN if item.direct else ""
    if not used_here(item):
        return "nowhere" if item.direct else ""
    places = places_of(item.usage)
    return f"{places} in {counted(item.usage.files, 'file')}" if roomy else places


def _own(item: PackageReport) -> str:
    if item.own_lines is None:
        return UNKNOWN if item.advice in REPLACING else ""
    return number(item.own_lines)


def _in_words(item: PackageReport) -> str:
    """Return the figures as one phrase for narrow pages."""
    parts = [f"{_lines(item)} lines"]
    if _names(item):
        parts.append(f"{_names(item)} names")
    if _places(item, roomy=False):
        parts.append(_places(item, roomy=False))
    if _own(item):
        parts.append(f"own {_own(item)}")
    return ", ".join([*parts, f"sheds {len(item.sheds.packages)}"])


def _asides(item: PackageReport) -> list[str]:
    asides = []
    if item.direct and item.groups and "runtime" not in item.groups:
        elsewhere = any(reason.code == "asked-elsewhere" for reason in item.reasons)
        also = "in {}, and in an extra or group left out" if elsewhere else "only in {}"
        asides.append(also.format(", ".join(item.groups)))
    elif item.direct and item.extras and not item.groups:
        asides.append(f"only with {', '.join(item.extras)}")
    if item.advice in REPLACING and item.confidence == "low":
        asides.append("low confidence")
    return asides
