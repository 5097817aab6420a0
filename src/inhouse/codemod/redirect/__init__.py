"""Redirects imports of a package to the copy of it that the project owns.

Local names stay bound to the same things, so that nothing but import statements changes, and
strings that surely name a module to import or to patch. Edits are cut into the text at exact
places; afterwards both texts are parsed, and anything but the intended difference undoes them.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from inhouse.codemod.redirect.literals import plan_strings
from inhouse.codemod.redirect.sameness import changed_as_planned
from inhouse.codemod.redirect.statements import Planner
from inhouse.codemod.redirect.targets import Targets, imports_package, style_of
from inhouse.codemod.sites.source_text import SourceText, UnreadableError, parse, read_source
from inhouse.model.places import Edited, FileSites, Left

__all__ = ["redirect"]


@dataclass(slots=True)
class Plan:
    """What is to change in one file: new statements for old ones, and pieces of text."""

    edits: list[tuple[int, int, str]] = field(default_factory=list)  # start, end, new text
    statements: dict[ast.stmt, list[ast.stmt]] = field(default_factory=dict)
    literals: dict[ast.Constant, str] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    count: int = 0


def redirect(
    sites: FileSites,
    source: bytes,
    modules: tuple[tuple[str, str], ...],
    *,
    module: str | None,
    importable: bool = False,
    whole: bool = False,
    shared: bool = False,
) -> Edited:
    """Return the file with its imports of `modules` taken from where they live now.

    `modules` are pairs such as ("slugify", "proj._inhouse.slugify"). `module` is the dotted name
    of the file where it is in the project's package; relative imports are written where it uses
    them already. A file outside of that package is refused unless it imports the package itself,
    or `importable` says that it can. `whole`: all of the package is owned, so that places which
    reach names that cannot be told are sound. `shared`: something else that is installed goes on
    using the original, so that changes to what belongs to the package would miss it.

    A file is redirected as a whole or not at all: after a refusal `after` is `source`.
    """
    left = [*sites.left, *(() if whole else sites.opaque), *(sites.patched if shared else ())]
    if left:
        left.sort(key=lambda each: each.line)
        return Edited(path=sites.path, after=source, rewritten=0, left=tuple(left))
    try:
        text = read_source(source)
        tree = parse(text.text)
    except UnreadableError as error:
        return _refused(sites, source, str(error))
    targets = Targets(modules)
    plan = _plan(sites, text, tree, targets, module)
    if plan.left:
        return Edited(path=sites.path, after=source, rewritten=0, left=tuple(plan.left))
    if not plan.count:
        return Edited(path=sites.path, after=source, rewritten=0)
    homes = {new.partition(".")[0] for _, new in modules}
    if module is None and not importable and not imports_package(tree, sites, homes):
        why = f"the file stands outside of {' and '.join(sorted(homes))} and does not import it"
        return _refused(sites, source, why)
    after = _cut(text.text, plan.edits)
    try:
        if not changed_as_planned(tree, parse(after), plan.statements, plan.literals):
            return _refused(sites, source, "the edited file does not read as intended")
        return Edited(path=sites.path, after=text.encoded(after), rewritten=plan.count)
    except (UnreadableError, UnicodeEncodeError, RecursionError):
        return _refused(sites, source, "the edited file cannot be read back")


def _refused(sites: FileSites, source: bytes, why: str) -> Edited:
    lines = [each.span.line for each in sites.imports]
    lines += [each.span.line for each in sites.strings if each.role in ("patch-target", "other")]
    left = [Left(file=sites.path, line=line, why=why) for line in sorted(set(lines)) or [1]]
    return Edited(path=sites.path, after=source, rewritten=0, left=(*sites.left, *left))


def _plan(
    sites: FileSites, text: SourceText, tree: ast.Module, targets: Targets, module: str | None
) -> Plan:
    plan = Plan()
    style = style_of(tree, sites.path, module)
    planner = Planner(sites, text, tree, targets, style)
    for statement in planner.statements():
        plan.edits += statement.edits
        plan.left += statement.left
        plan.count += statement.count
        if statement.nodes:
            plan.statements[statement.node] = statement.nodes
    strings = plan_strings(sites, text, tree, targets)
    plan.edits += strings.edits
    plan.left += strings.left
    plan.literals.update(strings.literals)
    plan.count += len(strings.literals)
    return plan


def _cut(text: str, edits: list[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, new in sorted(edits):
        pieces += [text[at:start], new]
        at = end
    return "".join([*pieces, text[at:]])
