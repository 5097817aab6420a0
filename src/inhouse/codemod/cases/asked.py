"""Other forms of a text that a function asks for: a file, bytes, something to go through."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from inhouse.codemod.cases.definitions import Definition, Function

# An import that is needed, and how the form is made of a text.
Form = tuple[str, str]
_FILE: tuple[Form, ...] = (
    ("import io", "io.StringIO({0})"),
    ("import io", "io.BytesIO({0}.encode())"),
)
_CLASSES: dict[str, tuple[Form, ...]] = {
    "str": (("", "{0}.encode()"),),  # for something else is to be given as well
    "bytes": (("", "{0}.encode()"),),
    "bytearray": (("", "bytearray({0}.encode())"),),
    "list": (("", "[{0}]"),),
    "tuple": (("", "({0},)"),),
    "Generator": (("", "(each for each in [{0}])"),),
    "GeneratorType": (("", "(each for each in [{0}])"),),
    "Iterator": (("", "iter([{0}])"),),
}


def forms_asked(found: Definition | None, parameter: str) -> tuple[Form, ...]:
    """Return the forms that a function's code tells apart in one of its parameters."""
    if found is None or not isinstance(found.node, Function):
        return ()
    forms = (form for node in ast.walk(found.node) for form in _asked(node, parameter))
    return tuple(dict.fromkeys(forms))


def _asked(node: ast.AST, parameter: str) -> Iterator[Form]:
    match node:
        case ast.Call(
            func=ast.Name(id="hasattr"), args=[ast.Name(id=name), ast.Constant(value="read")]
        ) if name == parameter:
            yield from _FILE
        case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(id=name), classes]) if (
            name == parameter
        ):
            for each in classes.elts if isinstance(classes, ast.Tuple) else [classes]:
                yield from _CLASSES.get(_last(each), ())
        case ast.Call(func=called, args=[ast.Name(id=name)]) if name == parameter:
            if _last(called) == "isgenerator":
                yield from _CLASSES["Generator"]


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
