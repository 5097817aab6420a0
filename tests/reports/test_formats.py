"""Finding the formats of a room."""

from __future__ import annotations

import subprocess
import sys

import pytest

from inhouse.errors import UsageError
from inhouse.reports.formats import Room, find, formats

FINDINGS = ["github", "gitlab", "json", "junit", "markdown", "sarif", "table"]


def test_an_unknown_format_is_refused_and_the_known_ones_listed() -> None:
    with pytest.raises(UsageError, match="--format 'xml': no such format; give json or table"):
        find("card", "xml")
    with pytest.raises(UsageError, match="--output 'svg': no such format; give dot or mermaid"):
        find("graph", "svg", "--output")


@pytest.mark.parametrize(
    ("room", "names"),
    [
        ("audit", FINDINGS),
        ("gate", FINDINGS),
        ("card", ["json", "table"]),
        ("graph", ["dot", "mermaid"]),
    ],
)
def test_each_file_of_a_room_is_a_format(room: Room, names: list[str]) -> None:
    assert list(formats(room)) == names


def test_finding_formats_imports_nothing_that_draws() -> None:
    program = (
        "import sys; from inhouse.reports.formats import formats\n"
        "for room in ('audit', 'card', 'gate', 'graph'): formats(room)\n"
        "print([name for name in sys.modules if name.split('.')[0] == 'rich'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
