"""Runs a rule's contract and its two programs, in a folder that is gone afterwards."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from inhouse.model.rule import Rule
from inhouse.model.rule_check import ContractRun, Side
from inhouse.verifier.contract_child import run_child

OWNER = "app"  # the package whose `_inhouse` folder holds the owned code of the examples
_PLUGIN = Path(__file__).with_name("contract_plugin")
# -I keeps the user's variables and folders out, and the current folder too: it is put back.
# A package, or what came with it, may bring plug-ins of pytest: none of them is loaded.
_HERE = (
    "import os, sys, runpy; sys.path.insert(0, '.'); "
    "os.environ['PYTEST_DISABLE_PLUGIN_AUTOLOAD'] = '1'; "
)
# Packages come after the standard library, as they do where they are installed.
_THERE = (
    "import site; "
    "at = [p.endswith('site-packages') for p in sys.path] + [True]; "
    "sys.path.insert(at.index(True), {0!r}); site.addsitedir({0!r}); "
)
# What decides what a check finds, beside the rule itself.
_CHECKER = ["contract*.py", "contract_plugin/*.py", "mutants.py"]
_CHECKER += ["mutants_faults.py", "mutants_ground.py"]
_TARGETS = """
import builtins, importlib, json, sys
missing = []
for name in json.loads(sys.argv[1]):
    first, *rest = name.split(".")
    try:
        if not rest and hasattr(builtins, name):
            continue
        found, path = importlib.import_module(first), first
        for part in rest:
            path += "." + part
            if not hasattr(found, part):
                importlib.import_module(path)
            found = getattr(found, part)
    except (ImportError, AttributeError):
        missing.append(name)
print(json.dumps([sys.version.split()[0], missing]))
"""


def run_contract(
    rule: Rule, texts: Mapping[str, str], python: Path, side: Side, packages: Path | None = None
) -> ContractRun:
    """Run test_contract.py on one side with an interpreter that has pytest.

    For the side "original" the package is there too, or in the folder `packages`. What goes wrong
    is a line of `failed`.
    """
    done = _run_contract(rule, texts, python, side, packages, "plain")
    if done.failed and side != "blank":  # once more, for what pytest tells of the values
        told = _run_contract(rule, texts, python, side, packages, "rewrite")
        return told if told.failed else done
    return done


def _run_contract(
    rule: Rule,
    texts: Mapping[str, str],
    python: Path,
    side: Side,
    packages: Path | None,
    asserts: str,
) -> ContractRun:
    with laid_out(rule, texts) as folder:
        prepare(rule, side, folder)
        arguments = ["pytest", "-q", "-p", "contract_plugin", "-p", "no:cacheprovider"]
        arguments += [f"--assert={asserts}", "--tb=native", "test_contract.py"]
        start = f"{_path(packages)}sys.argv = {arguments!r}; "
        start += "runpy.run_module('pytest', run_name='__main__')"
        ended = run_child([str(python), "-I", "-B", "-c", start], folder)
        outcome = folder / "outcome.json"
        found = _answer(outcome.read_text(encoding="utf-8")) if outcome.is_file() else {}
    failed = tuple(str(line) for line in found.get("failed", ()))
    if ended.code is None:
        failed += ("it did not end in time",)
    elif (not found or ended.code) and not failed:
        failed += (_last_line(ended.output) or f"pytest ended with code {ended.code}",)
    return ContractRun(
        side=side,
        cases=int(found.get("cases", 0)),
        differs=int(found.get("differs", 0)),
        failed=failed,
        version=found.get("version"),
        public=tuple(map(str, found.get("public", ()))),
        held=tuple(dict.fromkeys(map(str, found.get("held", ())))),
    )


def prepare(rule: Rule, side: Side, folder: Path, *, mutants: bool = False) -> None:
    """Put beside a rule's files what the plug-in needs to build the subject of that side.

    With `mutants` it builds none by itself.
    """
    job = json.dumps({**_job(rule, side), "mutants": mutants})
    (folder / "contract.json").write_text(job, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (folder / _PLUGIN.name).mkdir()
    for path in _PLUGIN.glob("*.py"):
        shutil.copyfile(path, folder / _PLUGIN.name / path.name)


def checker_digest() -> str:
    """Return what changes with the code that checks rules."""
    found = hashlib.sha256()
    here = Path(__file__).parent
    for path in sorted({path for each in _CHECKER for path in here.glob(each)}):
        name = path.relative_to(here).as_posix()
        found.update(name.encode() + b"\0" + path.read_text(encoding="utf-8").encode())
    return found.hexdigest()[:16]


def run_program(
    rule: Rule, texts: Mapping[str, str], python: Path, file: str, packages: Path | None = None
) -> tuple[str, str]:
    """Run before.py or after.py; return what it printed and what is wrong, "" if nothing is."""
    with laid_out(rule, texts) as folder:
        start = (
            f"{_path(packages)}sys.argv = [{file!r}]; runpy.run_path({file!r}, run_name='__main__')"
        )
        ended = run_child([str(python), "-I", "-B", "-c", start], folder)
    if ended.code is None:
        return ended.output, f"{file} did not end in time"
    if ended.code:
        return ended.output, f"{file} ended with {ended.code}: {_last_line(ended.output)}"
    return ended.output, "" if ended.output else f"{file} prints nothing"


def missing_targets(rule: Rule, python: Path) -> tuple[str, tuple[str, ...]]:
    """Return a Python's version and the targets of rewritten symbols that it does not have."""
    names = sorted({each.to for each in rule.symbols if each.status == "rewritten" and each.to})
    real = [name for name in names if _is_name(name)]
    with tempfile.TemporaryDirectory(prefix="inhouse-rule-") as folder:
        ended = run_child([str(python), "-I", "-c", _TARGETS, json.dumps(real)], Path(folder))
    lines = ended.output.strip().splitlines()
    if ended.code != 0 or not lines:
        return "", (f"{python.name} could not say: {_last_line(ended.output)}",)
    version, missing = json.loads(lines[-1])
    return str(version), tuple(map(str, missing))


