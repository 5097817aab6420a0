"""The pytest plug-in that gives a rule's contract its `subject` and `side`.

This file never runs inside inhouse: it is copied beside a contract and imported by the pytest of a
throw-away environment. It needs Python 3.8, pytest and `contract.json` in the current folder:

    {"side": "original", "package": "toml", "distribution": "toml", "shown": ["test_x"],
     "symbols": [{"name": "toml.loads", "to": "tomllib.loads", "pair": null, "signature": null}]}

It writes `outcome.json` there:

    {"cases": 12, "differs": 2, "failed": ["test_x: ..."], "version": "0.10.2",
     "public": ["toml.dump", "toml.loads"]}

A test that takes `side` shows a difference. It runs twice, the second time told the other side: it
must fail then, or what it shows is no difference.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import importlib
import inspect
import json
from importlib import metadata
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

JOB: dict[str, Any] = {}
FOUND: dict[str, Any] = {"cases": 0, "differs": 0, "failed": [], "version": None, "public": []}
OTHER = {"original": "replacement", "replacement": "original"}


def resolve(name: str) -> Any:
    """Return what a dotted name stands for as Python finds it: an attribute before a submodule."""
    first, *rest = name.split(".")
    if not rest and hasattr(builtins, name):
        return getattr(builtins, name)
    found: Any = importlib.import_module(first)
    path = first
    for part in rest:
        path = f"{path}.{part}"
        if not hasattr(found, part):
            importlib.import_module(path)
        found = getattr(found, part)
    return found


def pairs_of(text: str) -> dict[str, Any]:
    """Return what rewrites.py defines, without the halves that need the package."""
    module = ModuleType("rewrites")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("before_"):
            continue
        code = compile(ast.Module(body=[node], type_ignores=[]), "rewrites.py", "exec")
        try:
            exec(code, vars(module))  # noqa: S102 - the reason for the throw-away environment
        except ImportError:
            if not isinstance(node, (ast.Import, ast.ImportFrom)):
                raise
    return vars(module)


def replaced(symbol: dict[str, Any], pairs: dict[str, Any]) -> Any:
    """Return what takes the place of a symbol."""
    if symbol["pair"]:
        return pairs["after_" + symbol["pair"]]
    to = symbol["to"]
    if to.startswith("_inhouse."):
        return resolve(JOB["owned"] + to[len("_inhouse") :])
    if all(part.isidentifier() for part in to.split(".")) and to not in ("True", "False", "None"):
        return resolve(to)
    return eval(to, vars(builtins))  # noqa: S307 - a literal of the rule, in its own environment


def build() -> SimpleNamespace:
    """Return the namespace of the rule's symbols, `package.a.b` as `subject.a.b`."""
    rewrites = Path("rewrites.py")
    pairs = pairs_of(rewrites.read_text(encoding="utf-8")) if rewrites.is_file() else {}
    root = SimpleNamespace()
    shapes: dict[str, list[Any]] = {}
    for symbol in sorted(JOB["symbols"], key=lambda each: each["name"]):
        name = symbol["name"]
        try:
            original = JOB["side"] == "original"
            value = resolve(name) if original else replaced(symbol, pairs)
        except Exception as error:  # noqa: BLE001 - whatever it is, the symbol is not there
            FOUND["failed"].append(f"{name}: {type(error).__name__}: {error}")
            continue
        if original and symbol["signature"]:
            wrong = other_signature(value, symbol["signature"])
            if wrong:
                FOUND["failed"].append(f"{name}: the real signature is {wrong}")
        shapes.setdefault(name, []).append(value)
        if not original and len(shapes[name]) > 1:
            value = one_of(shapes[name])
        put(root, name[len(JOB["package"]) :].lstrip(".").split("."), value)
    return root


def one_of(functions: list[Any]) -> Any:
    """Return a function that calls the first of several pairs that takes the arguments."""

    def call(*args: Any, **keywords: Any) -> Any:
        for function in functions:
            try:
                inspect.signature(function).bind(*args, **keywords)
            except TypeError:
                continue
            return function(*args, **keywords)
        return functions[0](*args, **keywords)

    return call


def put(root: SimpleNamespace, path: list[str], value: Any) -> None:
    """Set a value below a namespace; what stands below another symbol is an attribute of it."""
    for part in path[:-1]:
        if not hasattr(root, part):
            setattr(root, part, SimpleNamespace())
        below: Any = getattr(root, part)
        if not isinstance(below, SimpleNamespace):
            return
        root = below
    setattr(root, path[-1], value)


def other_signature(value: Any, told: str) -> str | None:
    """Return the real signature where names, kinds, order or which have defaults differ.

    Keywords that the original takes as `**kw` may be told by name, as all that a rule covers.
    """
    try:
        real = inspect.signature(value)
    except (TypeError, ValueError):
        return None  # compiled code may not say
    space: dict[str, Any] = {}
    exec(f"def f{bare(told)}: ...", space)  # noqa: S102 - a signature without its expressions
    wanted, found = shape(inspect.signature(space["f"])), shape(real)
    if found and found[-1][1] == "VAR_KEYWORD" and wanted[-1:] != found[-1:]:
        names = {name for name, *_ in found}
        wanted = [each for each in wanted if each[1] != "KEYWORD_ONLY" or each[0] in names]
        found = found[:-1]
    return None if wanted == found else str(real)


