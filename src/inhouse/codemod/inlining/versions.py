"""Tests of the Python version that come out the same on every Python that a project supports."""

from __future__ import annotations

import ast

from inhouse.codemod.inlining.source import chain_of

_NEWEST = (4, 0)
OLDEST = (3, 9)  # what closures are made for; an older Python may need branches they leave out


def oldest_python(min_python: str | None) -> tuple[int, int]:
    """Return the first Python that counts, as (major, minor)."""
    if min_python is None:
        return OLDEST
    major, _, rest = min_python.partition(".")
    try:
        return int(major), int(rest.partition(".")[0] or 0)
    except ValueError:
        return OLDEST


def decided(test: ast.expr, oldest: tuple[int, int]) -> bool | None:
    """Return how a test of the version comes out from `oldest` on, None if that is not sure."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = decided(test.operand, oldest)
        return None if inner is None else not inner
    chain = chain_of(test)
    if chain in ("six.PY2", "six.PY3"):
        return chain == "six.PY3"
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    outcomes = {_outcome(test, version) for version in (oldest, _NEWEST)}
    return outcomes.pop() if len(outcomes) == 1 else None


def only_for_types(test: ast.expr) -> bool:
    """Tell whether a test is `TYPE_CHECKING`."""
    return chain_of(test).rpartition(".")[2] == "TYPE_CHECKING"


def _outcome(test: ast.Compare, version: tuple[int, int]) -> bool | None:
    left: ast.expr = test.left
    actual: object = version
    if isinstance(left, ast.Subscript):
        if not (isinstance(left.slice, ast.Constant) and left.slice.value == 0):
            return None
        left, actual = left.value, version[0]
    chain = chain_of(left)
    if chain.endswith("version_info.major"):
        chain, actual = chain.removesuffix(".major"), version[0]
    if chain not in ("sys.version_info", "version_info"):
        return None
    try:
        wanted = ast.literal_eval(test.comparators[0])
        match test.ops[0]:
            case ast.Lt():
                return bool(actual < wanted)
            case ast.LtE():
                return bool(actual <= wanted)
            case ast.Gt():
                return bool(actual > wanted)
            case ast.GtE():
                return bool(actual >= wanted)
            case ast.Eq():
                return bool(actual == wanted) if isinstance(wanted, int) else None
            case ast.NotEq():
                return bool(actual != wanted) if isinstance(wanted, int) else None
    except (ValueError, TypeError, RecursionError, MemoryError):
        pass
    return None
