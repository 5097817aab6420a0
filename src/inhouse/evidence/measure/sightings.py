"""Actions that note imports, calls, comparisons and assignments; the detectors judge them later."""

from __future__ import annotations

import ast
from typing import Final

from inhouse.evidence.measure.facts import Import, Sighting
from inhouse.evidence.measure.names import dotted
from inhouse.evidence.measure.walker import Walker

WATCHED_CALLS: Final = frozenset(
    {
        "Lock",
        "RLock",
        "Condition",
        "Semaphore",
        "BoundedSemaphore",
        "Barrier",
        "ContextVar",
        "local",
        "exec",
        "eval",
        "setattr",
        "system",
        "declare_namespace",
        "WinDLL",
        "CDLL",
        "globals",
        "__import__",
        "import_module",
        "update",
        "object",
        "b64decode",
        "b85decode",
        "a85decode",
        "decompress",
        "unhexlify",
    }
)
WATCHED_ATTRIBUTES: Final = frozenset({"SIGALRM", "setitimer", "ABCMeta"})
_PLATFORM: Final = frozenset({"platform", "name"})
_PLATFORM_CALLS: Final = frozenset({"system", "getwindowsversion"})
_CHANGERS: Final = frozenset(
    [
        "append",
        "add",
        "update",
        "setdefault",
        "pop",
        "popitem",
        "extend",
        "insert",
        "remove",
        "discard",
        "clear",
        "appendleft",
    ]
)
_CONTAINERS: Final = frozenset(
    [
        "dict",
        "list",
        "set",
        "defaultdict",
        "OrderedDict",
        "deque",
        "WeakKeyDictionary",
        "WeakValueDictionary",
        "WeakSet",
        "Counter",
    ]
)
UNPACKERS: Final = (
    "b64decode", "b32decode", "b85decode", "a85decode", "decompress", "marshal.loads",
    "fromhex", "unhexlify",
)  # fmt: skip
_PACKED_CHARACTERS = 2_000


def import_(walk: Walker, node: ast.Import) -> bool:
    """Note `import a.b as c`."""
    facts, inside = walk.facts, walk.scope == "function"
    facts.statements += 1
    for alias in node.names:
        facts.imports.append(Import(alias.name, (), 0, node.lineno, walk.guard, inside))
        if alias.asname:
            facts.bindings.setdefault(alias.asname, alias.name)
        else:
            first = alias.name.partition(".")[0]
            facts.bindings.setdefault(first, first)
    return True


def import_from(walk: Walker, node: ast.ImportFrom) -> bool:
    """Note `from a import b as c`."""
    facts, inside = walk.facts, walk.scope == "function"
    facts.statements += 1
    module, level = node.module or "", node.level
    names = tuple((alias.name, alias.asname or alias.name) for alias in node.names)
    facts.imports.append(Import(module, names, level, node.lineno, walk.guard, inside))
    if level == 0:
        for name, bound in names:
            facts.bindings.setdefault(bound, f"{module}.{name}")
    return True


def compare(walk: Walker, node: ast.Compare) -> bool:
    """Note comparisons with the platform."""
    for side in (node.left, *node.comparators):
        _note_platform(walk, side)
    return False


def _note_platform(walk: Walker, node: ast.expr) -> None:
    called = isinstance(node, ast.Call)
    name = dotted(node.func if isinstance(node, ast.Call) else node)
    if name is None:
        return
    last = name.rpartition(".")[2]
    if last in _PLATFORM or (called and last in _PLATFORM_CALLS):
        walk.facts.branches.append(Sighting(name, node.lineno))


def call(walk: Walker, node: ast.Call) -> bool:
    """Note calls by name, and changes of containers inside functions."""
    function = node.func
    last = (
        function.attr
        if isinstance(function, ast.Attribute)
        else function.id
        if isinstance(function, ast.Name)
        else ""
    )
    if last == "startswith" and isinstance(function, ast.Attribute):
        _note_platform(walk, function.value)
    elif last in _CHANGERS and walk.scope == "function":
        owner = function.value if isinstance(function, ast.Attribute) else None
        if isinstance(owner, ast.Name):
            walk.facts.changed.setdefault(owner.id, node.lineno)
    if last in WATCHED_CALLS:
        _watched_call(walk, node, last)
    return False


