"""What a call makes of the strings and modules that are its arguments."""

from __future__ import annotations

import ast
from collections.abc import Callable
from itertools import pairwise

from inhouse.codemod.sites.computed import is_text
from inhouse.codemod.sites.guards import last_name
from inhouse.codemod.sites.raw import Raw

# Functions whose first argument names a module to import; only these return that very module.
_IMPORTING = frozenset({"import_module", "importorskip"})
_ATTRIBUTE = frozenset({"getattr", "hasattr", "setattr", "delattr"})
_PICKLING = frozenset({"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve"})
_METADATA = frozenset(
    {"version", "distribution", "metadata", "requires", "files", "get_distribution", "require"}
)
_PATCHERS = frozenset({"mock", "mocker", "monkeypatch", "patch", "unittest", "mp"})
# What these say of the string that is their first argument; no strategy carries that over.
_NAMING = {
    "__import__": "`__import__` returns the outermost package of a dotted name",
    "find_spec": "the specification of the module is asked for by name",
    "getLogger": "the package's logger is fetched by its name",
    "get_data": "data of the package is read by its name",
    "resource_filename": "data of the package is read by its name",
    "resource_string": "data of the package is read by its name",
    "resource_stream": "data of the package is read by its name",
    "run_module": "the package is run as a program",
}
_GIVEN = {
    "reload": "the module is loaded again",
    "files": "data of the package is read",
    "walk_packages": "the package's modules are listed",
    "iter_modules": "the package's modules are listed",
    "getsource": "the source text of the package is read",
    "getmodule": "the module of something in the package is asked for",
}
_FURTHER = "it is imported with further arguments"
_CODE = frozenset({"exec", "eval", "compile"})
_SHOWING = frozenset({"print", "repr", "str", "ascii", "format"})
_SCOPES = frozenset({"globals", "locals", "vars"})
_RUNNING = frozenset(
    {"run", "call", "Popen", "check_call", "check_output", "which", "system", "getoutput"}
    | {"create_subprocess_exec", "create_subprocess_shell", "spawn", "execvp", "execlp"}
)


def examine(node: ast.Call, raw: Raw) -> None:
    """Record roles of string arguments, and arguments that must not be of the package."""
    for each in (*node.args, *(keyword.value for keyword in node.keywords)):
        if isinstance(each, ast.Call) and last_name(each.func) == "globals":
            raw.executed.append((each, True))
    if not node.args:
        return
    last = last_name(node.func)
    if last in ("extend", "append", "remove") and isinstance(node.func, ast.Attribute):
        if last_name(node.func.value) == "__all__":
            raw.listed(node.args[0], "export")
        return
    run_as_program(node.args, raw)
    raw.within.update((id(each), node) for each in node.args[:2] if isinstance(each, ast.Constant))
    first = node.args[0]
    if last in _PATCHING and _is_patcher(node.func):
        _PATCHING[last](node, raw)
    elif last in _ATTRIBUTE and isinstance(node.func, ast.Name):
        _attribute(node, raw)
    elif isinstance(first, ast.Constant) and isinstance(first.value, str):
        _named(last, node, first, raw)
    elif last in _IMPORTING or last == "__import__":
        _computed(first, node, raw)
    elif last in _CODE and isinstance(node.func, ast.Name):
        raw.executed.append((first, last != "compile" and _in_own_scope(node)))
        raw.composed.update(map(id, ast.walk(first)))
    if last in _RUNNING:
        _program(first, raw)
    _given(last, node, raw)


def _in_own_scope(node: ast.Call) -> bool:
    """Tell whether `exec` or `eval` run code with the names of the file that calls them."""
    given = [*node.args[1:], *(each.value for each in node.keywords)]
    inner = [each for value in given for each in ast.walk(value)]
    names = {last_name(each.func) for each in inner if isinstance(each, ast.Call)}
    return not given or not names.isdisjoint(_SCOPES)


def _program(first: ast.expr, raw: Raw) -> None:
    """Record the name of the program that a command runs."""
    word = first.elts[0] if isinstance(first, ast.List | ast.Tuple) and first.elts else first
    if isinstance(word, ast.Constant) and isinstance(word.value, str):
        raw.roles.setdefault(id(word), "program")


