"""Detectors that look at the code of the modules."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from inhouse.evidence.measure.facts import Import, ModuleFacts, Sighting
from inhouse.evidence.measure.found import Found, Hit, seen

_SECURITY = frozenset(
    [
        "hmac",
        "ssl",
        "cryptography",
        "nacl",
        "Crypto",
        "OpenSSL",
        "bcrypt",
        "jwt",
    ]
)
# Used for cache keys and identifiers as often as for security: no sign by themselves.
_HASHES = frozenset(["hashlib", "secrets"])
_PLATFORM = frozenset(
    [
        "fcntl",
        "msvcrt",
        "winreg",
        "_winreg",
        "termios",
        "pty",
        "tty",
        "pwd",
        "grp",
        "resource",
    ]
)
# What a module-level container that others fill is called; caches and scratch lists are not meant.
_REGISTRY = re.compile(
    r"regist|subscri|listen|handler|hook|callback|signal|plugin|observer|backend"
)
_LOCK_MODULES = ("threading", "asyncio", "multiprocessing", "anyio", "trio", "_thread")
_LOCKS = frozenset(["Lock", "RLock", "Condition", "Semaphore", "BoundedSemaphore", "Barrier"])
_BRANCHES = frozenset({"sys.platform", "os.name", "platform.system", "sys.getwindowsversion"})
# Attributes that programs are meant to set.
_SETTABLE = (
    "sys.path", "sys.argv", "sys.modules", "sys.dont_write_bytecode", "sys.ps1", "sys.ps2",
    "sys.tracebacklimit", "os.environ", "warnings.filters", "logging.raiseExceptions",
)  # fmt: skip
_DESCRIPTIVE = frozenset({"__name__", "__doc__", "__module__", "__qualname__", "__dict__"})


def code_hits(found: Found) -> Iterator[Hit]:
    """Yield the sightings in all modules."""
    for module in found.modules:
        for each in module.imports:
            yield from _imports(module, each)
        yield from _platform(module)
        yield from _locks(module)
        yield from _patches(module)
        yield from _state(module)
        yield from _identity(module)
        yield from _dynamic(module)
        yield from _backend(module)


def imported_roots(each: Import) -> set[str]:
    """Return the first parts of what an absolute import names."""
    return {each.module.partition(".")[0]} if each.level == 0 else set()


def _imports(module: ModuleFacts, each: Import) -> Iterator[Hit]:
    for root in imported_roots(each):
        if each.guard == "typing":
            continue
        if root in _SECURITY:
            yield seen("security", module, each.line, f"imports {root}")
        if root in _HASHES:
            yield seen("hashes", module, each.line, f"imports {root}")
        if root in _PLATFORM:
            yield seen("platform", module, each.line, f"imports {root}")
        if root == "ctypes":
            yield seen("platform-branches", module, each.line, f"imports {root}")


def _platform(module: ModuleFacts) -> Iterator[Hit]:
    for branch in module.branches:
        name = module.resolve(branch.name)
        if name in _BRANCHES:
            yield seen("platform-branches", module, branch.line, f"depends on {name}")
    for attribute in module.attributes:
        if attribute.name.endswith(("SIGALRM", "setitimer")):
            yield seen("platform-branches", module, attribute.line, f"uses {attribute.name}")


def _locks(module: ModuleFacts) -> Iterator[Hit]:
    for call in module.calls:
        name = module.resolve(call.name)
        if name.rpartition(".")[2] in _LOCKS and name.startswith(_LOCK_MODULES):
            yield seen("locks", module, call.line, f"makes a {name}")


def _is_stdlib(module: ModuleFacts, name: str) -> bool:
    root = name.partition(".")[0]
    bound = module.bindings.get(root, "")
    return bound.partition(".")[0] in sys.stdlib_module_names and root not in module.parameters


def _patches(module: ModuleFacts) -> Iterator[Hit]:
    for target in module.assigned:
        full = module.resolve(target.name)
        last = full.rpartition(".")[2]
        if not _is_stdlib(module, target.name) or last in _DESCRIPTIVE:
            continue
        if not full.startswith(_SETTABLE):
            yield seen("patches-stdlib", module, target.line, f"assigns {full}")
    for call in module.calls:
        if call.name == "setattr" and call.detail and _is_stdlib(module, call.detail):
            yield seen("patches-stdlib", module, call.line, f"sets attributes of {call.detail}")


def _state(module: ModuleFacts) -> Iterator[Hit]:
    for name, where in module.mutable.items():
        if name in module.changed and name not in module.parameters:
            text = f"{name} is changed by functions"
            yield seen("global-state", module, module.changed[name], text)
        elif where.detail == "global":
            yield seen("global-state", module, where.line, f"{name} is a changed global")
    for call in module.calls:
        if not call.in_function and _is_context(module, call):
            yield seen("global-state", module, call.line, f"module-level {call.name}")


def _is_context(module: ModuleFacts, call: Sighting) -> bool:
    return module.resolve(call.name) in ("contextvars.ContextVar", "threading.local")


def _identity(module: ModuleFacts) -> Iterator[Hit]:
    """Yield what only works while everybody imports the same copy."""
    if any(part.startswith("_") for part in module.module.split(".")[:-1]):
        return
    for call in module.calls:
        if not call.in_function and _is_context(module, call):
            yield seen("shared-identity", module, call.line, f"a {call.name} that callers share")
    for name, where in module.mutable.items():
        shown = not name.startswith("_") and not name.isupper()
        if shown and where.detail == "empty" and _REGISTRY.search(name):
            yield seen("shared-identity", module, where.line, f"the public registry {name}")


def _dynamic(module: ModuleFacts) -> Iterator[Hit]:
    for call in module.calls:
        if call.name in ("exec", "eval"):
            yield seen("dynamic", module, call.line, f"calls {call.name}")
        elif call.name == "globals.update":
            yield seen("dynamic", module, call.line, "updates globals()")
        elif call.name == "setattr" and not call.in_function and call.detail in module.bindings:
            yield seen("dynamic", module, call.line, f"sets attributes of {call.detail}")
    for target in module.item_targets:
        if module.resolve(target.name) == "sys.modules":
            yield seen("dynamic", module, target.line, "writes to sys.modules")
        elif target.name == "globals":
            yield seen("dynamic", module, target.line, "writes to globals()")
    if "__getattr__" in module.defined:
        line = module.defined["__getattr__"]
        yield seen("dynamic", module, line, "defines a module-level __getattr__")


def _backend(module: ModuleFacts) -> Iterator[Hit]:
    for name in ("build_wheel", "build_sdist"):
        if name in module.defined:
            yield seen("build-backend", module, module.defined[name], f"defines {name}")
