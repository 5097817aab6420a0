"""A pytest plugin for the run of a package's own tests; copied next to them, it stands alone.

`inhouse_suite.json` beside it says what to serve: `extend` lists import packages and folders that
hold tests of theirs, `aliases` modules and those that take their place, `report` a file that gets
one JSON line per test and per file that could not be collected.
"""

# ruff: noqa: BLE001, PTH100, PTH118, PTH120, PTH123, S112

from __future__ import annotations

import importlib
import json
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(_here, "inhouse_suite.json"), encoding="utf-8") as _file:
    PLAN = json.load(_file)


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
