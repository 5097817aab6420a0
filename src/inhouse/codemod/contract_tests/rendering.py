"""The text of the generated test file."""

from __future__ import annotations

import ast
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from inhouse.codemod.contract_tests.bound_names import told_apart
from inhouse.codemod.contract_tests.imports import import_lines, local_names
from inhouse.codemod.contract_tests.layout import WIDTH, laid_out, quoted
from inhouse.codemod.contract_tests.tables import Single, Table, grouped
from inhouse.model.recorded import RecordedTest, compared

Style = Literal["pytest", "unittest"]


def render(
    tests: Sequence[RecordedTest],
    *,
    package: str,
    version: str,
    home: str = "",
    regenerate: str = "",
    style: Style = "pytest",
) -> str:
    """Return the test file for tests in the order given.

    `home` names what serves the package's place now ("shop._inhouse.slugify", or "" where the
    standard library does), `regenerate` the command that makes the file again. The text is the
    same for the same tests; its lines fit 88 columns where the values can be broken.
    """
    tests = told_apart(tests)
    sheet = (_Pytest if style == "pytest" else _Unittest)(tests)
    body = [line for group in grouped(tests) for line in sheet.group(group)]
    head = _docstring(package, version, home, regenerate)
    lines = [*head, "", *sheet.imports(body), "", *sheet.opening(), *body, *sheet.closing()]
    return "\n".join(lines).rstrip("\n") + "\n"


def collected(tests: Sequence[RecordedTest], style: Style = "pytest") -> int:
    """Return as how many tests a runner counts the file that `render` makes of them."""
    return sum(
        len(group.rows) if isinstance(group, Table) and style == "pytest" else 1
        for group in grouped(told_apart(tests))
    )


def _docstring(package: str, version: str, home: str, regenerate: str) -> list[str]:
    where = f", now {home}" if home else ""
    first = f'"""What this project expects of {package} {version}{where}.'
    lines = [first] if len(first) <= WIDTH else [f'"""What this project expects of {package}.']
    lines += ["", f"The values were recorded from {package} {version} by inhouse."]
    if regenerate:
        lines.append(f"To record them again: {regenerate}")
    return [*lines, '"""']


# What needs no brackets on the left of a comparison.
_ATOMS = (ast.Call, ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.List, ast.Tuple)


class _Sheet(ABC):
    """What both styles share: names of functions, and the imports that are needed."""

    indent = 0

    def __init__(self, tests: Sequence[RecordedTest]) -> None:
        self.tests = tests
        self.names: dict[str, int] = {}
        self.local = local_names(tests)
        self.uses_library = False

    def name(self, function: str, suffix: str = "") -> str:
        """Return a new name for the tests of a function."""
        plain = re.sub(r"\W+", "_", function).strip("_").lower()
        name = f"test_{plain}{suffix}"
        self.names[name] = self.names.get(name, 0) + 1
        count = self.names[name]
        return name if count == 1 else f"{name}_{count}"

    def table_name(self, table: Table) -> str:
        """Return the name of a table's test function: the keywords it gives tell it apart."""
        words = table.words if 0 < len(table.words) < 3 else ()
        suffix = "_with_" + "_and_".join(words) if words else ""
        return self.name(table.function, suffix + ("_refuses" if table.raises else ""))

    def single_name(self, single: Single) -> str:
        """Return the name of the test function of tests without a table."""
        suffix = "_refuses" if single.tests[0].raises else ""
        if single.about:
            return self.name(f"{single.function}_{single.about}", suffix)
        plain = re.sub(r"\W+", "_", single.function).strip("_").lower()
        taken = f"test_{plain}{suffix}" in self.names
        return self.name(single.function, ("_variants" if taken else "") + suffix)

    def error(self, dotted: str) -> str:
        """Return how a class of an error is written here."""
        return self.local.get(dotted, dotted)

    def group(self, group: Table | Single) -> Iterator[str]:
        """Yield the lines of one test function."""
        lines = self.table(group) if isinstance(group, Table) else self.single(group)
        pad = " " * self.indent
        for line in lines:
            yield pad + line if line else line

    @abstractmethod
    def table(self, table: Table) -> Iterator[str]:
        """Yield the lines of a table."""

    @abstractmethod
    def single(self, single: Single) -> Iterator[str]:
        """Yield the lines of tests without a table."""

    def assertion(self, test: RecordedTest, indent: int) -> list[str]:
        """Return the lines of the assertion that a call has its value."""
        comparison = test.comparison
        if not isinstance(ast.parse(test.call, mode="eval").body, _ATOMS):
            comparison = compared(f"({test.call})", test.expected or "None")
        first, *lines = laid_out(comparison, indent + self.indent, 7)
        return [f"assert {first}", *lines]


def _row(text: str, indent: int, pad: int | None = None) -> list[str]:
    """Return the lines of a table's row, shown `pad` columns to the right."""
    lines = laid_out(text, indent, 0, 1)
    lines[-1] += ","
    return [" " * (indent if pad is None else pad) + line for line in lines]


def _statements(setup: Iterable[str], indent: int) -> Iterator[str]:
    """Yield the lines of statements, long values in short lines."""
    for each in setup:
        flat = quoted(each).splitlines()
        node = ast.parse(each).body[0]
        if len(flat) == 1 and indent + len(flat[0]) > WIDTH:
            if isinstance(node, ast.Assign):
                head = quoted(" = ".join(map(ast.unparse, node.targets))) + " = "
                first, *rest = laid_out(ast.unparse(node.value), indent, len(head))
                flat = [head + first, *rest]
            elif isinstance(node, ast.Expr):
                flat = laid_out(ast.unparse(node.value), indent)
        yield from flat


