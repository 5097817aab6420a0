"""The arguments of a call that is made up, and the script around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inhouse.codemod.cases.drafts import Draft, hole_of
from inhouse.codemod.cases.signatures import Parameter, Signature
from inhouse.model.proof import Hole

_MOST_OPTIONAL = 24
_MOST_TOGETHER = 12  # of which so many are given at once
# Parameters that make a call wait; their values are written out so that nothing does.
_WAITING = frozenset(
    [
        "delay",
        "sleep",
        "wait",
        "timeout",
        "seconds",
        "interval",
        "backoff",
        "jitter",
        "max_delay",
        "period",
        "step_delay",
    ]
)


def drafted(symbol: str, lines: Iterable[str], last: str, holes: Iterable[Hole]) -> Draft:
    """Return the generated draft of some lines and an expression."""
    text = "\n".join([*lines, last]) + "\n"
    return Draft(symbol=symbol, text=text, origin="generated", holes=tuple(holes))


def subsets(signature: Signature) -> Iterator[tuple[Parameter, ...]]:
    """Yield the parameters of each call to try: required, with each optional one, all."""
    usable = [each for each in signature.parameters if each.kind != "double"]
    required = tuple(each for each in usable if each.required)
    optional = [each for each in usable if not each.required][:_MOST_OPTIONAL]
    yield required
    for each in optional:
        yield tuple(one for one in usable if one in required or one is each)
    if len(optional) > 1:
        together = optional[:_MOST_TOGETHER]
        yield tuple(one for one in usable if one in required or one in together)


def call_arguments(
    chosen: Iterable[Parameter], all_of: tuple[Parameter, ...], first: int = 0
) -> tuple[str, list[Hole]]:
    """Return the text of the arguments for some parameters, and their holes."""
    parts: list[str] = []
    holes: list[Hole] = []
    left_out = False
    chosen = list(chosen)
    for each in all_of:
        if each not in chosen:
            left_out = left_out or each.kind in ("positional", "either")
            continue
        if each.name in _WAITING and each.default is not None:
            value = "0"
        else:
            hole = hole_of(f"_{first + len(holes)}", each)
            holes.append(hole)
            value = hole.name
        by_name = each.kind == "keyword" or (each.kind == "either" and not each.required)
        if left_out and each.kind == "star":
            holes = holes[:-1]
            continue
        if each.kind == "positional" and left_out:
            continue
        parts.append(f"{each.name}={value}" if by_name else value)
        if by_name:
            left_out = True
    return ", ".join(parts), holes
