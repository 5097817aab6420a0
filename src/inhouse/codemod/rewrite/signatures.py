"""Binding the arguments of a call, as written, to the parameters of the original function."""

from __future__ import annotations

import ast
from dataclasses import dataclass


class NoFitError(Exception):
    """The call does not fit the signature, or it cannot be told; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Parameters by name with their defaults; `*args` and `**kw` only say that more is taken."""

    positional: tuple[str, ...]  # may be given by position, in this order
    named: frozenset[str]  # may be given by keyword
    defaults: dict[str, ast.expr]
    vararg: bool
    kwarg: bool

    @property
    def all(self) -> tuple[str, ...]:
        """Every parameter's name."""
        return (*self.positional, *sorted(self.named - set(self.positional)))


def parse_signature(text: str) -> Signature:
    """Read `(s, /, _dict=dict, *, decoder=None)`; NoFitError where it is not a parameter list."""
    inner = text.strip()
    if not (inner.startswith("(") and inner.endswith(")")):
        raise NoFitError("the rule's signature is not a parameter list")
    try:
        node = ast.parse(f"lambda {inner[1:-1]}: 0", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise NoFitError("the rule's signature is not a parameter list") from None
    if not isinstance(node, ast.Lambda):
        raise NoFitError("the rule's signature is not a parameter list")
    args = node.args
    ordered = [*args.posonlyargs, *args.args]
    defaults = dict(zip([a.arg for a in ordered][::-1], args.defaults[::-1], strict=False))
    for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        if default is not None:
            defaults[arg.arg] = default
    return Signature(
        positional=tuple(arg.arg for arg in ordered),
        named=frozenset(arg.arg for arg in [*args.args, *args.kwonlyargs]),
        defaults=defaults,
        vararg=args.vararg is not None,
        kwarg=args.kwarg is not None,
    )


def bind(call: ast.Call, signature: Signature) -> dict[str, ast.expr]:
    """Return each given parameter with its argument, in the order of evaluation.

    NoFitError for unpacked arguments, for arguments that only `*args` or `**kw` take, and for calls
    that the original itself would refuse.
    """
    bound: dict[str, ast.expr] = {}
    for index, value in enumerate(call.args):
        if isinstance(value, ast.Starred):
            raise NoFitError("it unpacks arguments with *")
        if index >= len(signature.positional):
            raise NoFitError(f"it is called with {len(call.args)} positional arguments")
        bound[signature.positional[index]] = value
    for keyword in call.keywords:
        if keyword.arg is None:
            raise NoFitError("it unpacks arguments with **")
        if keyword.arg not in signature.named:
            raise NoFitError(f"it is called with the keyword {keyword.arg}")
        if keyword.arg in bound:
            raise NoFitError(f"{keyword.arg} is given twice")
        bound[keyword.arg] = keyword.value
    for name in signature.all:
        if name not in bound and name not in signature.defaults:
            raise NoFitError(f"it is called without {name}")
    return bound


def check_shape(call: ast.Call, keywords: tuple[str, ...] | None, signature: str | None) -> None:
    """Raise NoFitError unless a call keeps to the keywords that a rule allows.

    With a signature, parameters that have a default count as keywords however they are given.
    """
    if keywords is None and signature is None:
        return
    for keyword in call.keywords:
        if keyword.arg is None:
            raise NoFitError("it unpacks arguments with **")
        if keywords is not None and keyword.arg not in keywords:
            raise NoFitError(f"the keyword {keyword.arg} is not covered by the rule")
    if signature is None:
        return
    parameters = parse_signature(signature)
    for name in bind(call, parameters):
        optional = name in parameters.defaults
        if keywords is not None and optional and name not in keywords:
            raise NoFitError(f"the argument {name} is not covered by the rule")
