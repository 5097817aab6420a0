"""Runs the command line with a pipeline that does what its first argument says.

    python tests/cli/stand_in.py BEHAVIOUR ARGUMENTS...

What is tested with it is how the command line ends, whatever the pipeline does.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from inhouse.__main__ import main
from inhouse.errors import IncompleteError, LockfileError
from tests.reports.sample import sample, sample_card, sample_graph

BEHAVIOUR = sys.argv.pop(1)


def audit(request: Any, progress: Any) -> Any:
    if BEHAVIOUR == "slow":
        for step in range(600):
            progress.stage("measuring \x1b[31mpackages", step, 600)
            if step == 2:
                sys.stderr.write("ready\n")
                sys.stderr.flush()
            time.sleep(0.05)
    if BEHAVIOUR == "second":
        progress.stage("measuring \x1b[31mpackages", 3, 9)
        time.sleep(1.0)
    if BEHAVIOUR == "bug":
        raise KeyError("x\x1b[31m")
    if BEHAVIOUR == "refused":
        raise LockfileError("uv.lock\nx", "is not TOML", "lock again")
    if BEHAVIOUR == "offline":
        raise IncompleteError("no index and nothing cached")
    if BEHAVIOUR == "chatty":
        sys.stdout.write("a library says hello\n")
    if BEHAVIOUR == "request":
        sys.stderr.write(f"{request!r}\n")
    return SimpleNamespace(report=sample(), exit_code=3 if BEHAVIOUR == "incomplete" else 0)


stand_in = ModuleType("inhouse.pipeline.commands")
stand_in.audit = audit  # type: ignore[attr-defined]
stand_in.explain = lambda request, package, progress: sample_card()  # type: ignore[attr-defined]
stand_in.graph = lambda request, progress: sample_graph()  # type: ignore[attr-defined]
sys.modules[stand_in.__name__] = stand_in

main()
