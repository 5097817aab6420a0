"""What owned code imports from outside its package and the standard library."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator

from inhouse.codemod.inlining.source import Source, chain_of
from inhouse.codemod.inlining.versions import decided, only_for_types

_CATCHING = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})
# In the standard library of some Python 3, whatever the running one has.
_ELSEWHEN = frozenset(
    {"aifc", "annotationlib", "asynchat", "asyncore", "audioop", "cgi", "cgitb", "chunk"}
    | {"compression", "crypt", "distutils", "imghdr", "imp", "lib2to3", "mailcap", "nntplib"}
    | {"pipes", "smtpd", "sndhdr", "telnetlib", "uu", "xdrlib"}
)
# In the standard library of Python 2 only; tried by code that still runs there. The program's own
# module is always there.
_GONE = frozenset(
    {"__builtin__", "_winreg", "anydbm", "BaseHTTPServer", "cookielib", "Cookie", "ConfigParser"}
    | {"copy_reg", "cPickle", "cStringIO", "dummy_thread", "exceptions", "gdbm", "htmlentitydefs"}
    | {"HTMLParser", "httplib", "Queue", "robotparser", "sets", "SimpleHTTPServer", "SocketServer"}
    | {"StringIO", "thread", "Tkinter", "urllib2", "urlparse", "UserDict", "UserList", "xmlrpclib"}
    | {"__main__"}
)
_STANDARD = frozenset(sys.stdlib_module_names) | _ELSEWHEN | {"__future__"}


def is_standard(module: str) -> bool:
    """Tell whether a dotted module is part of the standard library."""
    return module.partition(".")[0] in _STANDARD


def needs_of(
    sources: Iterable[Source], oldest: tuple[int, int]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return top import names that the code needs, and those it only uses where they are there.

    Imports that only type checkers see, or that no Python from `oldest` on runs, are neither.
    """
    needed: set[str] = set()
    optional: set[str] = set()
    for source in sources:
        waiting: list[tuple[ast.AST, bool]] = [(source.tree, False)]
        while waiting:
            node, guarded = waiting.pop()
            (optional if guarded else needed).update(_outside(node))
            waiting += _inside(node, guarded, oldest)
    return tuple(sorted(needed)), tuple(sorted(optional - needed - _GONE))


def live_imports(source: Source, oldest: tuple[int, int]) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the imports that some Python from `oldest` on may run; guarded ones too."""
    waiting: list[ast.AST] = [source.tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        waiting += [child for child, _ in _inside(node, False, oldest)]


def _outside(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        tops = [alias.name.partition(".")[0] for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
        tops = [node.module.partition(".")[0]]
    elif isinstance(node, ast.Call) and _imports(node):
        tops = [str(getattr(node.args[0], "value", "")).partition(".")[0]]
    else:
        return []
    return [top for top in tops if not is_standard(top)]


def _imports(node: ast.Call) -> bool:
    """Tell whether a call imports a module by its literal name."""
    last = chain_of(node.func).rpartition(".")[2]
    if last not in ("import_module", "__import__") or not node.args:
        return False
    name = getattr(node.args[0], "value", None)
    return isinstance(name, str) and not name.startswith(".")


def _inside(node: ast.AST, guarded: bool, oldest: tuple[int, int]) -> list[tuple[ast.AST, bool]]:
    if isinstance(node, ast.Try):
        caught = any(map(_catches_import, node.handlers))
        rest: list[ast.AST] = [*node.handlers, *node.orelse, *node.finalbody]
        return [(child, guarded or caught) for child in node.body] + [(c, guarded) for c in rest]
    if isinstance(node, ast.If):
        if only_for_types(node.test):
            return [(child, guarded) for child in node.orelse]
        outcome = decided(node.test, oldest)
        if outcome is not None:
            return [(child, guarded) for child in (node.body if outcome else node.orelse)]
    return [(child, guarded) for child in ast.iter_child_nodes(node)]


def _catches_import(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(chain_of(item) in _CATCHING for item in caught)
