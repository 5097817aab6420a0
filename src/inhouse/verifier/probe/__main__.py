"""Entry of the child: loads the probe with builtins of its own, so that none can be patched."""

from __future__ import annotations

import builtins
import importlib.machinery
import os
import sys
import types

PACKAGE = "inhouse.verifier.probe"
PARTS = (
    "wire",
    "capture",
    "guard",
    "scrub",
    "literal",
    "classes",
    "known_types",
    "canonical",
    "trial",
    "loop",
)


def load(folder: str) -> types.ModuleType:
    """Load the probe's modules from their folder and return the last; no name stays behind."""
    private = dict(vars(builtins))
    names = [PACKAGE.rsplit(".", count)[0] for count in (2, 1)] + [PACKAGE]
    for name in names:
        stub = types.ModuleType(name)
        stub.__path__ = []
        sys.modules[name] = stub
    module = stub
    for part in PARTS:
        name = PACKAGE + "." + part
        loader = importlib.machinery.SourceFileLoader(name, os.path.join(folder, part + ".py"))
        module = types.ModuleType(name)
        module.__dict__["__builtins__"] = private
        sys.modules[name] = module
        code = loader.get_code(name)
        assert code is not None
        exec(code, module.__dict__)
    for name in [each for each in sys.modules if each.split(".")[0] == "inhouse"]:
        del sys.modules[name]
    return module


if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [each for each in sys.path if os.path.abspath(each) != here]
    load(here).serve(int(sys.argv[1]), int(sys.argv[2]))
