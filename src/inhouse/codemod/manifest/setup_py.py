"""setup.py, read and never run: the requirements that it states in literals."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from inhouse.codemod.manifest.edits import Edit, Unsure, bom_and_rest, line_at
from inhouse.codemod.manifest.listed import Listed, with_item, without_item
from inhouse.codemod.manifest.wanted import Wanted, declared_name
from inhouse.model.places import Left

_LISTS = ("install_requires", "extras_require", "tests_require")
_NO_REQUIREMENTS = (
    "name",
    "version",
    "description",
    "long_description",
    "keywords",
    "classifiers",
    "packages",
    "py_modules",
    "package_dir",
    "package_data",
    "url",
    "entry_points",
    "provides",
)
_GROWS = ("append", "extend")
MAX_CUTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupPy:
    """A parsed setup.py: the call of `setup` and where each line begins."""

    text: str
    tree: ast.Module
    call: ast.Call
    starts: tuple[int, ...]

    def offset(self, line: int, column: int) -> int:
        """Return the offset in the text of ast's place (1-based line, column in UTF-8 bytes)."""
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        return start + len(self.text[start:end].encode()[:column].decode(errors="ignore"))

    def span(self, node: ast.expr) -> tuple[int, int]:
        """Return the span of a node in the text."""
        end = self.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
        return self.offset(node.lineno, node.col_offset), end

    def listed(self, node: ast.List) -> Listed:
        """Return a list literal as it is written."""
        start, end = self.span(node)
        return Listed(
            open=start + 1, close=end - 1, items=tuple(self.span(item) for item in node.elts)
        )


def parsed(text: str) -> SetupPy | None:
    """Read the text; None if it is no Python, or has not exactly one call of `setup`."""
    if "\f" in text or "\r" in text.replace("\r\n", ""):
        return None  # lines would be counted in two ways
    try:
        tree = ast.parse(text)
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_setup(node)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if len(calls) != 1:
        return None
    starts = [0]
    while following := text.find("\n", starts[-1]) + 1:
        starts.append(following)
    return SetupPy(text=text, tree=tree, call=calls[0], starts=tuple(starts))


def remove_from_setup_py(file: str, text: str, wanted: Wanted) -> Edit:
    """Return the file without what asks for one of the distributions; all or nothing."""
    bom, text = bom_and_rest(text)
    setup = parsed(text)
    if setup is None:
        match = wanted.mentioned(text)
        line = line_at(text, match.start() if match else 0)
        why = "names it, and has no single call of setup() that can be read"
        return Edit(left=(Left(file=file, line=line, why=why),))
    removed: list[str] = []
    try:
        while hit := next(_hits(setup, wanted), None):
            if len(removed) == MAX_CUTS:
                raise Unsure(0, f"names it more than {MAX_CUTS} times")
            setup = _without(setup, *hit[1:], wanted)
            removed.append(f"{file}: {hit[0]}")
    except Unsure as error:
        return Edit(left=(Left(file=file, line=line_at(text, error.at), why=error.why),))
    left = tuple(_left(file, setup, wanted))
    if left:
        return Edit(left=left)
    return Edit(text=bom + setup.text if removed else None, removed=tuple(removed))


def add_to_setup_py(file: str, text: str, requirement: str, like: Wanted) -> Edit:
    """Return the file with the requirement beside every one that is like it."""
    bom, text = bom_and_rest(text)
    setup = parsed(text)
    if setup is None:
        return Edit()
    name = declared_name(requirement) or ""
    lists = [(where, node, _names(node)) for where, node in lists_of(setup)]
    main = {each for where, _, names in lists if where == "install_requires" for each in names}
    new, added = setup.text, []
    for where, node, names in sorted(lists, key=lambda each: each[1].lineno, reverse=True):
        if name in main or name in names or not any(each in like.names for each in names):
            continue
        index = next(number for number, each in enumerate(names) if each in like.names)
        quote = setup.text[setup.span(node.elts[index])[0]]
        if quote not in "\"'" or quote in requirement:
            quote = "'" if '"' in requirement else '"'
        if all(names) and names == sorted(names) and len(names) > 1:
            index = sum(1 for each in names if each < name) - 1
        new = with_item(new, setup.listed(node), index + 1, f"{quote}{requirement}{quote}")
        added.append(f"{file}: {where}")
    if not added:
        return Edit()
    after = parsed(new)
    grown = len(list(ast.walk(setup.tree))) + len(added)
    if after is None or len(list(ast.walk(after.tree))) != grown:
        line = line_at(text, setup.span(setup.call)[0])
        return Edit(left=(Left(file=file, line=line, why="cannot be added to with certainty"),))
    return Edit(text=bom + new, removed=tuple(reversed(added)))


