"""Parameters read from source text, re-exports followed."""

from __future__ import annotations

from inhouse.codemod.cases.generated import drafts_for
from inhouse.codemod.cases.signatures import Signature, signature_of
from tests.codemod.cases.packages import package


def read(text: str, symbol: str = "p.f") -> Signature:
    found = signature_of(package({"p.py": text}), symbol)
    assert found is not None
    return found


def scripts(text: str, symbol: str = "p.f") -> list[str]:
    source = package({"p.py": text})
    found = signature_of(source, symbol)
    assert found is not None
    return [draft.text for draft in drafts_for(source, found)]


def test_a_name_that_is_not_there_has_none() -> None:
    assert signature_of(package({"p.py": "x = 1\n"}), "p.f") is None


def test_a_circle_of_reexports_ends() -> None:
    files = {"p/__init__.py": "from .a import f\n", "p/a.py": "from . import f\n"}
    assert signature_of(package(files), "p.f") is None


def test_a_decorator_that_may_change_the_parameters_hides_them() -> None:
    assert read("@registered\ndef f(a): ...\n").hidden
    assert not read("@functools.lru_cache(2)\ndef f(a): ...\n").hidden


def test_reexports_and_renames_are_followed() -> None:
    files = {
        "p/__init__.py": "from p.inner import *\n",
        "p/inner.py": "from ._impl import work as run\n",
        "p/_impl.py": "if 1:\n    def work(a, /, b=2, *c, d: int, **e): ...\n",
    }
    found = signature_of(package(files), "p.run")
    assert found is not None
    assert [(each.name, each.kind, each.default) for each in found.parameters] == [
        ("a", "positional", None),
        ("b", "either", "2"),
        ("c", "star", None),
        ("d", "keyword", None),
        ("e", "double", None),
    ]


def test_a_function_named_like_its_module_is_the_function() -> None:
    files = {"p/__init__.py": "from .f import f\n", "p/f.py": "def f(a): ...\n"}
    found = signature_of(package(files), "p.f")
    assert found is not None and found.parameters[0].name == "a"


def test_overloads_are_not_the_definition() -> None:
    text = "@overload\ndef f(a: int): ...\ndef f(a, b=1): ...\n"
    assert len(read(text).parameters) == 2


def test_constants_in_defaults_are_read_and_type_variables_forgotten() -> None:
    found = read("SEP = '-'\nT = TypeVar('T')\ndef f(key: T, sep=SEP): ...\n")
    assert [(each.annotation, each.default) for each in found.parameters] == [
        (None, None),
        (None, "'-'"),
    ]


def test_what_is_done_with_a_parameter_tells_its_kind() -> None:
    found = read("def f(a, b, c):\n    for x in b:\n        c(a.lower())\n")
    assert [each.annotation for each in found.parameters] == ["str", None, "Callable"]


def test_each_optional_parameter_is_tried_alone_and_all_together() -> None:
    assert scripts("def f(a, b=1, *, c=2): ...\n") == [
        "from p import f\nf(_0)\n",
        "from p import f\nf(_0, b=_1)\n",
        "from p import f\nf(_0, c=_1)\n",
        "from p import f\nf(_0, b=_1, c=_2)\n",
    ]


def test_nothing_waits() -> None:
    assert scripts("def f(a, delay=5): ...\n")[-1] == "from p import f\nf(_0, delay=0)\n"


def test_iterators_are_also_read_to_their_end() -> None:
    assert scripts("def f(n):\n    yield n\n") == [
        "from p import f\nf(_0)\n",
        "from itertools import islice\nfrom p import f\nlist(islice(f(_0), 12))\n",
    ]


def test_objects_are_filled_used_and_looked_at() -> None:
    text = (
        "class Base:\n    def __len__(self): ...\n"
        "class f(Base):\n    def __init__(self, a): ...\n"
        "    def __setitem__(self, key, value): ...\n"
        "    def items(self): ...\n    def _own(self): ...\n"
    )
    found = scripts(text)
    assert found[0] == "from p import f\nf(_0)\n"
    lived = "from p import f\nobj = f(_0)\nobj[_1] = _2\n"
    assert found[1] == lived + "(len(obj), list(obj.items()),)\n"
    assert lived + "result = list(obj.items())\n(result, len(obj), list(obj.items()),)\n" in found
    assert not any("_own" in each for each in found)


def test_a_value_is_looked_at() -> None:
    assert scripts("f = (1, 2)\n") == ["from p import f\nf\n"]


def test_modules_that_import_everything_of_each_other_are_searched_once() -> None:
    names = [f"m{number}" for number in range(40)]
    stars = "".join(f"from .{name} import *\n" for name in names)
    files = {f"p/{name}.py": stars for name in names} | {"p/__init__.py": stars}
    source = package(files | {"p/m39.py": f"{stars}def f(a): ...\n"})
    assert source.look_up("p", "gone") is None
    assert source.find("p.f") is not None
