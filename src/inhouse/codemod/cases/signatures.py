"""The parameters of a package's functions and classes, read from their source text."""

from __future__ import annotations

import ast
import builtins
import re
import typing
from dataclasses import dataclass, replace
from typing import Literal

from inhouse.codemod.cases.definitions import Definition, Function, PackageSource
from inhouse.codemod.cases.expressions import literal
from inhouse.codemod.cases.forwarded import handed_on
from inhouse.codemod.cases.guesses import kind_of

Kind = Literal["positional", "either", "star", "keyword", "double"]
Shape = Literal["function", "class", "value"]
_NOTHING = ast.Lambda(ast.arguments([], [], None, [], [], None, []), ast.Constant(0))
_HOPS = 3  # functions that hand the same keywords on
_WORD = re.compile(r"[A-Za-z_]\w*")
# Decorators that leave the parameters as they are written.
_TRANSPARENT = frozenset(
    [
        "abstractmethod",
        "asynccontextmanager",
        "cache",
        "contextmanager",
        "final",
        "lru_cache",
        "overload",
        "override",
        "total_ordering",
        "singledispatch",
        "staticmethod",
        "classmethod",
        "wraps",
        "deprecated",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter; `annotation` is as written or, marked by `guessed`, told from its use."""

    name: str
    kind: Kind
    annotation: str | None = None
    default: str | None = None
    guessed: bool = False

    @property
    def required(self) -> bool:
        """Whether a call must give it."""
        return self.default is None and self.kind in ("positional", "either", "keyword")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """How a symbol may be called. `hidden` is set where a decorator may change the parameters."""

    symbol: str
    shape: Shape
    parameters: tuple[Parameter, ...] = ()
    asynchronous: bool = False
    lazy: bool = False  # gives an iterator
    context: bool = False  # gives a context manager
    exception: bool = False
    hidden: bool = False
    wraps: bool = False  # gives a function made of its argument: a decorator


_ITERATORS = frozenset({"iter", "map", "filter", "zip", "chain", "islice", "from_iterable"})
_ITERATORS |= {"starmap", "reversed", "enumerate", "cycle", "repeat", "takewhile", "dropwhile"}


def signature_of(package: PackageSource, symbol: str) -> Signature | None:
    """Return the signature of a dotted name of the package, None where it is not found."""
    found = package.find(symbol)
    return None if found is None else signature_at(package, symbol, found)


_TOLD = {*dir(builtins), *typing.__all__, "typing", "collections", "abc", "re", "t", "datetime"}


def _plain(package: PackageSource, module: str, told: Parameter) -> Parameter:
    """Return a parameter that can be read outside its module: no type variables, no constants."""
    annotation, default = told.annotation, told.default
    if annotation is not None and _names(annotation) - _TOLD:
        # A type of the package's own says nothing to whoever makes up a value.
        annotation = kind_of(told.name, None, _NOTHING)
    if default is not None and _names(default) - _TOLD:
        found = package.look_up(module, default) if default.isidentifier() else None
        node = found.node if found else None
        if isinstance(node, ast.expr) and literal(node):
            default = ast.unparse(node)
    return replace(told, annotation=annotation, default=default)


def _names(text: str) -> set[str]:
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {text}
    words = {each.value for each in ast.walk(tree) if isinstance(each, ast.Constant)}
    inner = {name for word in words if isinstance(word, str) for name in _WORD.findall(word)}
    return inner | {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}


def signature_at(
    package: PackageSource, symbol: str, found: Definition, hops: int = 0
) -> Signature:
    """Return the signature of a definition under the name it is used by.

    What it hands on with `**kwargs` to others of the package is among its parameters.
    """
    told = _signature(package, symbol, found)
    plain = {each.name: _plain(package, found.module, each) for each in told.parameters}
    if hops < _HOPS:
        for callee, given, count in handed_on(package, found):
            far = signature_at(package, symbol, callee, hops + 1).parameters[count:]
            for each in far:
                if each.kind in ("either", "keyword") and each.name not in given:
                    plain.setdefault(each.name, replace(each, kind="keyword"))
    ordered = sorted(plain.values(), key=lambda each: each.kind == "double")
    return replace(told, parameters=tuple(ordered))


def _signature(package: PackageSource, symbol: str, found: Definition) -> Signature:
    node = found.node
    if isinstance(node, ast.ClassDef):
        return _of_class(package, symbol, found)
    if isinstance(node, ast.Lambda):
        return Signature(
            symbol=symbol, shape="function", parameters=_parameters(node.args, node, bound=False)
        )
    if isinstance(node, ast.expr):
        return Signature(symbol=symbol, shape="value")
    names = {_last_name(each) for each in node.decorator_list}
    bound = found.owner is not None and "staticmethod" not in names
    return Signature(
        symbol=symbol,
        shape="function",
        parameters=_parameters(node.args, node, bound=bound),
        asynchronous=isinstance(node, ast.AsyncFunctionDef),
        lazy=_lazy(node) and "contextmanager" not in names,
        context=bool(names & {"contextmanager", "asynccontextmanager"}),
        hidden=bool(names - _TRANSPARENT),
        wraps=_returns_inner(node),
    )


def _of_class(package: PackageSource, symbol: str, found: Definition) -> Signature:
    assert isinstance(found.node, ast.ClassDef)
    made = package.member(found, "__init__") or package.member(found, "__new__")
    parameters: tuple[Parameter, ...] = ()
    if made is not None and isinstance(made.node, Function):
        parameters = _parameters(made.node.args, made.node, bound=True)
    elif any(
        _last_name(each) in ("dataclass", "define", "s") for each in found.node.decorator_list
    ) or any(_last_name(each) in ("NamedTuple", "TypedDict") for each in found.node.bases):
        parameters = _fields(found.node)
    names = [_last_name(base) for each in package.bases(found) for base in each.node.bases]  # type: ignore[union-attr]
    return Signature(
        symbol=symbol,
        shape="class",
        parameters=parameters,
        lazy=package.member(found, "__next__") is not None,
        context=package.member(found, "__enter__") is not None,
        exception=any(name.endswith(("Error", "Exception", "Warning")) for name in names),
        wraps=any(package.member(found, each) for each in ("__call__", "__get__")),
    )


def _fields(node: ast.ClassDef) -> tuple[Parameter, ...]:
    return tuple(
        Parameter(
            name=each.target.id,
            kind="either",
            annotation=ast.unparse(each.annotation),
            default=None if each.value is None else ast.unparse(each.value),
        )
        for each in node.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    )


def _parameters(
    args: ast.arguments, node: Function | ast.Lambda, *, bound: bool
) -> tuple[Parameter, ...]:
    plain = [*args.posonlyargs, *args.args]
    defaults = [None] * (len(plain) - len(args.defaults)) + list(args.defaults)
    listed: list[tuple[ast.arg, Kind, ast.expr | None]] = [
        (arg, "positional" if index < len(args.posonlyargs) else "either", default)
        for index, (arg, default) in enumerate(zip(plain, defaults, strict=True))
    ]
    if bound and listed:
        listed = listed[1:]
    if args.vararg:
        listed.append((args.vararg, "star", None))
    listed += [
        (arg, "keyword", default)
        for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True)
    ]
    if args.kwarg:
        listed.append((args.kwarg, "double", None))
    return tuple(_parameter(arg, kind, default, node) for arg, kind, default in listed)


def _parameter(
    arg: ast.arg, kind: Kind, default: ast.expr | None, node: Function | ast.Lambda
) -> Parameter:
    annotation = None if arg.annotation is None else ast.unparse(arg.annotation)
    told = annotation or kind_of(arg.arg, default, node)
    return Parameter(
        name=arg.arg,
        kind=kind,
        annotation=told,
        default=None if default is None else ast.unparse(default),
        guessed=annotation is None and told is not None,
    )


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        return _last_name(node.func)
    if isinstance(node, ast.Subscript):
        return _last_name(node.value)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _lazy(node: Function) -> bool:
    """Tell whether a function gives an iterator: it yields itself, or its annotation says so."""
    if node.returns is not None and _last_name(node.returns) in {
        *("Iterator", "Generator", "AsyncIterator", "AsyncGenerator", "Iterable")
    }:
        return True
    todo: list[ast.AST] = list(node.body)
    while todo:
        each = todo.pop()
        if isinstance(each, ast.Yield | ast.YieldFrom):
            return True
        given = each.value if isinstance(each, ast.Return) else None
        if isinstance(given, ast.Call) and _last_name(given.func) in _ITERATORS:
            return True
        if not isinstance(each, Function | ast.Lambda | ast.ClassDef):
            todo += ast.iter_child_nodes(each)
    return False


def _returns_inner(node: Function) -> bool:
    """Tell whether a function returns a function that it defines."""
    inner = {each.name for each in ast.walk(node) if isinstance(each, Function)} - {node.name}
    return any(
        isinstance(each, ast.Return)
        and each.value is not None
        and (isinstance(each.value, ast.Lambda) or _last_name(each.value) in inner)
        for each in ast.walk(node)
    )
