"""The project's calls as scripts."""

from __future__ import annotations

import pytest

from inhouse.codemod.cases.call_sites import Seen, calls_of
from inhouse.codemod.cases.drafts import Draft
from inhouse.codemod.cases.signatures import signature_of
from tests.codemod.cases.packages import package
from tests.codemod.cases.places import sites_in

SLUG = package(
    {
        "slug/__init__.py": "from .slug import slugify\nfrom .slug import Mode\n",
        "slug/slug.py": (
            "class Mode: ...\n"
            "def slugify(text: str, sep='-', *, words=(), mode=None):\n    return text\n"
            "async def fetch(url): ...\n"
        ),
    }
)
NAMES = {
    "slugify": "slug.slugify",
    "slug.slugify": "slug.slugify",
    "Mode": "slug.Mode",
    "fetch": "slug.slug.fetch",
}


def drafts(source: str) -> tuple[tuple[Draft, ...], tuple[str, ...], Seen]:
    seen = Seen()
    found, dropped = calls_of(
        sites_in(source, NAMES), source.encode(), SLUG, lambda name: signature_of(SLUG, name), seen
    )
    return tuple(map(seen.fill, found)), dropped, seen


def only(source: str) -> Draft:
    found, _, _ = drafts(source)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("call", ["slugify(*args)", "slugify(title, **options)"])
def test_a_call_that_unpacks_is_left_out_with_its_place(call: str) -> None:
    found, dropped, _ = drafts(f"x = 1\n{call}\n")
    assert found == ()
    assert dropped == ("app.py:2: the call unpacks arguments, its shape is not known",)


def test_uses_that_are_no_calls_give_nothing() -> None:
    assert drafts("keep = slugify\n")[0] == ()


def test_a_broken_file_is_named() -> None:
    sites = sites_in("slugify('a')\n", NAMES)
    found, dropped = calls_of(sites, b"def (:\n", SLUG, lambda _: None, Seen())
    assert found == ()
    assert dropped == ("app.py: its calls are not tried, it cannot be read as Python",)


def test_literals_are_kept_and_everything_else_is_a_hole() -> None:
    draft = only("slugify(row.title, sep='_', words=['a', -1])\n")
    assert draft.text == ("from slug import slugify\nslugify(_0, sep='_', words=['a', -1])\n")
    (hole,) = draft.holes
    assert (hole.name, hole.parameter, hole.annotation) == ("_0", "text", "str")
    assert draft.origin == "call site" and draft.place == "app.py:1"


def test_an_alias_is_written_by_its_own_name() -> None:
    source = "import slug\nslug.slugify('É', '+')\n"
    assert only(source).text == "from slug import slugify\nslugify('É', '+')\n"


def test_columns_after_wide_characters_are_right() -> None:
    assert "slugify('b')" in only("x = {'é': 'ü', 'y': slugify('b')}\n").text


def test_values_of_one_call_are_tried_in_the_holes_of_another() -> None:
    found, _, _ = drafts("slugify('Ein Satz')\nslugify(title)\n")
    assert found[1].holes[0].examples == ("'Ein Satz'",)


def test_a_name_that_only_stands_for_literals_gives_examples() -> None:
    assert only("TITLE = 'A b'\nslugify(TITLE)\n").holes[0].examples == ("'A b'",)


def test_a_name_that_is_bound_otherwise_too_gives_none() -> None:
    source = "def f(title):\n    return slugify(title)\ntitle = 'x'\n"
    assert only(source).holes[0].examples == ()


def test_the_form_of_an_argument_tells_its_kind() -> None:
    draft = only("slugify(x, mode=f'{a}')\n")
    assert draft.holes[1].annotation == "str" and draft.holes[1].parameter == "mode"


def test_arguments_made_of_the_package_stay() -> None:
    draft = only("slugify('x', mode=Mode)\n")
    assert draft.text == (
        "from slug import slugify\nfrom slug import Mode\nslugify('x', mode=Mode)\n"
    )


def test_safe_builtins_stay_and_doors_to_the_outside_do_not() -> None:
    assert "sorted({3, 1})" in only("slugify('x', words=sorted({3, 1}))\n").text
    assert "open" not in only("slugify(open('x').read())\n").text


def test_a_coroutine_is_run() -> None:
    draft = only("fetch('x')\n")
    assert draft.text.splitlines() == [
        "import asyncio",
        "from slug.slug import fetch",
        "asyncio.run(fetch('x'))",
    ]
