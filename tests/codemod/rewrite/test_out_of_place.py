"""A target that is right for a name may be wrong where the name stands."""

from __future__ import annotations

import pytest

from inhouse.codemod.rewrite import rewrite
from inhouse.codemod.sites import ImportNames, find_sites
from inhouse.model.places import Edited
from inhouse.model.rule import Rule, RuleSymbol

LAZY = RuleSymbol(
    name="lazy.lazy",
    status="rewritten",
    to="functools.cached_property",
    signature="(func)",
    contexts=("decorator", "value"),
)
ERRORS = (
    RuleSymbol(name="lazy.Error", status="rewritten", to="other.Error"),
    RuleSymbol(name="lazy.Error.pos", status="rewritten", to="other.Error.pos"),
    RuleSymbol(name="lazy.Broken", status="rewritten", to="OSError"),
    RuleSymbol(name="lazy.Told", status="rewritten", to="other.Told", attributes=("left",)),
)
RULE = Rule(
    id="lazy",
    origin="here",
    tier="micro",
    reason="superseded",
    advice="stdlib",
    otherwise="review",
    summary="",
    symbols=(LAZY, *ERRORS),
)


def edited(text: str) -> Edited:
    data = text.encode()
    (sites,) = find_sites({"m.py": data}, ImportNames(packages=("lazy",)))
    return rewrite(sites, data, RULE, "", home=None)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("from lazy import lazy\nx = lazy(f)\n", 2, "only as decorator or value"),
        ("import lazy\nclass A(lazy.lazy): pass\n", 2, "only as decorator or value"),
        ("from lazy import lazy\n@lazy\nasync def f(x): pass\n", 2, "coroutine"),
        ("import lazy\ntry: f()\nexcept lazy.Error as e: e.line\n", 3, "attribute line is"),
        ("import lazy\ntry: f()\nexcept (A, lazy.Error) as e:\n  print(e.msg)\n", 3, "msg"),
        ("import lazy\ntry: f()\nexcept lazy.Broken as e: e.pos\n", 3, "attribute pos is"),
        ("import lazy\ntry: f()\nexcept lazy.Told as e: e.left, e.pos\n", 3, "attribute pos is"),
    ],
)
def test_it_is_left(text: str, line: int, why: str) -> None:
    found = edited(text)
    assert found.after == text.encode()
    assert [each.line for each in found.left] == [line]
    assert why in found.left[0].why


@pytest.mark.parametrize(
    "text",
    [
        "from lazy import lazy\n@lazy\ndef f(x): pass\nisinstance(f, lazy)\n",
        "import lazy\ntry: f()\nexcept lazy.Error as e: print(e, e.args, e.pos, x.line)\n",
        "import lazy\ntry: f()\nexcept lazy.Broken as e: e.errno\n",
        "import lazy\ntry: f()\nexcept lazy.Told as e: e.left\n",
        "import lazy\ntry: f()\nexcept lazy.Error: e.line\n",
    ],
)
def test_it_is_rewritten(text: str) -> None:
    found = edited(text)
    assert found.left == ()
    assert b"lazy." not in found.after


@pytest.mark.parametrize("others", ["map(lazy, x)\n", "@lazy\ndef f(x): ...\n"])
@pytest.mark.parametrize("offered", ["__all__ = ['lazy']\n", "@lazy\ndef g(x): ...\n"])
def test_a_name_that_others_take_may_stand_anywhere_there(offered: str, others: str) -> None:
    text = f"from lazy import lazy\n{offered}".encode()
    files = {"m.py": text, "n.py": f"from m import lazy\n{others}".encode()}
    sites = {each.path: each for each in find_sites(files, ImportNames(packages=("lazy",)))}
    found = rewrite(sites["m.py"], text, RULE, "", home=None)
    assert b"from lazy import lazy\n" in found.after
    assert found.left[-1].why.startswith("lazy.lazy is imported from here by others")


def test_a_name_that_others_take_and_that_fits_anywhere_is_bound_anew() -> None:
    text = b"from lazy import Broken\n__all__ = ['Broken']\n"
    assert not edited(text.decode()).left
