"""The requirements that setup.cfg names, with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SECTION = re.compile(r"\[(.+)\]")
_OPTION = re.compile(r"(.*?)\s*[=:]\s*(.*)$")


def setup_cfg_names(text: str) -> Iterator[tuple[str, int]]:
    """Yield what each option for dependencies asks for, and the line; the text is as written.

    Lines are read as configparser reads them: those indented deeper than their option continue it.
    """
    section, wanted, indent = "", False, 0
    for number, row in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), start=1):
        said = row.strip()
        if not said or said[0] in "#;":
            continue
        depth = len(row) - len(row.lstrip())
        if depth <= indent or not section:
            indent = depth
            heading, option = _SECTION.match(said), _OPTION.match(said)
            if heading:
                section, wanted, indent = heading[1], False, depth
                continue
            wanted = option is not None and _is_wanted(section, option[1].strip().lower())
            said = option[2] if option is not None else ""
        if wanted and not said.startswith(("file:", "attr:")):
            yield from ((part, number) for part in _parts(said))


def _is_wanted(section: str, option: str) -> bool:
    if section == "options":
        return option == "install_requires"
    return section == "options.extras_require"


def _parts(said: str) -> Iterator[str]:
    said = said.split(" #")[0].strip()
    for part in [said] if " ;" in said or not _is_list(said) else said.split(";"):
        if part.strip():
            yield part.strip()


def _is_list(said: str) -> bool:
    """Tell a list in one line (`a>=1;b`) from a requirement with a marker (`a; os_name=="nt"`)."""
    return not re.search(r";.*(?:[<>=!]=|[<>]|\bin\b)\s*['\"]", said)
