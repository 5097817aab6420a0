"""Rewrites the uses of a package to what a rule puts in their place."""

from __future__ import annotations

from inhouse.codemod.rewrite.answers import Judge
from inhouse.codemod.rewrite.applying import UnprovenError, applied
from inhouse.codemod.rewrite.groups import MismatchError, groups_of
from inhouse.codemod.rewrite.new_imports import Namer
from inhouse.codemod.rewrite.plan import Planner
from inhouse.codemod.rewrite.scopes import names_of
from inhouse.codemod.rewrite.source_text import UnreadableError, read_source
from inhouse.model.places import Edited, FileSites, Left, StringRole
from inhouse.model.rule import Rule

__all__ = ["rewrite"]

_BLOCKING: dict[StringRole, str] = {
    "patch-target": "is replaced by its name in a string",
    "import-name": "is imported by its name in a string",
    "attribute-name": "is looked up by its name in a string",
    "code": "is used in a string that is run as code",
}


def rewrite(
    sites: FileSites,
    source: bytes,
    rule: Rule,
    rewrites: str,
    *,
    home: str | None,
    module: str | None = None,
) -> Edited:
    """Put what the rule's symbols say in the place of every use in one file; never raises.

    `rewrites` is the text of the rule's rewrites.py, `home` the dotted name behind `_inhouse` in
    targets. `module` is the dotted name of the file itself; a file of `home` is left alone.
    Where something in the file cannot be told, all of it stays; a use that the rule does not
    cover stays with its import.
    """
    blocked = _blocked(sites)
    if home is not None and module is not None and f"{module}.".startswith(f"{home}."):
        blocked = blocked or [(1, "the file is part of the owned code")]
    if blocked:
        return _unchanged(sites, source, blocked)
    try:
        text = read_source(source)
        names = names_of(text.tree)
        judge = Judge(source=text, names=names, rule=rule, rewrites=rewrites, home=home)
        planner = Planner(sites.path, text, names, judge, Namer(text.tree, names, sites.names))
        plan = planner.run(groups_of(sites, text, names))
        if not plan.edits and not plan.quoted and not plan.replaced:
            return _unchanged(sites, source, plan.left)
        after = text.bytes_of(applied(text, names, plan))
    except (UnreadableError, MismatchError, UnprovenError) as error:
        return _unchanged(sites, source, [(_first_line(sites), str(error))])
    except RecursionError:
        return _unchanged(sites, source, [(_first_line(sites), "it is nested too deep")])
    left = tuple(Left(file=sites.path, line=line, why=why) for line, why in _in_order(plan.left))
    return Edited(path=sites.path, after=after, rewritten=plan.rewritten, left=left)


def _in_order(left: list[tuple[int, str]]) -> list[tuple[int, str]]:
    return sorted(dict.fromkeys(left))


def _unchanged(sites: FileSites, source: bytes, left: list[tuple[int, str]]) -> Edited:
    lines = tuple(Left(file=sites.path, line=line, why=why) for line, why in _in_order(left))
    return Edited(path=sites.path, after=source, rewritten=0, left=lines)


def _first_line(sites: FileSites) -> int:
    lines = [each.span.line for each in sites.imports]
    return min([*lines, *(each.span.line for each in sites.uses)], default=1)


def _blocked(sites: FileSites) -> list[tuple[int, str]]:
    """Return what makes every change in the file unsure."""
    left = [(each.line, each.why) for each in (*sites.left, *sites.opaque, *sites.patched)]
    left += [
        (each.span.line, f"`{each.text}` {_BLOCKING[each.role]}")
        for each in sites.strings
        if each.role in _BLOCKING
    ]
    stars = [each.span.line for each in sites.imports if each.form == "star"]
    return left + [(line, "a star import binds names that cannot be told") for line in stars]
