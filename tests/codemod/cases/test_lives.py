"""Objects that examples fill, and what is done to them."""

from __future__ import annotations

import pytest

from inhouse.codemod.cases.drafts import Draft
from inhouse.codemod.cases.generated import drafts_for
from inhouse.codemod.cases.members import shown_of
from inhouse.codemod.cases.prepared import prepared_in
from inhouse.codemod.cases.signatures import signature_of
from tests.codemod.cases.packages import package

BOX = (
    "class Box:\n"
    "    def __init__(self, *items): ...\n"
    "    def __setitem__(self, key, value): ...\n"
    "    def __eq__(self, thing): ...\n"
    "    def __len__(self): ...\n"
    "    def __getstate__(self): ...\n"
    "    def items(self): ...\n"
    "    def merge(self, other): ...\n"
    "    def find(self, key): ...\n"
)
FILLED = "b = Box()\nb['a'] = 1\nb['ab'] = 2\n"


def example(text: str) -> Draft:
    return Draft(symbol="p.Box", text=f"from p import Box\n{text}b\n", origin="example")


def lives(*examples: str) -> list[Draft]:
    source = package({"p.py": BOX})
    found = signature_of(source, "p.Box")
    assert found is not None
    return list(drafts_for(source, found, examples=[example(each) for each in examples]))


@pytest.mark.parametrize(
    "text",
    [
        "b = Box()\nb['a'] = 1\n",  # one can be made up
        "b = Box(x)\nb['a'] = 1\nb['b'] = 2\n",
        "b = Box()\nb['a'] = x\nb[x] = 2\n",
        "b = other()\nb['a'] = 1\nb['b'] = 2\n",
        "b = Box()\nc['a'] = 1\nc['b'] = 2\n",
        "b = Box()\nb.run('a')\nb.run('b')\n",
    ],
)
def test_what_is_no_filled_object_prepares_nothing(text: str) -> None:
    assert prepared_in([example(text)], "Box") == ()


def test_the_fullest_and_another_one_are_kept() -> None:
    more = "b = Box()\nb['x'] = 1\nb['y'] = 2\nb.find('x')\nb.add('z')\n"
    found = prepared_in([example(FILLED), example(more), example(more)], "Box")
    assert found == (
        ("obj = Box()", "obj['x'] = 1", "obj['y'] = 2", "obj.add('z')"),
        ("obj = Box()", "obj['a'] = 1", "obj['ab'] = 2"),
    )


def test_methods_are_tried_on_objects_that_examples_fill() -> None:
    made = "from p import Box\nobj = Box()\nobj['a'] = 1\nobj['ab'] = 2\n"
    found = {draft.text: draft for draft in lives(FILLED)}
    draft = found[f"{made}result = obj.find(_0)\n(result, list(obj.items()),)\n"]
    assert draft.holes[0].examples == ("'a'", "'ab'")


def test_another_object_is_given_where_one_is_wanted() -> None:
    texts = [draft.text for draft in lives(FILLED, "b = Box()\nb['x'] = 1\nb['y'] = 2\n")]
    other = "other = Box()\nother['x'] = 1\nother['y'] = 2\n"
    looks = "(result, list(obj.items()), list(other.items()),)\n"
    made = "from p import Box\nobj = Box()\nobj['a'] = 1\nobj['ab'] = 2\n"
    assert f"{made}{other}result = obj.merge(other)\n{looks}" in texts
    assert f"{made}{other}result = obj == other\n{looks}" in texts


def test_objects_whose_class_says_how_are_copied() -> None:
    texts = [draft.text for draft in lives(FILLED)]
    copied = [text for text in texts if "pickle.loads(pickle.dumps(obj))" in text]
    assert [text.splitlines()[-1] for text in copied] == ["list(result.items())"]
    assert not [text for text in texts if "copy.copy" in text]


STEP = (
    "class Box:\n"
    "    class Step:\n"
    "        @property\n"
    "        def key(self): ...\n"
    "        def __bool__(self): ...\n"
    "        def get(self, default=None): ...\n"
    "        def set(self, value): ...\n"
    "        def put(self, key, value): ...\n"
    "        async def wait(self): ...\n"
    "        def _hidden(self): ...\n"
)


def test_objects_of_unknown_classes_are_not_looked_at() -> None:
    assert shown_of(package({"p.py": STEP}), "p.Box.Other") == ()
    assert shown_of(package({"p.py": "def f(): ...\n"}), "p.f") == ()


def test_an_object_shows_what_it_holds_and_what_its_methods_do() -> None:
    assert shown_of(package({"p.py": STEP}), "p.Box.Step") == (
        "({0}.key, bool({0}),)",
        "{0}.get()",
        "({0}.set('x'), {0}.key, bool({0}),)",
    )


def test_what_an_iterator_leaves_of_its_source_is_looked_at() -> None:
    text = "class It:\n    def __init__(self, xs): ...\n    def __next__(self): ...\n"
    source = package({"p.py": f"{text}    def peek(self): ...\n"})
    found = signature_of(source, "p.It")
    assert found is not None
    made = "from p import It\nsource = iter(_0)\nobj = It(source)\nresult = obj.peek()\n"
    assert f"{made}(result, list(source),)\n" in [e.text for e in drafts_for(source, found)]