def lists_of(setup: SetupPy, keys: tuple[str, ...] = _LISTS) -> Iterator[tuple[str, ast.List]]:
    """Yield the list literals behind the keywords of setup(), once each, with their names."""
    seen: set[int] = set()
    for keyword in setup.call.keywords:
        if keyword.arg in keys:
            for where, node in _literals(setup, keyword.value, keyword.arg or "", 0):
                if id(node) not in seen:
                    seen.add(id(node))
                    yield where, node


def _literals(
    setup: SetupPy, node: ast.expr, where: str, depth: int
) -> Iterator[tuple[str, ast.List]]:
    if depth > 20:
        return
    if isinstance(node, ast.List):
        yield where, node
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            extra = key.value if isinstance(key, ast.Constant) else None
            inner = f"{where}.{extra}" if isinstance(extra, str) else where
            yield from _literals(setup, value, inner, depth + 1)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from _literals(setup, node.left, where, depth + 1)
        yield from _literals(setup, node.right, where, depth + 1)
    elif isinstance(node, ast.Name):
        assigned = _assigned(setup.tree, node.id)
        if assigned is not None:
            yield from _literals(setup, assigned, where, depth + 1)


def _assigned(tree: ast.Module, name: str) -> ast.expr | None:
    """Return the value of a name that is assigned once, at the top, and at most grows."""
    values = [
        statement.value
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        and len(statement.targets) == 1
        and isinstance(statement.targets[0], ast.Name)
        and statement.targets[0].id == name
    ]
    stores = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load):
            stores += 1
        of = getattr(node, "value", None)
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(of, ast.Name):
            grows = isinstance(node, ast.Attribute) and node.attr in _GROWS
            keyed = (
                isinstance(node, ast.Subscript)
                and isinstance(node.slice, ast.Constant)
                and isinstance(node.slice.value, str)
            )
            if of.id == name and not grows and not keyed:
                return None
    return values[0] if len(values) == 1 and stores == 1 else None


def _hits(setup: SetupPy, wanted: Wanted) -> Iterator[tuple[str, ast.List, int]]:
    for where, node in lists_of(setup):
        for index, item in enumerate(node.elts):
            if (
                isinstance(item, ast.Constant)
                and isinstance(item.value, str)
                and wanted.declared(item.value)
            ):
                yield where, node, index


def _without(setup: SetupPy, node: ast.List, index: int, wanted: Wanted) -> SetupPy:
    text = without_item(setup.text, setup.listed(node), index, wanted)
    at = setup.span(node)[0]
    after = parsed(text)
    del node.elts[index]
    if after is None or ast.dump(after.tree) != ast.dump(setup.tree):
        raise Unsure(at, "cannot be edited without changing something else")
    return after


def _left(file: str, setup: SetupPy, wanted: Wanted) -> Iterator[Left]:
    """Yield the strings that still ask for it: computed lists, conditions, setup_requires."""
    harmless: set[int] = set()
    for node in ast.walk(setup.tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            harmless.add(id(node.value))  # a docstring
    for keyword in setup.call.keywords:
        if keyword.arg in _NO_REQUIREMENTS:
            harmless |= {id(node) for node in ast.walk(keyword.value)}
        elif keyword.arg == "extras_require":
            harmless |= {id(key) for key in _extras(setup, keyword.value)}
    for node in ast.walk(setup.tree):
        if not isinstance(node, ast.Constant) or id(node) in harmless:
            continue
        if isinstance(node.value, str) and any(
            wanted.declared(line) or wanted.suspected(line) for line in node.value.splitlines()
        ):
            why = "names it where requirements are worked out, or for the build"
            yield Left(file=file, line=node.lineno, why=why)


def _extras(setup: SetupPy, value: ast.expr) -> list[ast.expr | None]:
    """Return the names of extras, which may be those of distributions."""
    if isinstance(value, ast.Name):
        value = _assigned(setup.tree, value.id) or value
    return value.keys if isinstance(value, ast.Dict) else []


def _names(node: ast.List) -> list[str]:
    return [
        (declared_name(item.value) or "")
        if isinstance(item, ast.Constant) and isinstance(item.value, str)
        else ""
        for item in node.elts
    ]


def _is_setup(node: ast.Call) -> bool:
    called = node.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name == "setup"
