"""The pytest plug-in that gives a rule's contract its `subject` and `side`.

This folder never runs inside inhouse: it is copied beside a contract and imported by the pytest of
a throw-away environment. It needs Python 3.8, pytest and `contract.json` in the current folder:

    {"side": "original", "package": "toml", "distribution": "toml", "shown": ["test_x"],
     "symbols": [{"name": "toml.loads", "to": "tomllib.loads", "pair": null, "signature": null}]}

It writes `outcome.json` there:

    {"cases": 12, "differs": 2, "failed": ["test_x: ..."], "version": "0.10.2",
     "public": ["toml.dump", "toml.loads"], "held": ["test_dates"]}

A test that takes `side` shows a difference. It runs twice, the second time told the other side: it
must fail then, or what it shows is no difference. On the side "blank" every test has to fail: it
says whether the claims of a rule that rewrites nothing are shown by the package.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import inspect
import json
from importlib import metadata
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from .blank import Nothing, blank
from .names import offered, resolve
from .signatures import other_signature

JOB: dict[str, Any] = {}
FOUND: dict[str, Any] = {"cases": 0, "differs": 0, "failed": [], "version": None, "public": []}
FOUND["held"] = []
BLANK = "blank"
OTHER = {"original": "replacement", "replacement": "original"}


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
    if JOB["side"] == BLANK:
        for symbol in JOB["symbols"]:
            put(root, path_of(symbol["name"]), blank)
        return root
    shapes: dict[str, list[Any]] = {}
    for symbol in sorted(JOB["symbols"], key=lambda each: each["name"]):
        name = symbol["name"]
        try:
            original = JOB["side"] == "original"
            value = resolve(name) if original else replaced(symbol, pairs)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - in any case it is not there
            if not JOB.get("shows"):  # else its absence may be what is shown
                FOUND["failed"].append(f"{name}: {type(error).__name__}: {error}")
            continue
        if original and symbol["signature"]:
            wrong = other_signature(value, symbol["signature"])
            if wrong:
                FOUND["failed"].append(f"{name}: the real signature is {wrong}")
        shapes.setdefault(name, []).append(value)
        if not original and len(shapes[name]) > 1:
            value = one_of(shapes[name])
        put(root, path_of(name), value)
    return root


def path_of(name: str) -> list[str]:
    """Return the parts of a symbol's name below the package."""
    return name[len(JOB["package"]) :].lstrip(".").split(".")


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


def pytest_configure() -> None:
    """Read the job and build the subject before any test is collected."""
    JOB.update(json.loads(Path("contract.json").read_text(encoding="utf-8")))
    if not JOB.get("mutants"):
        JOB["subject"] = build()
    if JOB["side"] == "original":
        with contextlib.suppress(metadata.PackageNotFoundError):
            FOUND["version"] = metadata.version(JOB["distribution"])
        # Of a module that cannot be looked at, no name is known.
        with contextlib.suppress(Exception, SystemExit):
            FOUND["public"] = offered(JOB["package"], JOB.get("named", []))


@pytest.fixture
def subject() -> SimpleNamespace:
    """Return the rule's symbols, of the package or of what takes its place."""
    found: SimpleNamespace = JOB["subject"]
    return found


@pytest.fixture
def distribution() -> metadata.Distribution:
    """Return what is installed under the rule's name: its files, requirements and metadata."""
    return Nothing() if JOB["side"] == BLANK else metadata.distribution(JOB["distribution"])


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
    if JOB["side"] == BLANK:
        if report.when == "call":
            note_idle(item.name, report)
        return
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
        FOUND["held"].append(getattr(item, "originalname", item.name))
    if report.failed:
        said = str(report.longrepr) if side != JOB["side"] and side else str(call.excinfo.value)
        lines = said.strip().splitlines() or [type(getattr(call.excinfo, "value", None)).__name__]
        FOUND["failed"].append(f"{item.name}: {lines[0][:200]}")


def note_idle(name: str, report: Any) -> None:
    """Take down what holds although there is nothing; what fails is as it should be."""
    if report.passed:
        FOUND["failed"].append(f"{name}: holds where the package does nothing, so it shows nothing")
    report.outcome = "passed"


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