def _watched_call(walk: Walker, node: ast.Call, last: str) -> None:
    inside = walk.scope == "function"
    function = node.func
    if last == "update" and isinstance(function, ast.Attribute):
        owner = function.value
        if isinstance(owner, ast.Call) and dotted(owner.func) in ("globals", "vars"):
            walk.facts.calls.append(Sighting("globals.update", node.lineno, "", inside))
        return
    name = dotted(function)
    if name is None:
        return
    first = dotted(node.args[0]) if node.args else None
    walk.facts.calls.append(Sighting(name, node.lineno, first or "", inside))
    if name in ("exec", "eval") and node.args and _is_packed(node.args[0]):
        walk.facts.packed.append(Sighting(name, node.lineno))


def _is_packed(node: ast.expr) -> bool:
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and (dotted(part.func) or "").endswith(UNPACKERS):
            return True
        if isinstance(part, ast.Constant) and isinstance(part.value, str | bytes):
            return len(part.value) > _PACKED_CHARACTERS
    return False


def attribute(walk: Walker, node: ast.Attribute) -> bool:
    """Note attributes that are read while the module is imported."""
    if node.attr in WATCHED_ATTRIBUTES or walk.scope != "function":
        name = dotted(node)
        if name is not None:
            walk.facts.attributes.append(Sighting(name, node.lineno, walk.guard))
            return True
    return type(node.value) is ast.Name


def assign(walk: Walker, node: ast.Assign) -> bool:
    """Note what is assigned to."""
    walk.facts.statements += 1
    value = node.value
    for target in node.targets:
        _target(walk, target, value)
    if _is_all(node.targets[0]):
        return True
    if type(value) is ast.Attribute or type(value) is ast.Call:
        _note_platform(walk, value)
    return False


def _is_all(target: ast.AST) -> bool:
    return isinstance(target, ast.Name) and target.id == "__all__"


def annotated(walk: Walker, node: ast.AnnAssign) -> bool:
    """Note an annotated assignment; the annotation is left out."""
    walk.facts.statements += 1
    if node.value is not None:
        _target(walk, node.target, node.value)
        if not _is_all(node.target):
            walk.stack.append(node.value)
    return True


def augmented(walk: Walker, node: ast.AugAssign) -> bool:
    """Note `x += ...`."""
    walk.facts.statements += 1
    _target(walk, node.target, None)
    return _is_all(node.target)


def _target(walk: Walker, target: ast.expr, value: ast.expr | None) -> None:
    facts, inside = walk.facts, walk.scope == "function"
    if isinstance(target, ast.Name):
        if target.id == "__all__":
            facts.declares_all = True
        elif walk.scope == "module" and value is not None and _is_container(value):
            empty = "empty" if _is_empty(value) else ""
            facts.mutable.setdefault(target.id, Sighting(target.id, target.lineno, empty))
    elif isinstance(target, ast.Attribute):
        name = dotted(target)
        if name is not None and not name.startswith(("self.", "cls.")):
            facts.assigned.append(Sighting(name, target.lineno, "", inside))
    elif isinstance(target, ast.Subscript):
        owner = target.value
        name = dotted(owner.func if isinstance(owner, ast.Call) else owner)
        if name is not None:
            key = dotted(target.slice) or ""
            facts.item_targets.append(Sighting(name, target.lineno, key, inside))
            if inside and "." not in name:
                facts.changed.setdefault(name, target.lineno)
    elif isinstance(target, ast.Tuple | ast.List):
        for part in target.elts:
            _target(walk, part, None)


def _is_container(value: ast.expr) -> bool:
    if isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp):
        return True
    if isinstance(value, ast.Call):
        return (dotted(value.func) or "").rpartition(".")[2] in _CONTAINERS
    return False


def _is_empty(value: ast.expr) -> bool:
    if isinstance(value, ast.List):
        return not value.elts
    if isinstance(value, ast.Dict):
        return not value.keys
    return isinstance(value, ast.Call) and not value.args


def global_(walk: Walker, node: ast.Global) -> bool:
    """Note names that a function rebinds."""
    walk.facts.statements += 1
    for name in node.names:
        walk.facts.mutable.setdefault(name, Sighting(name, node.lineno, "global"))
        walk.facts.changed.setdefault(name, node.lineno)
    return True
