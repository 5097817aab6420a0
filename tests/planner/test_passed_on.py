"""Uses behind a re-export need no edit, where they surely are behind one."""

from __future__ import annotations

from inhouse.model.evidence import Site
from inhouse.model.places import FileSites, ImportSite, Span
from inhouse.planner.passed_on import PassedOn

COMPAT = FileSites(
    path="app/compat.py",
    imports=(
        ImportSite(
            span=Span(1, 0, 1, 25),
            index=0,
            form="from",
            module="six",
            name="text_type",
            binds="text_type",
            asname=False,
            scope="module",
            exported=True,
        ),
    ),
)


def covers(text: str, line: int, symbol: str = "six.text_type", *, strict: bool = True) -> bool:
    files = {"app/compat.py": b"from six import text_type\n", "app/use.py": text.encode()}
    found = PassedOn(files, [COMPAT], strict=strict)
    return found.covers(Site(file="app/use.py", line=line, symbol=symbol, kind="plain"))


def test_a_name_from_elsewhere_is_not_covered() -> None:
    assert not covers("from six import text_type\ntext_type(3)\n", 1)
    assert not covers("from six import text_type\ntext_type(3)\n", 2)
    assert not covers("import os\nfrom app.compat import text_type\nos.x\n", 3)


def test_a_name_that_no_file_is_known_to_export_may_change() -> None:
    text = "from app.compat import text_type, other\nother.text_type\n"
    assert not covers(text, 2, "six.other")
    assert covers(text, 2, "six.other", strict=False)


def test_a_file_that_cannot_be_read_covers_nothing() -> None:
    assert not covers("from app.compat import text_type\nprint 1\n", 1)


def test_names_from_modules_of_the_project_are_covered() -> None:
    assert covers("from app.compat import (\n  text_type,\n)\n", 2)
    assert covers("from .compat import text_type as t\nx = t(3)\n", 2)
    assert covers("import app.compat\nx = [\n  app.compat.text_type(3)]\n", 3)
    assert covers("from .compat import *\ntext_type(3)\n", 2)
