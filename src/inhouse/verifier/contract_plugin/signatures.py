"""The signature that a rule tells of a function, against the real one."""

from __future__ import annotations

import ast
import inspect
from typing import Any


def other_signature(value: Any, told: str) -> str | None:
    """Return the real signature where names, kinds, order or which have defaults differ.

    Keywords that the original takes as `**kw` may be told by name, as all that a rule covers.
    """
    try:
        real = inspect.signature(value)
    except (TypeError, ValueError):
        return None  # compiled code may not say
    space: dict[str, Any] = {}
    exec(f"def f{bare(told)}: ...", space)  # noqa: S102 - a signature without its expressions
    wanted, found = shape(inspect.signature(space["f"])), shape(real)
    if found and found[-1][1] == "VAR_KEYWORD" and wanted[-1:] != found[-1:]:
        names = {name for name, *_ in found}
        wanted = [each for each in wanted if each[1] != "KEYWORD_ONLY" or each[0] in names]
        found = found[:-1]
    return None if wanted == found else str(real)


def bare(told: str) -> str:
    """Return a signature's source with every default None and no annotations."""
    function = ast.parse(f"def f{told}: ...").body[0]
    assert isinstance(function, ast.FunctionDef)
    found = function.args
    nothing = ast.Constant(value=None)
    found.defaults = [nothing for _ in found.defaults]
    found.kw_defaults = [None if each is None else nothing for each in found.kw_defaults]
    every = [*found.posonlyargs, *found.args, found.vararg, *found.kwonlyargs, found.kwarg]
    for each in every:
        if each is not None:
            each.annotation = None
    return f"({ast.unparse(found)})"


def shape(signature: inspect.Signature) -> list[tuple[str, str, bool]]:
    """Return what binding arguments depends on."""
    return [
        (each.name, each.kind.name, each.default is not each.empty)
        for each in signature.parameters.values()
    ]
