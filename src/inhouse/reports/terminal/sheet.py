"""A page of text lines, drawn by rich: widths in cells, styles, nothing read as markup."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from inhouse.reports.page import Page
from inhouse.reports.visible import visible

Part = tuple[str, str]  # text, style
# Each is one cell wide and so is its stand-in.
_STAND_INS = str.maketrans({"·": "-", "→": ">", "─": "-"})


def series(names: Sequence[str], style: str) -> list[Part]:
    """Return the names as parts, a comma between them: each is made safe, and cut, by itself."""
    return [(f"{', ' if at else ''}{name}", style) for at, name in enumerate(names)]


class Sheet:
    """Collects lines; everything that is put on it is made safe to show first."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.width = max(page.width, 20)
        self._lines: list[Text] = []
        self._console = Console(
            file=io.StringIO(),
            width=self.width,
            force_terminal=page.color,
            color_system="standard" if page.color else None,
            no_color=not page.color,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
            _environ={},  # the page says all there is to know
        )

    def clean(self, text: str) -> str:
        """Return text as it will be shown."""
        if self.page.ascii:
            text = text.translate(_STAND_INS)
        return visible(text, ascii_only=self.page.ascii)

    def blank(self) -> None:
        """Leave one line empty, never two, never the first."""
        if self._lines and self._lines[-1].plain:
            self._lines.append(Text())

    def flow(
        self,
        parts: Sequence[Part],
        *,
        indent: int = 0,
        hanging: int | None = None,
        lead: Part | None = None,
    ) -> None:
        """Add text that wraps; lines after the first are indented by `hanging` cells.

        `lead` stands in the first line where the others are indented.
        """
        later = indent if hanging is None else hanging
        first = Text(" " * indent)
        if lead is not None:
            first.append_text(self._text([lead]))
            first.append(" " * (later - cell_len(first.plain)))
        room = max(self.width - max(cell_len(first.plain), later), 8)
        for at, line in enumerate(self._text(parts).wrap(self._console, room)):
            line.rstrip()
            whole = Text(" " * later) if at else first
            whole.append_text(line)
            whole.rstrip()
            self._lines.append(whole)

    def row(self, cells: Sequence[Part], widths: Sequence[int], *, gap: int = 2) -> None:
        """Add one line of columns; a negative width aligns its cell to the right."""
        line = Text()
        for at, ((text, style), width) in enumerate(zip(cells, widths, strict=True)):
            shown = self.clean(text)
            space = " " * max(abs(width) - cell_len(shown), 0)
            before, after = (space, "") if width < 0 else ("", space)
            line.append(before + (" " * gap if at else ""))
            line.append(shown, style)
            line.append(after)
        line.rstrip()
        self._lines.append(line)

    def verbatim(self, text: str, style: str = "") -> None:
        """Add one line as it is, however long: a line of code is never wrapped."""
        self._lines.append(Text(self.clean(text.replace("\t", "    ")), style))

    def cells(self, text: str) -> int:
        """Return how many terminal cells the text takes."""
        return cell_len(self.clean(text))

    def text(self) -> str:
        """Return the page, ended by a newline."""
        target = io.StringIO()
        self._console.file = target
        for line in self._lines:
            self._console.print(line, soft_wrap=True)
        return target.getvalue().rstrip("\n") + "\n"

    def _text(self, parts: Sequence[Part]) -> Text:
        text = Text()
        for words, style in parts:
            text.append(self.clean(words), style)
        return text
