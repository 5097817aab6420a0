"""Values from the text of an annotation; the text is parsed, never evaluated."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from inhouse.verifier import texts
from inhouse.verifier.generating import Texts, each_of, just, one_of, sampled, weighted

DEEPEST = 5
_PLAIN: dict[str, Texts] = {
    "str": texts.STR, "Text": texts.STR, "LiteralString": texts.STR,
    "bytes": texts.BYTES, "bytearray": texts.BYTES.map(lambda text: f"bytearray({text})"),
    "memoryview": texts.BYTES, "Buffer": texts.BYTES, "ReadableBuffer": texts.BYTES,
    "AnyStr": weighted((2, texts.STR), (1, texts.BYTES)),
    "int": texts.INT, "Integral": texts.INT, "SupportsInt": texts.INT, "SupportsIndex": texts.INT,
    "float": weighted((3, texts.FLOAT), (1, texts.INT)), "complex": texts.COMPLEX,
    "Real": texts.FLOAT, "Number": texts.FLOAT, "SupportsFloat": texts.FLOAT,
    "bool": texts.BOOL, "None": texts.NONE, "NoneType": texts.NONE,
    "Any": texts.nested(), "object": texts.nested(), "Hashable": texts.HASHABLE,
    "date": texts.DATE, "datetime": texts.DATETIME, "time": texts.TIME,
    "timedelta": texts.TIMEDELTA, "tzinfo": just("datetime.timezone.utc"),
    "timezone": just("datetime.timezone.utc"), "Decimal": texts.DECIMAL,
    "Fraction": texts.FRACTION, "UUID": texts.UUID, "Path": texts.PATH, "PurePath": texts.PATH,
    "PathLike": texts.PATH, "StrPath": weighted((2, texts.STR), (1, texts.PATH)),
    "Pattern": texts.PATTERN, "TextIO": texts.TEXT_FILE, "StringIO": texts.TEXT_FILE,
    "BinaryIO": texts.BYTES_FILE, "BytesIO": texts.BYTES_FILE,
    "IO": texts.TEXT_FILE, "TextIOBase": texts.TEXT_FILE, "SupportsRead": texts.TEXT_FILE,
    "Exception": texts.ERROR, "BaseException": texts.ERROR,
    "type": texts.CLASS, "Type": texts.CLASS,
    "range": sampled(["range(0)", "range(3)", "range(1, 9, 3)"]),
    "slice": sampled(["slice(None)", "slice(1, 3)", "slice(None, None, -1)"]),
}  # fmt: skip
_ITEMS: dict[str, Callable[[Texts], Texts]] = {
    "list": texts.listed, "List": texts.listed, "MutableSequence": texts.listed,
    "Sequence": lambda item: weighted((3, texts.listed(item)), (1, texts.tupled(item))),
    "Collection": texts.listed, "Container": texts.listed, "Reversible": texts.listed,
    "Iterable": texts.iterable_of,
    "Iterator": lambda item: texts.listed(item, "iter([", "])"),
    "Generator": lambda item: texts.listed(item, "(each for each in [", "])"),
    "deque": lambda item: texts.listed(item, "collections.deque([", "])"),
    "Deque": lambda item: texts.listed(item, "collections.deque([", "])"),
    "set": texts.set_of, "Set": texts.set_of, "MutableSet": texts.set_of,
    "AbstractSet": texts.set_of,
    "frozenset": lambda item: texts.set_of(item, "frozenset"),
    "FrozenSet": lambda item: texts.set_of(item, "frozenset"),
}  # fmt: skip
_SETS = {"set", "Set", "MutableSet", "AbstractSet", "frozenset", "FrozenSet"}
_DICTS = {"dict", "Dict", "Mapping", "MutableMapping", "OrderedDict", "DefaultDict", "defaultdict"}
_THROUGH = {"Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly", "Awaitable"}


def strategy_of(annotation: str) -> Texts | None:
    """Return what makes values for an annotation's text, or None where it says nothing known."""
    try:
        tree = ast.parse(annotation.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return _of(tree.body, DEEPEST)


def _of(node: ast.expr, depth: int) -> Texts | None:
    if depth == 0:
        return texts.SCALAR
    if isinstance(node, ast.Constant):
        if node.value is None:
            return texts.NONE
        return strategy_of(node.value) if isinstance(node.value, str) else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _one_of([_of(node.left, depth), _of(node.right, depth)])
    if isinstance(node, ast.Subscript):
        index = node.slice
        arguments = index.elts if isinstance(index, ast.Tuple) else [index]
        return _subscripted(_name(node.value), arguments, depth - 1)
    name = _name(node)
    if name in _ITEMS:
        return _ITEMS[name](texts.HASHABLE if name in _SETS else texts.SCALAR)
    if name in _DICTS:
        return texts.dict_of(texts.STR, texts.nested(1))
    if name in ("tuple", "Tuple"):
        return texts.tupled(texts.SCALAR)
    if name == "Callable":
        return texts.function_of(texts.SCALAR)
    return _PLAIN.get(name)


def _subscripted(name: str, arguments: Sequence[ast.expr], depth: int) -> Texts | None:
    if name == "Literal":
        chosen = [ast.unparse(each) for each in arguments if isinstance(each, ast.Constant)]
        return sampled(chosen) if chosen else None
    if name == "Optional":
        return _one_of([_of(arguments[0], depth), texts.NONE])
    if name == "Union":
        return _one_of([_of(each, depth) for each in arguments])
    if name in _THROUGH:
        return _of(arguments[0], depth)
    if name in _ITEMS:
        known = _of(arguments[0], depth)
        return _ITEMS[name](_or(known, texts.HASHABLE if name in _SETS else texts.SCALAR))
    if name in _DICTS and len(arguments) == 2:
        key, value = _of(arguments[0], depth), _of(arguments[1], depth)
        return texts.dict_of(_or(key, texts.HASHABLE), _or(value, texts.SCALAR))
    if name in ("tuple", "Tuple"):
        return _tuple(arguments, depth)
    if name == "Callable":
        result = _of(arguments[-1], depth) if len(arguments) == 2 else None
        return texts.function_of(_or(result, texts.SCALAR))
    if name in ("Type", "type"):
        wanted = _name(arguments[0])
        return just(wanted) if wanted in ("int", "str", "float", "dict", "list") else texts.CLASS
    if name == "IO" and _name(arguments[0]) == "bytes":
        return texts.BYTES_FILE
    return _PLAIN.get(name)


def _tuple(arguments: Sequence[ast.expr], depth: int) -> Texts:
    items = [_or(_of(each, depth), texts.SCALAR) for each in arguments]
    last = arguments[-1]
    if len(arguments) == 2 and isinstance(last, ast.Constant) and last.value is Ellipsis:
        return texts.tupled(items[0])
    return each_of(items, texts.fixed_tuple)


def _one_of(found: Sequence[Texts | None]) -> Texts | None:
    known = [each for each in found if each is not None]
    return one_of(*known) if known else None


def _or(known: Texts | None, otherwise: Texts) -> Texts:
    return otherwise if known is None else known


def _name(node: ast.expr) -> str:
    """Return the last part of a dotted name: `typing.Optional` and `t.Optional` are the same."""
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.rsplit(".", 1)[-1]
    return node.id if isinstance(node, ast.Name) else ""
