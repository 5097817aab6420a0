"""Groups of recorded tests that make one test function."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inhouse.codemod.contract_tests.bound_names import imported
from inhouse.model.recorded import RecordedTest


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Values of one call, in the order of the table's columns, and what comes of it."""

    values: tuple[str, ...]
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Calls of one form: `call` with the columns' names in place of the values that differ."""

    function: str
    call: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    raises: bool
    words: tuple[str, ...] = ()  # keywords that the call gives


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """Tests that stand for themselves, as assertions one after the other.

    `about` is what an object is made to do in them: a method's name, "" for nothing to tell.
    """

    function: str
    tests: tuple[RecordedTest, ...]
    about: str = ""


# What the functions around a table call by these names: none of its columns may.
_TAKEN = frozenset({"expected", "error", "pytest", "request", "self"})
_WIDEST = 5  # arguments; a table with more columns cannot be read
_AROUND = frozenset({"list", "str", "dict", "sorted", "vars", "repr", "set", "tuple"})


@dataclass(frozen=True, slots=True)
class _Form:
    function: str
    words: tuple[str, ...]
    count: int
    raises: bool
    around: str  # what the call's value is put into: list, str, ...


def grouped(tests: Sequence[RecordedTest]) -> tuple[Table | Single, ...]:
    """Return tables where calls have one form, single tests for the rest, in order."""
    forms: dict[_Form, list[RecordedTest]] = {}
    rest: dict[str, list[RecordedTest]] = {}
    for test in tests:
        form = _form(test)
        if form is None:
            rest.setdefault(test.symbol.rsplit(".", 1)[-1], []).append(test)
        else:
            forms.setdefault(form, []).append(test)
    found: list[Table | Single] = []
    few: dict[tuple[str, bool], list[RecordedTest]] = {}
    for form, members in forms.items():
        if len(members) > 1:
            found.append(_table(form, members))
        else:
            few.setdefault((form.function, form.raises), []).extend(members)
    for (name, _), members in few.items():
        found.append(Single(function=name, tests=tuple(members)))
    for name, members in rest.items():
        found += [
            Single(function=name, tests=each, about=_about(each[0])) for each in _alone(members)
        ]
    return tuple(found)


_OPERATIONS = {
    ast.Subscript: "item",
    ast.Compare: "comparison",
    ast.BinOp: "operator",
    ast.With: "context",
}


def _about(test: RecordedTest) -> str:
    """Return the name of the last thing that a test does before it looks."""
    if not test.setup:
        return ""
    statements = ast.parse("\n".join([*test.setup[1:], test.call])).body
    looks = isinstance(ast.parse(test.call, mode="eval").body, ast.Tuple) and len(statements) > 1
    last = statements[-2] if looks else statements[-1]
    for node in ast.walk(last):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            return node.func.attr
        for kind, name in _OPERATIONS.items():
            if isinstance(node, kind):
                return name
    return ""


def _alone(members: Iterable[RecordedTest]) -> list[tuple[RecordedTest, ...]]:
    """Return the tests of each function: those that need nothing before them share one."""
    found: list[tuple[RecordedTest, ...]] = []
    plain: list[RecordedTest] = []
    for each in members:
        if each.setup or each.output or each.warns or each.raises:
            found.append((each,))
        else:
            plain.append(each)
    return [tuple(plain), *found] if plain else found


def _form(test: RecordedTest) -> _Form | None:
    """Return the form of a plain call of one name; None for anything else."""
    if test.setup or test.output or test.warns:
        return None
    around, node = _inner(test)
    if not isinstance(node, ast.Call) or any(isinstance(a, ast.Starred) for a in node.args):
        return None
    if not 0 < len(node.args) + len(node.keywords) <= _WIDEST:
        return None
    name = ast.unparse(node.func)
    if not re.fullmatch(r"[\w.]+", name) or any(word.arg is None for word in node.keywords):
        return None
    words = tuple(word.arg or "" for word in node.keywords)
    return _Form(name, words, len(node.args), test.raises is not None, around)


def _inner(test: RecordedTest) -> tuple[str, ast.expr]:
    """Return the call that a test is about, and the builtin that its value goes through."""
    node = ast.parse(test.call, mode="eval").body
    match node:
        case ast.Call(func=ast.Name(id=name), args=[ast.Call() as inner], keywords=[]) if (
            name in _AROUND
        ):
            return name, inner
    return "", node


def _table(form: _Form, members: Sequence[RecordedTest]) -> Table:
    calls = [_inner(each)[1] for each in members]
    values = [_values(call) for call in calls]
    names = _names(form, members)
    differing = [
        place
        for place in range(len(names))
        if len({row[place] for row in values}) > 1 or len(names) == 1
    ]
    parts = [
        names[place] if place in differing else values[0][place] for place in range(len(names))
    ]
    written = parts[: form.count]
    written += [
        f"{word}={part}" for word, part in zip(form.words, parts[form.count :], strict=True)
    ]
    rows = tuple(
        Row(
            values=tuple(row[place] for place in differing),
            outcome=(each.raises if form.raises else each.expected) or "None",
        )
        for row, each in zip(values, members, strict=True)
    )
    call = f"{form.function}({', '.join(written)})"
    return Table(
        function=form.function,
        call=f"{form.around}({call})" if form.around else call,
        columns=tuple(names[place] for place in differing),
        rows=rows,
        raises=form.raises,
        words=form.words,
    )


def _values(call: ast.expr) -> list[str]:
    assert isinstance(call, ast.Call)
    return [ast.unparse(each) for each in [*call.args, *(word.value for word in call.keywords)]]


def _names(form: _Form, members: Sequence[RecordedTest]) -> list[str]:
    """Return a name for each argument: the parameter's where known, else its place."""
    taken = {bound for _, _, bound in imported(members)} | _TAKEN
    known: dict[int, str] = {}
    for each in members:
        values = _values(_inner(each)[1])
        for name, text in each.parameters:
            if text in values[: form.count] and name.isidentifier():
                known.setdefault(values.index(text), name.strip("_"))
    names: list[str] = []
    for place in range(form.count):
        plain = "value" if form.count == 1 else f"value{place + 1}"
        name = known.get(place) or plain
        while name in taken or name in names or not name.isidentifier():
            name = f"{plain}_{place + 1}" if name != f"{plain}_{place + 1}" else name + "_"
        names.append(name)
    for word in form.words:
        names.append(word if word not in taken and word not in names else f"{word}_")
    return names
