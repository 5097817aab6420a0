"""A value goes further than one file is read: what its target lacks may be asked of it anywhere."""

from __future__ import annotations

import pytest

from inhouse.codemod.rewrite.asked_elsewhere import asked_elsewhere
from inhouse.codemod.sites import ImportNames, find_sites
from inhouse.model.rule import Rule, RuleSymbol

ZONE = RuleSymbol(
    name="zones.utc",
    status="rewritten",
    to="datetime.timezone.utc",
    contexts=("value",),
    not_asked=("localize", "zone", "dst()"),
)
RULE = Rule(
    id="zones",
    origin="here",
    tier="micro",
    reason="superseded",
    advice="stdlib",
    otherwise="review",
    summary="",
    symbols=(ZONE,),
)
USED = "from zones import utc\ndef kept(tz=utc): return tz\n"


def found(text: str, used: str = USED) -> list[tuple[str, int]]:
    files = {"used.py": used.encode(), "other.py": text.encode()}
    sites = find_sites(files, ImportNames(packages=("zones",)))
    left = asked_elsewhere(sites, files, RULE)
    return [(each.file, each.line) for each in left]


@pytest.mark.parametrize(
    "text",
    [
        "import babel\nbabel.localize(day)\n",
        "import babel.dates as d\nd.localize(day)\n",
        "class A:\n    def localize(self, x): ...\n    def f(self): self.localize(1)\n",
        "price.localize()\n",
        "machine.zone = 'a'\n",
        "localize(day)\nzone = 'localize'\n",
        "getattr(day, 'year')\ngetattr(day, name)\n",
        "print tz, zone, localize\n",
    ],
)
def test_it_is_surely_something_else(text: str) -> None:
    assert found(text) == []


def test_nobody_uses_the_symbol() -> None:
    assert found("tz.localize(day)\n", "from zones import other\nprint(other)\n") == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = = newer syntax\n\nprint tz . zone\n", 3),
        ("def f(tz):\n    return tz.localize(day)\n", 2),
        ("print(settings.tz.zone)\n", 1),
        ("import babel\nclass A:\n    def f(self): return self.localize(day)\n", 3),
        ("kept().localize(dt=day)\n", 1),
        ("\nname = getattr(tz, 'zone', None)\n", 2),
        ("convert = tz.localize\n", 1),
        ("hasattr(day, 'dst')\n", 1),
        ("print(day.dst())\n", 1),
    ],
)
def test_it_may_be_the_object(text: str, line: int) -> None:
    assert found(text) == [("other.py", line)]


def test_the_package_s_own_uses_are_judged_as_such() -> None:
    used = "from zones import utc\nprint(utc.localize(day))\nprint(utc)\n"
    assert found("", used) == []


def test_a_use_on_the_same_line_hides_nothing() -> None:
    used = "from zones import utc\ndef f(tz=utc): return tz.localize(day)\n"
    assert found("", used) == [("used.py", 2)]
