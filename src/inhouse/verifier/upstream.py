"""A package's own tests, against the package and against the copy that the project will own."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from inhouse.model.proof import SuiteRun
from inhouse.verifier.environment import Environment
from inhouse.verifier.installing import InstallError
from inhouse.verifier.suite_process import Ended, run_command, small_environment
from inhouse.verifier.suite_results import SHOWN_LOST
from inhouse.verifier.upstream_environment import with_tests
from inhouse.verifier.upstream_files import Layout, layout_of, write
from inhouse.verifier.upstream_requirements import test_requirements

SECONDS = 600.0  # for one run
_PLUGIN = Path(__file__).with_name("upstream_plugin.py")
_LARGEST_REPORT = 64 << 20
_ABSENT = ("ImportError", "ModuleNotFoundError", "AttributeError")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upstream:
    """What is tested: `files` are those of the sdist below its top folder.

    `modules` are pairs (original, own) of import packages, `folder` holds the owned code,
    `owned` are its modules by path relative to `folder` ("shop/_inhouse/slugify/special.py").
    """

    files: Mapping[str, bytes]
    import_names: tuple[str, ...]
    modules: tuple[tuple[str, str], ...]
    folder: Path
    owned: tuple[str, ...]
    names: tuple[str, ...] = ()  # distributions that tests may ask for by name: its own
    seconds: float = SECONDS
    offline: bool = False
    index_url: str | None = None
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One run: how each test came out, and where and why it failed."""

    ended: Ended
    passed: frozenset[str]
    crashes: Mapping[str, tuple[str, str]]  # by test, or file that could not be collected
    names: Mapping[str, object] = field(default_factory=dict)  # of the modules, on the original
    touching: frozenset[str] = frozenset()  # tests that name a part that was not taken


def run(upstream: Upstream, environment: Environment) -> SuiteRun:
    """Run the tests on both sides and compare which ones pass.

    Tests that ask for parts that were not taken are excused. Where there are no tests, or they
    cannot be run at all, nothing is counted and `note` says why.
    """
    layout = layout_of(upstream.files, upstream.import_names)
    if layout is None:
        return _none("its sdist holds no tests that can be found")
    with tempfile.TemporaryDirectory(prefix="inhouse-upstream-", ignore_cleanup_errors=True) as it:
        place = Path(it).resolve()
        lines = test_requirements(upstream.files, [*upstream.names, *upstream.import_names])
        try:
            python, missing = with_tests(
                environment,
                place / "venv",
                lines,
                offline=upstream.offline,
                index_url=upstream.index_url,
                environ=upstream.environ,
            )
        except InstallError as error:
            return _none(f"no environment for its tests: {error}")
        stage = _Stage(upstream, layout, python, place)
        before = stage.run(owned=False)
        if not before.passed:
            return _none(f"none of its tests passes by itself: {_why(before)}", before)
        after = stage.run(owned=True)
        unsteady = frozenset[str]()
        gone = before.passed - after.passed
        if any(not _excused(upstream, after, each) for each in gone):
            unsteady = before.passed ^ stage.run(owned=False).passed
    return _compared(upstream, before, after, unsteady, missing)


def _none(why: str, before: Seen | None = None) -> SuiteRun:
    failed = len(before.crashes) if before else 0
    return SuiteRun(passed=0, failed=0, failed_before=failed, note=why)


def _why(seen: Seen) -> str:
    for _, message in seen.crashes.values():
        lines = [line for line in message.splitlines() if line.strip()]
        if lines:
            return lines[-1].strip()[:200]
    return seen.ended.why