class _Pytest(_Sheet):
    def imports(self, body: Sequence[str]) -> list[str]:
        needs = any("pytest." in line for line in body)
        return import_lines(self.tests, ("pytest",) if needs else ())

    def opening(self) -> list[str]:
        return [""]

    def closing(self) -> list[str]:
        return []

    def table(self, table: Table) -> Iterator[str]:
        last = "error" if table.raises else "expected"
        same = {row.outcome for row in table.rows}
        fixed = table.raises and len(same) == 1
        columns = table.columns if fixed else (*table.columns, last)
        names = ", ".join(f'"{each}"' for each in columns)
        yield "@pytest.mark.parametrize("
        yield f'    "{columns[0]}",' if len(columns) == 1 else f"    ({names}),"
        yield "    ["
        for row in table.rows:
            outcome = self.error(row.outcome) if table.raises else row.outcome
            values = row.values if fixed else (*row.values, outcome)
            text = values[0] if len(columns) == 1 else f"({', '.join(values)})"
            yield from _row(text, 8)
        yield "    ],"
        yield ")"
        arguments = ", ".join(columns)
        yield f"def {self.table_name(table)}({arguments}):"
        if table.raises:
            yield f"    with pytest.raises({self.error(same.pop()) if fixed else last}):"
            yield from (f"        {line}" for line in laid_out(table.call, 8))
        else:
            first, *lines = laid_out(f"{table.call} == expected", 4, 7)
            yield from (f"    {line}" for line in [f"assert {first}", *lines])
        yield from ("", "")

    def single(self, single: Single) -> Iterator[str]:
        fixture = "capsys" if any(each.output for each in single.tests) else ""
        yield f"def {self.single_name(single)}({fixture}):"
        for test in single.tests:
            yield from self._one(test)
        yield from ("", "")

    def _one(self, test: RecordedTest) -> Iterator[str]:
        lines = list(_statements(test.setup, 8 + self.indent))
        if test.raises:
            inner = [f"with pytest.raises({self.error(test.raises)}):"]
            inner += [f"    {line}" for line in lines]
            inner += [f"    {line}" for line in laid_out(test.call, 8)]
        elif test.warns:
            inner = [f"with pytest.warns({test.warns}):"]
            inner += [f"    {line}" for line in lines]
            inner += [f"    {line}" for line in self.assertion(test, 8)]
        else:
            inner = [*lines, *self.assertion(test, 4)]
        yield from (f"    {line}" for line in inner)
        if test.output:
            text = f"capsys.readouterr().out == {test.output!r}"
            first, *more = laid_out(text, 4, 7)
            yield from (f"    {line}" for line in [f"assert {first}", *more])


class _Unittest(_Sheet):
    indent = 4

    def imports(self, body: Sequence[str]) -> list[str]:
        extra = ["unittest"]
        if any("redirect_stdout" in line for line in body):
            extra += ["contextlib", "io"]
        return import_lines(self.tests, tuple(extra))

    def opening(self) -> list[str]:
        return ["", "class Recorded(unittest.TestCase):"]

    def closing(self) -> list[str]:
        return ["", 'if __name__ == "__main__":', "    unittest.main()"]

    def table(self, table: Table) -> Iterator[str]:
        last = "error" if table.raises else "expected"
        yield f"def {self.table_name(table)}(self):"
        yield f"    for {', '.join((*table.columns, last))} in ("
        for row in table.rows:
            outcome = self.error(row.outcome) if table.raises else row.outcome
            text = f"({', '.join((*row.values, outcome))})"
            yield from _row(text, 12, 8)
        yield "    ):"
        yield f"        with self.subTest({table.columns[0]}={table.columns[0]}):"
        if table.raises:
            yield "            with self.assertRaises(error):"
            yield f"                {table.call}"
        else:
            yield f"            self.assertEqual({quoted(table.call)}, expected)"
        yield ""

    def single(self, single: Single) -> Iterator[str]:
        yield f"def {self.single_name(single)}(self):"
        for test in single.tests:
            lines = list(_statements(test.setup, 8 + self.indent))
            if test.raises:
                inner = [f"with self.assertRaises({self.error(test.raises)}):"]
                inner += [f"    {line}" for line in [*lines, quoted(test.call)]]
            elif test.warns:
                inner = [f"with self.assertWarns({test.warns}):"]
                inner += [f"    {line}" for line in [*lines, *self._equal(test, 12)]]
            elif test.output:
                inner = ["with contextlib.redirect_stdout(io.StringIO()) as out:"]
                inner += [f"    {line}" for line in [*lines, *self._equal(test, 12)]]
                inner.append(f"self.assertEqual(out.getvalue(), {quoted(repr(test.output))})")
            else:
                inner = [*lines, *self._equal(test, 8)]
            yield from (f"    {line}" for line in inner)
        yield ""

    def _equal(self, test: RecordedTest, indent: int) -> list[str]:
        expected = test.expected or "None"
        if expected in ("True", "False", "None"):
            return laid_out(f"self.assertIs({test.call}, {expected})", indent)
        return laid_out(f"self.assertEqual({test.call}, {expected})", indent)
