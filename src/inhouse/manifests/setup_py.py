"""setup.py, read and never run: what its call of `setup` says in literals."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from inhouse.manifests.declared import Declared, Malformed, name_at, reading, requirements_of
from inhouse.manifests.setup_cfg import extra_sets, unnamed_extras
from inhouse.model.lock import Note, Requirement

_WANTED = ("name", "version", "install_requires", "extras_require", "python_requires")
_DEPENDENCIES = ("install_requires", "extras_require")
MAX_DEPTH = 50


def read_setup_py(text: str, file: str = "setup.py") -> Declared:
    """Read the text; what is worked out at run time is left out and said in a note.

    InputError where a literal is not what setuptools takes.
    """
    try:
        tree = ast.parse(text.removeprefix("\ufeff"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        note = Note(code="setup-unreadable", text=f"{file} is no Python that can be read here")
        return Declared(notes=(note,))
    call = _setup_call(tree)
    if call is None:
        return Declared()
    names = _constants(tree)
    found: dict[str, Any] = {}
    dynamic = []
    for keyword in call.keywords:
        if keyword.arg is None:
            dynamic.append("**")
        elif keyword.arg in _WANTED:
            try:
                found[keyword.arg] = _value(keyword.value, names, 0)
            except ValueError:
                dynamic += [keyword.arg] if keyword.arg in _DEPENDENCIES else []
    with reading(file):
        return _declared(found, tuple(_notes(dynamic, file)))


def literals(text: str) -> Iterator[ast.Constant]:
    """Yield the strings that `read_setup_py` takes for requirements, as nodes with their lines."""
    try:
        tree = ast.parse(text.removeprefix("\ufeff"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    call = _setup_call(tree)
    names = _constants(tree)
    for keyword in call.keywords if call is not None else ():
        if keyword.arg in _DEPENDENCIES:
            with suppress(ValueError):
                _value(keyword.value, names, 0)
                yield from _strings(keyword.value, names)


def _strings(node: ast.expr, names: dict[str, ast.expr]) -> Iterator[ast.Constant]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    elif isinstance(node, ast.Name):
        yield from _strings(names[node.id], names)
    elif isinstance(node, ast.List | ast.Tuple):
        for item in node.elts:
            yield from _strings(item, names)
    elif isinstance(node, ast.Dict):
        for item in node.values:
            yield from _strings(item, names)
    elif isinstance(node, ast.BinOp):
        yield from _strings(node.left, names)
        yield from _strings(node.right, names)


def _declared(found: dict[str, Any], notes: tuple[Note, ...]) -> Declared:
    name, version, python = (found.get(key) for key in ("name", "version", "python_requires"))
    table = found.get("extras_require") or {}
    if not isinstance(table, dict) or not all(isinstance(key, str) for key in table):
        raise Malformed("extras_require", "should be a dictionary of lists")
    extras = {key: _requirements(value, f"extras_require.{key}") for key, value in table.items()}
    plain = _requirements(found.get("install_requires"), "install_requires")
    return Declared(
        name=name_at(name, "name") if isinstance(name, str) else None,
        version=version if isinstance(version, str) and version.isprintable() else None,
        requirements=plain + unnamed_extras(extras),
        extras=tuple(extra_sets(extras, "extras_require")),
        requires_python=python if isinstance(python, str) and python.isprintable() else None,
        notes=notes,
    )


def _requirements(value: Any, where: str) -> tuple[Requirement, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        value = [line.strip() for line in value.splitlines() if line.strip()]
    if not isinstance(value, list | tuple) or not all(isinstance(line, str) for line in value):
        raise Malformed(where, "should be a list of strings")
    return requirements_of(value, where)


def _setup_call(tree: ast.Module) -> ast.Call | None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name == "setup":
                return node
    return None


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    """Return the values of names that the module assigns exactly once, at its top level."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.setdefault(node.id, [])
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
            if isinstance(target, ast.Name):
                found[target.id].append(statement.value)
    stores: dict[str, int] = {}
    touched = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            stores[node.id] = stores.get(node.id, 0) + 1
        elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.value, ast.Name):
            touched.add(node.value.id)  # it may be changed in place: append, extend, [...] = ...
    return {
        name: values[0]
        for name, values in found.items()
        if len(values) == 1 and stores[name] == 1 and name not in touched
    }


def _value(node: ast.expr, names: dict[str, ast.expr], depth: int) -> Any:
    """Return what an expression of literals, constants and `+` stands for; else ValueError."""
    if depth > MAX_DEPTH:
        raise ValueError("nested too deeply")
    deeper = depth + 1
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name) and node.id in names:
        return _value(names[node.id], names, deeper)
    if isinstance(node, ast.List | ast.Tuple):
        return [_value(item, names, deeper) for item in node.elts]
    if isinstance(node, ast.Dict):
        keys = [_value(key, names, deeper) if key else None for key in node.keys]
        if not all(isinstance(key, str) for key in keys):
            raise ValueError("has keys that are no strings")
        values = [_value(value, names, deeper) for value in node.values]
        return dict(zip(keys, values, strict=True))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _value(node.left, names, deeper), _value(node.right, names, deeper)
        if type(left) is type(right) and isinstance(left, list | str):
            return left + right
    raise ValueError("is worked out at run time")


def _notes(dynamic: list[str], file: str) -> list[Note]:
    if not dynamic:
        return []
    shown = " and ".join(dict.fromkeys(dynamic))
    text = f"{file}: {shown} of setup() is worked out at run time and left out"
    return [Note(code="dynamic-dependencies", text=text)]
