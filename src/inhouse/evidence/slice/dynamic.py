"""What code does that a static closure cannot follow, each with the words for it."""

from __future__ import annotations

import builtins

_BUILTINS = frozenset(dir(builtins)) | {
    "__file__",
    "__path__",
    "__name__",
    "__doc__",
    "__package__",
    "__spec__",
    "__loader__",
    "__cached__",
    "__builtins__",
    "__module__",
    "__qualname__",
    "__class__",
    "__annotations__",
    "__all__",
    "__dict__",
    "reveal_type",
    "WindowsError",
}
# Builtins of Python 2, named in branches that no supported Python takes.
_FORMER = frozenset(
    {
        "basestring",
        "buffer",
        "cmp",
        "execfile",
        "file",
        "intern",
        "long",
        "raw_input",
        "reduce",
        "reload",
        "unichr",
        "unicode",
        "xrange",
        "apply",
        "coerce",
        "StandardError",
    }
)
_DYNAMIC_BUILTINS = {
    "globals": "looks names up with globals()",
    "exec": "runs text as code with exec",
    "eval": "runs text as code with eval",
    "__import__": "imports modules by a computed name",
    "__file__": "finds files beside its own (__file__)",
    "__path__": "finds files beside its own (__path__)",
    "__spec__": "asks how it was imported",
    "__loader__": "asks how it was imported",
}
_DYNAMIC_CALLS = {
    "sys.modules": "reads or changes sys.modules",
    "sys.meta_path": "changes how modules are imported",
    "sys._getframe": "looks at its caller's frame",
    "inspect.stack": "looks at its caller's frame",
    "inspect.currentframe": "looks at its caller's frame",
    "inspect.getmodule": "asks for the module that holds an object",
    "importlib.import_module": "imports modules by a computed name",
    "importlib.util": "imports modules by a computed name",
    "importlib.machinery": "imports modules by a computed name",
    "importlib.reload": "reloads modules",
    "importlib.resources": "reads data files of its package",
    "importlib_resources": "reads data files of its package",
    "importlib.metadata": "reads metadata of installed distributions",
    "importlib_metadata": "reads metadata of installed distributions",
    "pkgutil": "reads data files or modules of its package",
    "pkg_resources": "reads data files or metadata of installed distributions",
    "contextvars.ContextVar": "keeps state in a ContextVar that others share",
}


def is_builtin(name: str) -> bool:
    """Tell whether a name needs no definition in a module, in Python 3 or (dead code) 2."""
    return name in _BUILTINS or name in _FORMER


def builtin_reason(name: str) -> str | None:
    """Return why reading this builtin cannot be followed, None if it can."""
    return _DYNAMIC_BUILTINS.get(name)


def external_reason(dotted: str) -> str | None:
    """Return why using this name of another package cannot be followed, None if it can."""
    parts = dotted.split(".")
    for length in range(1, min(len(parts), 3) + 1):
        reason = _DYNAMIC_CALLS.get(".".join(parts[:length]))
        if reason:
            return reason
    return None
