"""What else leaves or has to come when a package goes: its stubs, what its code needs."""

from __future__ import annotations

import re
from contextlib import suppress

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from inhouse.evidence.contents import UnreadableError
from inhouse.model.evidence import Missing
from inhouse.model.graph import Node
from inhouse.model.taken import Owned
from inhouse.pipeline.examined import Examined
from inhouse.pipeline.replacing.subject import Subject


def stubs_of(subject: Subject) -> tuple[str, ...]:
    """Return the direct packages that hold nothing but types for this one."""
    name = subject.standing.name
    usual = {f"types-{name}", f"{name}-stubs", f"types-{name.removeprefix('python-')}"}
    return tuple(
        each.subject.standing.name
        for each in subject.examined.judged
        if each.subject.standing.direct and each.subject.standing.name in usual
    )


def providers(examined: Examined, imports: tuple[str, ...]) -> dict[str, str | None]:
    """Return for each import name the key of the locked package that provides it, or None."""
    found: dict[str, str | None] = dict.fromkeys(imports)
    for key, measured in examined.gathered.measured.items():
        facts = measured.measurement
        if isinstance(facts, Missing) or isinstance(facts.import_names, Missing):
            continue
        for name in imports:
            if name in facts.import_names or name.partition(".")[0] in facts.import_names:
                found[name] = found[name] or key
    return found


def imports_known(examined: Examined, key: str) -> bool:
    """Tell whether the import packages of a locked package are known."""
    facts = examined.gathered.measured[key].measurement
    return not isinstance(facts, Missing) and not isinstance(facts.import_names, Missing)


def requirement_text(subject: Subject, name: str) -> str | None:
    """Return what the package itself asks for of `name`; None where it does not.

    What it imports without asking for it (an optional integration) is found or missing in the
    copy as it was before.
    """
    facts = subject.facts
    if facts is None or isinstance(facts.requires_dist, Missing):
        return name
    for line in facts.requires_dist:
        try:
            found = Requirement(line)
        except InvalidRequirement:
            continue
        if canonicalize_name(found.name) == name and "extra" not in str(found.marker or ""):
            return str(found)
    return None


def kept_through(
    examined: Examined, roots: tuple[str, ...], sheds: tuple[str, ...]
) -> tuple[str, ...]:
    """Return those of `sheds` that stay because owned code needs one of `roots` (keys)."""
    children: dict[str, list[str]] = {}
    for edge in examined.graph.graph.edges:
        children.setdefault(edge.parent, []).append(edge.child)
    found: set[str] = set()
    waiting = [key for key in roots if key in sheds]
    while waiting:
        key = waiting.pop()
        if key not in found and key in sheds:
            found.add(key)
            waiting += children.get(key, ())
    return tuple(sorted(found))


def closure_of(examined: Examined, key: str) -> tuple[Node, ...]:
    """Return a node and everything it needs, the node first."""
    nodes = {each.key: each for each in examined.graph.graph.nodes}
    children: dict[str, list[str]] = {}
    for edge in examined.graph.graph.edges:
        children.setdefault(edge.parent, []).append(edge.child)
    found: dict[str, Node] = {}
    waiting = [key]
    while waiting:
        here = waiting.pop()
        if here in nodes and here not in found:
            found[here] = nodes[here]
            waiting += children.get(here, ())
    return tuple(found.values())


def imports_below(subject: Subject) -> tuple[str, ...]:
    """Return the import packages of a package and of all that it needs."""
    found: list[str] = []
    for node in closure_of(subject.examined, subject.standing.key):
        facts = subject.examined.gathered.measured[node.key].measurement
        if not isinstance(facts, Missing) and not isinstance(facts.import_names, Missing):
            found += facts.import_names
    return tuple(dict.fromkeys(found))


def declared(subject: Subject, owned: Owned) -> tuple[str, ...]:
    """Return what the owned code imports under a guard although its package asks for it.

    The package was never without it, so the copy's fallback was never taken either.
    """
    text = b"\n".join(
        each.after for each in owned.files if each.path.endswith(".py") and each.after is not None
    )
    found = []
    for name in imports_below(subject):
        line = rb"^[ \t]*(?:import|from)[ \t]+%s\b" % re.escape(name.encode())
        if name not in subject.import_names and re.search(line, text, re.MULTILINE):
            found.append(name)
    return tuple(found)


def unimported(subject: Subject) -> tuple[str, ...]:
    """Return the keys of packages that this one asks for and no code of it imports.

    They are there for what they hold, as time zones or certificates do, or for a plug-in: whoever
    takes the code needs them as before.
    """
    contents, measured = subject.contents, subject.examined.gathered.measured
    if contents is None:
        return ()
    code = b""
    for entry in contents.entries:
        with suppress(UnreadableError):
            code += contents.read(entry.path) + b"\n" if entry.path.endswith(".py") else b""
    found = []
    for edge in subject.examined.graph.graph.edges:
        facts = measured[edge.child].measurement if edge.child in measured else None
        if edge.parent != subject.standing.key or facts is None or isinstance(facts, Missing):
            continue
        if isinstance(facts.import_names, Missing) or not facts.import_names:
            continue
        names = b"|".join(re.escape(each.encode()) for each in facts.import_names)
        if not re.search(rb"\b(?:import|from)[ \t(]+(?:[\w., \t]+,[ \t]*)?(?:%s)\b" % names, code):
            found.append(edge.child)
    return tuple(found)