@contextlib.contextmanager
def laid_out(rule: Rule, texts: Mapping[str, str]) -> Iterator[Path]:
    """Yield a folder with the rule's files, and the replacement where owned code would stand."""
    with tempfile.TemporaryDirectory(prefix="inhouse-rule-") as name:
        folder = Path(name)
        for file, text in texts.items():
            if file.endswith(".py") and file != "replacement.py":
                (folder / file).write_text(text, encoding="utf-8")
        owned = texts.get("replacement.py")
        if owned is not None:
            home = folder.joinpath(*home_of(rule).split("."))
            home.mkdir(parents=True)
            for package in home.parents[: len(home.relative_to(folder).parts) - 1]:
                (package / "__init__.py").write_text("", encoding="utf-8")
            (home / "__init__.py").write_text(owned, encoding="utf-8")
        yield folder


def home_of(rule: Rule) -> str:
    """Return the dotted name under which the examples import the rule's owned code."""
    package = rule.import_package or rule.id.replace("-", "_")
    return f"{OWNER}._inhouse.{package}"


def _path(packages: Path | None) -> str:
    return _HERE if packages is None else _HERE + _THERE.format(str(packages))


def _job(rule: Rule, side: Side) -> dict[str, Any]:
    # Of a draft nothing has a replacement yet, so that only the original can be looked at.
    draft = side != "replacement" and not rule.rewrites
    provided = [
        {"name": each.name, "to": each.to, "pair": each.pair, "signature": each.signature}
        for each in rule.symbols
        if each.status == "rewritten" or (draft and not each.name.endswith(".*"))
    ]
    return {
        "side": side,
        "shows": rule.shows,
        "package": rule.import_package or "",
        "distribution": rule.id,
        "owned": home_of(rule),
        "symbols": provided,
        "named": [each.name for each in rule.symbols],
    }


def _is_name(to: str) -> bool:
    plain = all(part.isidentifier() for part in to.split("."))
    return plain and not to.startswith("_inhouse.") and to not in {"True", "False", "None"}


def _answer(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _last_line(output: str) -> str:
    lines = output.strip().splitlines()
    return lines[-1][:300] if lines else ""
