"""Scripts before they are translated, and how a symbol of the package is written in one."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from inhouse.codemod.cases.expressions import free_names
from inhouse.codemod.cases.signatures import Parameter
from inhouse.model.proof import CaseOrigin, Hole, Script

Translate = Callable[[str], str | None]
# Builtins that a case may call or pass: they neither reach outside nor differ from run to run.
SAFE_BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_")) - frozenset(
    [
        "open",
        "exec",
        "eval",
        "input",
        "print",
        "exit",
        "quit",
        "compile",
        "globals",
        "locals",
        "vars",
        "id",
        "hash",
        "help",
        "breakpoint",
        "copyright",
        "credits",
        "license",
        "memoryview",
        "object",
        "super",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A script in the original's words; `text` is as in `Script.original`."""

    symbol: str
    text: str
    origin: CaseOrigin
    place: str = ""
    holes: tuple[Hole, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """Scripts to run, and what could not become one: `place: reason`."""

    scripts: tuple[Script, ...]
    dropped: tuple[str, ...] = ()


def translated(drafts: Iterable[Draft], translate: Translate) -> Cases:
    """Put each draft through the codemod.

    Calls of the project that it cannot do are named, with the reason; of made-up ones only where
    nothing is left to try of a symbol.
    """
    scripts: dict[tuple[str, tuple[Hole, ...]], Script] = {}
    dropped: list[str] = []
    made_up: dict[str, str] = {}
    for draft in drafts:
        if (draft.text, draft.holes) in scripts:
            continue
        after = translate(draft.text)
        if after is None:
            last = draft.text.splitlines()[-1]
            said = f"{draft.place or draft.symbol}: `{last}` cannot be translated"
            if draft.origin == "call site":
                dropped.append(said)
            else:
                made_up.setdefault(draft.symbol, said)
            continue
        scripts[draft.text, draft.holes] = Script(
            symbol=draft.symbol,
            original=draft.text,
            replacement=after,
            origin=draft.origin,
            place=draft.place,
            holes=draft.holes,
        )
    tried = {script.symbol for script in scripts.values()}
    dropped += [said for symbol, said in made_up.items() if symbol not in tried]
    return Cases(scripts=tuple(scripts.values()), dropped=tuple(dict.fromkeys(dropped)))


def written(module: str, names: tuple[str, ...]) -> tuple[str, str]:
    """Return the import statement and the expression for a symbol: module and names after it."""
    if not names:
        return f"import {module}", module
    first = names[0]
    if first in dir(builtins):
        # Imported by itself it would hide the builtin from the rest of the script.
        return f"import {module}", ".".join([module, *names])
    return f"from {module} import {first}", ".".join(names)


def _closed(default: str | None) -> bool:
    """Tell whether a default can be written anywhere: it names nothing of its module."""
    if default is None:
        return False
    try:
        return not free_names(ast.parse(default, mode="eval")) - SAFE_BUILTINS
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def hole_of(
    name: str, parameter: Parameter | None, kind: str | None = None, examples: Iterable[str] = ()
) -> Hole:
    """Return the hole for a parameter; `kind` is used where the parameter says nothing."""
    told = parameter.annotation if parameter else None
    return Hole(
        name=name,
        parameter=parameter.name if parameter else None,
        annotation=told
        if told and not (parameter and parameter.guessed and kind)
        else kind or told,
        default=parameter.default if parameter and _closed(parameter.default) else None,
        examples=tuple(dict.fromkeys(examples)),
    )