def _given(last: str, node: ast.Call, raw: Raw) -> None:
    """Record what a call does to a module or value that is its argument."""
    if last in ("dump", "dumps") and isinstance(node.func, ast.Attribute):
        if last_name(node.func.value) in _PICKLING:
            raw.given.append((node.args[0], "it is pickled, and the pickle names the package"))
    elif last in ("load", "loads", "Unpickler", "open") and isinstance(node.func, ast.Attribute):
        base = last_name(node.func.value)
        if base in _PICKLING and (base == "shelve") == (last == "open"):
            raw.unpickled.append(node.lineno)
    elif last in _GIVEN:
        raw.given.append((node.args[0], _GIVEN[last]))
    elif last in _SHOWING and isinstance(node.func, ast.Name):
        raw.displayed += node.args
    elif last in ("isinstance", "issubclass", "bool", "callable", "type"):
        raw.explained.update(map(id, node.args))


def run_as_program(words: list[ast.expr], raw: Raw) -> None:
    """Record what follows `-m` among the words of a command."""
    for option, word in pairwise(words):
        if isinstance(option, ast.Constant) and option.value == "-m":
            raw.roles[id(word)] = _NAMING["run_module"]


def _named(last: str, node: ast.Call, first: ast.Constant, raw: Raw) -> None:
    further = [*node.args[1:], *(each.value for each in node.keywords)]
    if last in _IMPORTING:
        raw.roles[id(first)] = _FURTHER if further else "import-name"
        raw.roles.update((id(each), _FURTHER) for each in further)
    elif last in _NAMING:
        raw.roles[id(first)] = _NAMING[last]
    elif last in _METADATA:
        raw.roles[id(first)] = "distribution"
    elif last in _CODE:
        raw.roles[id(first)] = "code"


def _is_patcher(func: ast.expr) -> bool:
    """Tell whether the function belongs to mock or pytest; HTTP clients have a `patch` too."""
    names = []
    while isinstance(func, ast.Attribute):
        names.append(func.attr)
        func = func.value
    if not isinstance(func, ast.Name):
        return False
    return func.id in _PATCHERS or "patch" in names[1:] or "mock" in (func.id, *names[1:])


def _computed(name: ast.expr, node: ast.Call, raw: Raw) -> None:
    """Record the name of a module, or of something in one, that is put together."""
    raw.computed.append((node.lineno, name))
    raw.composed.update(map(id, ast.walk(name)))


def _target(node: ast.Call, raw: Raw) -> None:
    """`patch("module.name")`, `patch.dict("module.name")`, `monkeypatch.setattr("module.name")`."""
    first = node.args[0]
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        raw.roles[id(first)] = "patch-target"
        raw.patches.append(first)
    elif is_text(first) or (last_name(node.func) == "patch" and isinstance(first, ast.Name)):
        _computed(first, node, raw)
    else:
        _attribute(node, raw)


def _attribute(node: ast.Call, raw: Raw) -> None:
    """`getattr(module, "name")`, `patch.object(module, "name")`."""
    first = node.args[0]
    second = node.args[1] if len(node.args) > 1 else None
    changes = last_name(node.func) not in ("getattr", "hasattr")
    if isinstance(second, ast.Constant) and isinstance(second.value, str):
        raw.explained.add(id(first))
        raw.attributes.append((first, second, changes))
    elif changes:
        raw.attributes.append((first, None, True))


def _multiple(node: ast.Call, raw: Raw) -> None:
    """`patch.multiple(module, name=...)`, `patch.dict(module.table, ...)`."""
    first = node.args[0]
    if isinstance(first, ast.Constant) or is_text(first):
        _target(node, raw)
    else:
        raw.explained.add(id(first))
        raw.attributes.append((first, None, True))


_PATCHING: dict[str, Callable[[ast.Call, Raw], None]] = {
    "patch": _target,
    "setattr": _target,
    "delattr": _target,
    "object": _attribute,
    "spy": _attribute,
    "stub": _attribute,
    "multiple": _multiple,
    "dict": _multiple,
}
