from __future__ import annotations

import ast

import pytest

from inhouse.model.proof import Hole
from inhouse.verifier.annotations import strategy_of
from inhouse.verifier.generating import collect
from inhouse.verifier.near import near
from inhouse.verifier.shrinking import smaller_texts, smallest
from inhouse.verifier.strategies import KINDS, wanted_for


@pytest.mark.parametrize(
    "annotation",
    [
        "",
        "Spam",
        "T",
        "'Spam'",
        "1",
        "x[",
        "Spam[int]",
        "a.b.Spam",
        "lambda: 1",
        "x" * 9000,
        "[int]",
    ],
)
def test_what_says_nothing_known_gives_nothing(annotation: str) -> None:
    assert strategy_of(annotation) is None


@pytest.mark.parametrize(
    ("annotation", "types"),
    [
        ("str", {str}),
        ("builtins.str", {str}),
        ("int", {int}),
        ("bool", {bool}),
        ("None", {type(None)}),
        ("Optional[str]", {str, type(None)}),
        ("str | None", {str, type(None)}),
        ("t.Union[int, bytes]", {int, bytes}),
        ("list[int]", {list}),
        ("'List[str]'", {list}),
        ("dict[str, int]", {dict}),
        ("Mapping[str, list[int]]", {dict}),
        ("tuple[int, str]", {tuple}),
        ("Tuple[int, ...]", {tuple}),
        ("Literal['a', 3]", {str, int}),
        ("Annotated[int, 'x']", {int}),
        ("Sequence[str]", {list, tuple}),
        ("str | Spam", {str}),
    ],
)
def test_annotations_give_values_of_their_types(annotation: str, types: set[type]) -> None:
    strategy = strategy_of(annotation)
    assert strategy is not None
    found = {type(eval(text)) for text in collect(strategy, 40, 0)}
    assert found == types


@pytest.mark.parametrize(
    "annotation",
    [
        "Callable[[int], str]",
        "Iterable[int]",
        "Iterator[str]",
        "set[int]",
        "frozenset[str]",
        "datetime",
        "datetime.date",
        "time",
        "timedelta",
        "Decimal",
        "Fraction",
        "UUID",
        "Path",
        "os.PathLike[str]",
        "re.Pattern[str]",
        "TextIO",
        "IO[bytes]",
        "type[int]",
        "Type[BaseException]",
        "Any",
        "object",
        "float",
        "complex",
        "deque[int]",
        "range",
        "Exception",
        "AnyStr",
        "Hashable",
        "bytearray",
        "Generator[int, None, None]",
    ],
)
def test_every_text_is_an_expression(annotation: str) -> None:
    strategy = strategy_of(annotation)
    assert strategy is not None
    for text in collect(strategy, 25, 0):
        ast.parse(text, mode="eval")


def test_the_same_texts_come_again() -> None:
    strategy = strategy_of("str")
    assert strategy is not None
    assert collect(strategy, 30, 7) == collect(strategy, 30, 7) != collect(strategy, 30, 8)


@pytest.mark.parametrize(
    "example",
    [
        "'hello'",
        "12",
        "-3",
        "1.5",
        "b'ab'",
        "[1, 'a']",
        "(1, (2,))",
        "{'a': [1]}",
        "{1, 2}",
        "True",
    ],
)
def test_near_values_have_the_type_of_the_example(example: str) -> None:
    strategy = near(example)
    assert strategy is not None
    wanted = type(ast.literal_eval(example))
    assert {type(eval(text)) for text in collect(strategy, 30, 0)} == {wanted}


@pytest.mark.parametrize(
    "example", ["x", "f(1)", "lambda: 1", "'" + "a" * 3000 + "'", "(", "{1: [}"]
)
def test_what_is_no_short_literal_has_nothing_near(example: str) -> None:
    assert near(example) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("text", "str"),
        ("n", "int"),
        ("items", "strings"),
        ("key", "function"),
        ("is_open", "bool"),
        ("dt", "datetime"),
    ],
)
def test_a_name_is_a_hint(name: str, kind: str) -> None:
    wanted = wanted_for(Hole(name="x", parameter=name))
    assert wanted.kinds[0] == kind
    assert set(wanted.kinds) == set(KINDS)


def test_a_default_is_a_hint_and_is_tried() -> None:
    wanted = wanted_for(Hole(name="x", parameter="anything", default="7"))
    assert wanted.kinds[0] == "int" and wanted.seen == ("7",)


@pytest.mark.parametrize("text", ["x", "", "(", "lambda: 1", "True", "None", "''", "0", "[]"])
def test_what_is_small_is_not_made_smaller(text: str) -> None:
    assert [each for each in smaller_texts(text) if len(each) < len(text)] == []


@pytest.mark.parametrize(
    ("text", "condition", "least"),
    [
        ("'hello World!'", lambda v: any(c.isupper() for c in v), "'A'"),
        ("[9, 8, 7, 6, 5, 4]", lambda v: 6 in v, "[6]"),
        ("{'a': 1, 'b': [1, 2, 3]}", lambda v: 2 in v.get("b", []), "{'b': [2]}"),
        ("-1234", lambda v: v < 0, "-1"),
        ("iter([5, 6])", lambda v: sum(1 for _ in v) > 0, "iter([0])"),
        ("b'\\xff123'", lambda v: v[:1] == b"\xff", "b'\\xff'"),
        ("(1, 2)", lambda v: True, "()"),
    ],
)
def test_the_smallest_value_that_shows_it_is_found(text: str, condition, least: str) -> None:  # type: ignore[no-untyped-def]
    def shows(several):  # type: ignore[no-untyped-def]
        return [condition(eval(values[0])) for values in several]

    assert smallest((text,), shows, tries=2000, ends=float("inf")) == (least,)
