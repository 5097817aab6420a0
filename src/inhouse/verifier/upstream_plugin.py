"""A pytest plugin for the run of a package's own tests; copied next to them, it stands alone.

`inhouse_suite.json` beside it says what to serve: `extend` lists import packages and folders that
hold tests of theirs, `aliases` modules and those that take their place, `names` what the originals
of these hold, `ask` modules whose names are wanted, `report` a file that gets one JSON line per
test and per file that could not be collected.
"""

# ruff: noqa: ARG002, ARG005, BLE001, N818, PTH100, PTH118, PTH120, PTH123, S112

from __future__ import annotations

import importlib
import json
import os
import sys
import unittest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(_here, "inhouse_suite.json"), encoding="utf-8") as _file:
    PLAN = json.load(_file)


absent: set[str] = set()  # names that were not taken


class NotTaken(Exception):
    """Raised where a part that was not taken is used."""


class Meta(type):
    """A class that can be imported and named, and nothing else."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """Refuse to make an object."""
        raise NotTaken(cls.__name__)

    def __getattr__(cls, name: str) -> Any:
        """Refuse to give an attribute."""
        if name.startswith("__"):
            raise AttributeError(name)
        raise NotTaken(cls.__name__ + "." + name)


def stand_ins(aliases: Any, names: Any) -> None:
    """Put a stand-in where a module lacks a name of the original's, so that tests can import it."""
    for name, _ in aliases:
        module = sys.modules.get(name)
        for each, is_error in names.get(name, ()) if module is not None else ():
            if each in vars(module):
                continue
            absent.add(each)
            bases = (Exception,) if is_error else ()
            setattr(module, each, Meta(each, bases, {"__module__": name}))


def held(name: str) -> Any:
    """Return the names of a module that tests may import, each with whether it is an error."""
    try:
        space = vars(importlib.import_module(name))
    except Exception:
        return []
    return [
        [each, isinstance(value, type) and issubclass(value, BaseException)]
        for each, value in space.items()
        if not each.startswith("__") and not isinstance(value, type(sys))
    ]


def named_in(code: Any) -> set[str]:
    """Return the names and short texts in a function's code, inner functions included."""
    found = set(code.co_names)
    for each in code.co_consts:
        if isinstance(each, str) and len(each) < 200:
            found.add(each.rsplit(".", 1)[-1])
        elif hasattr(each, "co_names"):
            found |= named_in(each)
    return found


def pytest_collection_modifyitems(items: Any) -> None:
    """Note which tests name a part that was not taken, themselves or in what prepares them."""
    for item in items if absent else ():
        function = getattr(item, "function", None)
        owner = getattr(item, "cls", None)
        parts: list[Any] = [function]
        parts += [getattr(owner, name, None) for name in ("setUp", "setup_method")]
        codes = [part.__code__ for part in parts if hasattr(part, "__code__")]
        named = set().union(*map(named_in, codes)) & absent
        if named or not codes:
            tell({"id": item.nodeid, "outcome": "touches", "names": sorted(named)})


def serve() -> None:
    """Load the modules that take others' places under the others' names; add folders of tests."""
    for name, own in PLAN["aliases"]:
        try:
            sys.modules[name] = importlib.import_module(own)
        except Exception:  # one that needs what is not there; its tests will say so
            continue
    for name, folder in PLAN["extend"]:
        try:
            module = importlib.import_module(name)
        except Exception:
            continue
        if hasattr(module, "__path__"):
            module.__path__ = [*module.__path__, folder]
    stand_ins(PLAN["aliases"], PLAN["names"])
    if PLAN["ask"]:
        tell({"outcome": "names", "names": {name: held(name) for name in PLAN["ask"]}})
    # Some files run their tests when they are imported.
    unittest.main = lambda *args, **kwargs: None  # type: ignore[assignment]


def tell(entry: Any) -> None:
    """Add a line to the report; workers of a parallel run write into the same file."""
    with open(PLAN["report"], "a", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")


def crash_of(report: Any) -> Any:
    """Return where a report says that something went wrong, and what."""
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash is not None:
        return [str(crash.path), str(crash.message)]
    return ["", str(report.longrepr)[-8000:]]


def pytest_runtest_logreport(report: Any) -> None:
    """Note each phase of a test that decides how it came out."""
    if report.failed:
        tell({"id": report.nodeid, "outcome": "failed", "crash": crash_of(report)})
    elif report.when == "call" and report.passed and not hasattr(report, "wasxfail"):
        tell({"id": report.nodeid, "outcome": "passed"})


def pytest_collectreport(report: Any) -> None:
    """Note a file that could not be collected."""
    if report.failed:
        tell({"id": report.nodeid, "outcome": "uncollected", "crash": crash_of(report)})


serve()