class _Stage:
    """Lays the tests out and runs them; every run has a fresh folder at the same path."""

    def __init__(self, upstream: Upstream, layout: Layout, python: Path, place: Path) -> None:
        self.upstream, self.layout, self.python, self.place = upstream, layout, python, place
        self.options: list[str] = []
        self.names: Mapping[str, object] = {}

    def run(self, *, owned: bool) -> Seen:
        """Run all tests on one side."""
        seen = self._once(owned)
        if seen.ended.code == 4 and not seen.passed and not self.options:
            # Its settings ask for what is not there; without them most tests still run.
            self.options = ["-c", os.devnull, f"--rootdir={self.place / 'tests'}"]
            seen = self._once(owned)
        self.names = seen.names or self.names
        return seen

    def _once(self, owned: bool) -> Seen:
        tests, home, front = (self.place / name for name in ("tests", "home", "front"))
        for each in (tests, home, front):
            shutil.rmtree(each, ignore_errors=True)
            each.mkdir()
        write(self.layout, tests)
        report = self.place / "report.jsonl"
        report.unlink(missing_ok=True)
        plan = {
            "aliases": self._aliases() if owned else [],
            "names": self.names if owned else {},
            "ask": [] if owned else [original for original, _ in self._aliases()],
            "extend": [[name, str(tests / folder)] for name, folder in self.layout.inside],
            "report": str(report),
        }
        front.joinpath("inhouse_suite.json").write_text(json.dumps(plan), encoding="utf-8")
        shutil.copyfile(_PLUGIN, front / "inhouse_suite_plugin.py")
        environ = small_environment(self.upstream.environ, home)
        paths = [front, *([self.upstream.folder.resolve()] if owned else [])]
        environ["PYTHONPATH"] = os.pathsep.join(map(str, paths))
        environ["PATH"] = os.pathsep.join([str(self.python.parent), environ["PATH"]])
        environ["SETUPTOOLS_SCM_PRETEND_VERSION"] = "0.0.0"
        argv = [str(self.python), "-m", "pytest", "-q", "-p", "inhouse_suite_plugin"]
        argv += ["-p", "no:cacheprovider", "-o", "addopts=", *self.options]
        argv += ["--continue-on-collection-errors", "--", *self._targets()]
        ended = run_command(argv, tests, environ, self.upstream.seconds)
        return _read(report, ended)

    def _targets(self) -> list[str]:
        found = {each for each in self.layout.tests if not each.endswith("conftest.py")}
        return sorted(each for each in found if each in self.layout.files)

    def _aliases(self) -> list[list[str]]:
        """Return every owned module with the name of the module it stands for, packages first."""
        pairs = []
        for path in self.upstream.owned:
            if not path.endswith(".py"):
                continue
            own = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            for original, place in self.upstream.modules:
                if own == place or own.startswith(place + "."):
                    pairs.append([original + own[len(place) :], own])
        return sorted(pairs)


def _read(report: Path, ended: Ended) -> Seen:
    passed: set[str] = set()
    crashes: dict[str, tuple[str, str]] = {}
    names: dict[str, object] = {}
    touching: set[str] = set()
    with suppress(OSError, ValueError, KeyError, TypeError):
        if report.stat().st_size <= _LARGEST_REPORT:
            for line in report.read_text(encoding="utf-8").splitlines():
                entry = json.loads(line)
                match entry["outcome"]:
                    case "passed":
                        passed.add(str(entry["id"]))
                    case "names":
                        names = dict(entry["names"])
                    case "touches":
                        touching.add(str(entry["id"]))
                    case _:
                        path, message = entry["crash"]
                        crashes[str(entry["id"])] = str(path), str(message)
    return Seen(
        ended=ended,
        passed=frozenset(passed - set(crashes)),
        crashes=crashes,
        names=names,
        touching=frozenset(touching),
    )


def _compared(
    upstream: Upstream,
    before: Seen,
    after: Seen,
    unsteady: frozenset[str],
    missing: Sequence[str],
) -> SuiteRun:
    gone = before.passed - after.passed - unsteady
    excused = {each for each in gone if _excused(upstream, after, each)}
    lost = sorted(gone - excused)
    notes = []
    if missing:
        notes.append(f"not installed for them: {', '.join(missing)}")
    if before.crashes:
        count = len(before.crashes)
        notes.append(f"{count} fail on the original too and are not counted")
    if unsteady & before.passed:
        notes.append("tests that come and go by themselves are not counted")
    if after.ended.code is None:
        notes.append("the run on the copy took too long")
    failed = [each for each in after.crashes if each not in before.crashes]
    return SuiteRun(
        passed=len(after.passed & before.passed),
        failed=len([each for each in failed if not _excused(upstream, after, each)]),
        failed_before=len(before.crashes),
        lost=tuple(lost[:SHOWN_LOST]),
        excused=len(excused),
        note="; ".join(notes),
    )


def _excused(upstream: Upstream, after: Seen, test: str) -> bool:
    """Tell whether a test failed for asking for a part that was not taken.

    Only the test itself may ask: an error raised inside the owned code is a fault of the copy.
    """
    if test in after.touching:
        return True
    crash = after.crashes.get(test) or after.crashes.get(test.split("::")[0])
    if crash is None:
        return False
    path, message = crash
    folder = upstream.folder.resolve()
    if path and Path(path).is_relative_to(folder):
        return False
    if re.search(rf"^{re.escape(str(folder))}\S+:\d+: ", message, re.MULTILINE):
        return False
    if "does not have the attribute" in message:
        return _names(upstream, message)
    kinds = "|".join(_ABSENT)
    return re.search(rf"\b(?:{kinds})\b", message) is not None and _names(upstream, message)


def _names(upstream: Upstream, message: str) -> bool:
    """Tell whether a message is about a module of the package."""
    modules = "|".join(re.escape(name) for pair in upstream.modules for name in pair)
    return re.search(rf"(?:from|module|named|<module) '?(?:{modules})\b", message) is not None
