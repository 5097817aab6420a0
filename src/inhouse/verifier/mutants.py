"""Modules with one small fault each: tests that are worth having notice most of them."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

from inhouse.model.recorded import Mutant
from inhouse.verifier.mutants_faults import Fault, faults_in
from inhouse.verifier.mutants_ground import ground_of

# Enough for a share that is right to a few per cent; each one costs a process.
MOST = 200
T = TypeVar("T")


def mutants_of(
    source: bytes, only: Collection[str] | None = None, *, module: str = "", most: int = MOST
) -> tuple[Mutant, ...]:
    """Return faulty versions of a module, spread evenly where there are more than `most`.

    `only` limits them to top-level definitions of these names. Faults that no caller could
    notice by construction (docstrings, annotations, `__all__`, texts of errors, branches for
    other Pythons) are not made. A module that cannot be parsed has none.
    """
    text = decoded(source)
    if text is None:
        return ()
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    data = text.encode()
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    faults = [(spot, fault) for spot in ground_of(tree, only) for fault in faults_in(spot.node)]
    made: dict[str, Mutant] = {}
    # Compiling is what takes time: only those that are wanted.
    for spot, fault in _spread(faults, most):
        changed = _spliced(data, starts, fault)
        if changed is not None and changed != text:
            made[changed] = Mutant(
                line=fault.node.lineno,
                what=fault.what,
                source=changed,
                module=module,
                definition=spot.definition,
                span=spot.span,
            )
    return tuple(made.values())


def decoded(source: bytes) -> str | None:
    """Return a module's text with plain line ends, None where its coding is wrong or unknown."""
    try:
        coding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        text = source.decode(coding).removeprefix("\ufeff")
    except (SyntaxError, UnicodeDecodeError, LookupError):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")


def _spliced(data: bytes, starts: list[int], fault: Fault) -> str | None:
    node = fault.node
    if node.end_lineno is None or node.end_col_offset is None:
        return None
    start = starts[node.lineno - 1] + node.col_offset
    end = starts[node.end_lineno - 1] + node.end_col_offset
    changed = (data[:start] + fault.text.encode() + data[end:]).decode()
    try:
        compile(changed, "<mutant>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return changed


def _spread(faults: Sequence[T], most: int) -> Iterator[T]:
    """Yield at most so many, evenly over the module and so over the kinds of fault."""
    if len(faults) <= most:
        yield from faults
        return
    for index in range(most):
        yield faults[index * len(faults) // most]