def bare(told: str) -> str:
    """Return a signature's source with every default None and no annotations."""
    function = ast.parse(f"def f{told}: ...").body[0]
    assert isinstance(function, ast.FunctionDef)
    found = function.args
    nothing = ast.Constant(value=None)
    found.defaults = [nothing for _ in found.defaults]
    found.kw_defaults = [None if each is None else nothing for each in found.kw_defaults]
    every = [*found.posonlyargs, *found.args, found.vararg, *found.kwonlyargs, found.kwarg]
    for each in every:
        if each is not None:
            each.annotation = None
    return f"({ast.unparse(found)})"


def shape(signature: inspect.Signature) -> list[tuple[str, str, bool]]:
    """Return what binding arguments depends on."""
    return [
        (each.name, each.kind.name, each.default is not each.empty)
        for each in signature.parameters.values()
    ]


def offered(package: str, named: list[str]) -> list[str]:
    """Return the public names of a package, and of the modules below it that a rule speaks of.

    What a module imports from elsewhere is not its own, unless `__all__` says so. An object that
    the package itself offers does not count again in a module below.
    """
    names = {package: public(importlib.import_module(package))}
    seen = {id(value) for value in names[package].values()}
    below = {name.rpartition(".")[0] for name in named if name.startswith(f"{package}.")}
    for path in sorted(below - {package}):
        try:
            module = resolve(path)
        except Exception:  # noqa: BLE001, S112 - not in this version
            continue
        if isinstance(module, ModuleType):
            own = public(module).items()
            names[path] = {name: value for name, value in own if id(value) not in seen}
    found = {f"{path}.{name}" for path, inner in names.items() for name in inner}
    return sorted(found | {name for name in named if there(name)})


def there(name: str) -> bool:
    """Tell whether a name can be had."""
    try:
        resolve(name)
    except Exception:  # noqa: BLE001 - whatever it is
        return False
    return True


def public(module: ModuleType) -> dict[str, Any]:
    """Return what a module offers by name; modules count only where they are made by the code."""
    listed = getattr(module, "__all__", None)
    names = list(listed) if listed is not None else dir(module)
    foreign = set() if listed is not None else imported(module)
    found: dict[str, Any] = {}
    for name in map(str, names):
        if (name.startswith("_") and listed is None) or name in foreign or name in _METADATA:
            continue
        try:
            value = getattr(module, name)
        except Exception:  # noqa: BLE001, S112 - what is made when asked for may not be there
            continue
        if listed is not None or not isinstance(value, ModuleType):
            found[name] = value
    return found


_METADATA = {"__version__", "__version_info__", "__author__", "__license__", "__email__"}


def imported(module: ModuleType) -> set[str]:
    """Return the names that a module's own text imports from outside its package."""
    try:
        text = Path(getattr(module, "__file__", None) or "").read_text(encoding="utf-8")
        tree = ast.parse(text)
    except (OSError, SyntaxError, ValueError):
        return set()
    root = module.__name__.partition(".")[0]
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = {alias.asname or alias.name for alias in node.names}
            found |= set() if (node.module or "").partition(".")[0] == root else names
    return found


def pytest_configure() -> None:
    """Read the job and build the subject before any test is collected."""
    JOB.update(json.loads(Path("contract.json").read_text(encoding="utf-8")))
    if not JOB.get("mutants"):
        JOB["subject"] = build()
    if JOB["side"] == "original":
        with contextlib.suppress(metadata.PackageNotFoundError):
            FOUND["version"] = metadata.version(JOB["distribution"])
        with contextlib.suppress(Exception):  # of a module that cannot be looked at, none is known
            FOUND["public"] = offered(JOB["package"], JOB.get("named", []))


@pytest.fixture
def subject() -> SimpleNamespace:
    """Return the rule's symbols, of the package or of what takes its place."""
    found: SimpleNamespace = JOB["subject"]
    return found


def pytest_generate_tests(metafunc: Any) -> None:
    """Run what shows a difference a second time, told the other side."""
    if "side" in metafunc.fixturenames:
        both = {"told": JOB["side"], "swapped": OTHER[JOB["side"]]}
        if JOB.get("mutants"):  # what would hold on the other side says nothing of a fault
            del both["swapped"]
        metafunc.parametrize("side", list(both.values()), ids=list(both))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: Any, call: Any) -> Any:
    """Count cases; a swapped test must fail in its own assertions."""
    outcome = yield
    report = outcome.get_result()
    told = getattr(item, "callspec", None)
    side = told.params.get("side") if told is not None else None
    if report.when == "call" and side == OTHER[JOB["side"]] and not report.skipped:
        if report.passed:
            report.outcome = "failed"
            report.longrepr = "holds on both sides, so it shows no difference"
        else:
            report.outcome = "passed"
    elif report.when == "call" and report.passed:
        FOUND["differs" if side else "cases"] += 1
    if report.failed:
        said = str(report.longrepr) if side != JOB["side"] and side else str(call.excinfo.value)
        lines = said.strip().splitlines() or [type(getattr(call.excinfo, "value", None)).__name__]
        FOUND["failed"].append(f"{item.name}: {lines[0][:200]}")


def pytest_collectreport(report: Any) -> None:
    """Say what keeps the contract from being read."""
    if report.failed:
        lines = str(report.longrepr).strip().splitlines()
        FOUND["failed"].append(f"collection: {lines[-1][:200]}" if lines else "collection failed")


def pytest_sessionfinish() -> None:
    """Leave what was found where the parent looks for it."""
    if JOB.get("mutants"):
        return
    Path("outcome.json").write_text(json.dumps(FOUND), encoding="utf-8")
