"""Trials that look closer at values without a source: iterators read, objects shown."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from inhouse.model.proof import Compared, Script, Trial

Shown = Callable[[str], tuple[str, ...]]
_MOST = 4  # cases of one script, each of another outcome


def observed(compared: Iterable[Compared], shown: Shown | None = None) -> tuple[Trial, ...]:
    """Return trials that look closer at values without a source.

    They are to be run like the others; what they give can then be recorded. `shown` gives
    expressions that look at an object `{0}` of a class of the package.
    """
    told: dict[str, tuple[str, ...]] = {}

    def known(name: str) -> tuple[str, ...]:
        if name not in told:
            told[name] = shown(name) if shown is not None else ()
        return told[name]

    found: dict[Trial, None] = {}
    outcomes: dict[str, set[str]] = {}
    for each in compared:
        seen = outcomes.setdefault(each.trial.script.original, set())
        closer = list(_closer(each, known)) if len(seen) < _MOST else []
        if closer and each.original.value not in seen:
            seen.add(each.original.value)
            found.update(dict.fromkeys(closer))
    return tuple(found)


def _closer(each: Compared, shown: Shown) -> Iterator[Trial]:
    outcome, script = each.original, each.trial.script
    if not each.same or each.known or outcome.kind != "value" or outcome.literal is not None:
        return
    try:
        form = json.loads(outcome.value)
    except ValueError:
        return
    inner = _first(form) if _keeps_result(script) else None
    for imports, looked in _looks(form if inner is None else inner, _maker(script), shown):
        yield replace(each.trial, script=_seen(script, looked, imports, inner is not None))


def _first(form: object) -> object:
    """Return the form of a tuple's first part."""
    parts = form.get("tuple") if isinstance(form, dict) else None
    return parts[0] if isinstance(parts, list) and parts else None


def _keeps_result(script: Script) -> bool:
    """Tell whether a script ends in a tuple that begins with what it calls its result."""
    last = ast.parse(script.original).body[-1]
    return (
        isinstance(last, ast.Expr)
        and isinstance(last.value, ast.Tuple)
        and bool(last.value.elts)
        and isinstance(last.value.elts[0], ast.Name)
        and last.value.elts[0].id == "result"
    )


def _maker(script: Script) -> str:
    """Return the last name of what a script is about: its objects are shown by other scripts."""
    return script.symbol.rpartition(".")[2]


def _looks(form: object, maker: str, shown: Shown) -> Iterator[tuple[str, str]]:
    """Yield imports and an expression for each way to look at a value `{0}`."""
    if isinstance(form, list) and form:
        name = form[0].get("object") if isinstance(form[0], dict) else None
        for looked in shown(str(name))[:1] if name else ():
            yield "", f"[{looked.format('each')} for each in {{0}}]"
    if not isinstance(form, dict):
        return
    if form.get("lazy") and form.get("lazy") != "async iterator":
        if form.get("more"):
            yield "from itertools import islice\n", "list(islice({0}, 12))"
        else:
            yield "", "list({0})"
    elif "object" in form:
        known = shown(str(form["object"]))
        mine = str(form["object"]).rpartition(".")[2] == maker
        for looked in (*_plain_looks(form), *(known[:1] if mine else known)):
            yield "", looked


def _plain_looks(form: dict[str, object]) -> list[str]:
    content = form.get("content")
    if isinstance(content, dict) and "dict" in content:
        return ["dict({0})"]
    if content is not None:
        return ["list({0})", "str({0})"]
    state = form.get("state")
    if isinstance(state, list) and state and all(isinstance(pair, list) for pair in state):
        names = [str(pair[0]) for pair in state if not str(pair[0]).startswith("_")]
        if names and len(names) == len(state) <= 6:
            return ["vars({0})", "str({0})"]
    return ["str({0})"]


def _seen(script: Script, looked: str, imports: str, result: bool) -> Script:
    return replace(
        script,
        original=imports + _with_last(script.original, looked, result),
        replacement=imports + _with_last(script.replacement, looked, result),
    )


def _with_last(text: str, looked: str, result: bool) -> str:
    """Return a script that looks at its last value, or at its result, in another way."""
    body = ast.parse(text).body
    *lines, last = [ast.unparse(each) for each in body]
    if result:
        last = "result"
    elif looked.count("{0}") > 1:
        lines.append(f"result = {last}")
        last = "result"
    return "\n".join([*lines, looked.format(last)]) + "\n"
