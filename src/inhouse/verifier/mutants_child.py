"""Runs recorded tests against faulty modules: one fork for each, in the interpreter of the proof.

Started as a script with the path of a request (JSON) and of the answer to write; imports nothing
of inhouse and runs on any Python from 3.8 on.
"""

# The code that is tried is run here, and whatever it raises is an answer.
# ruff: noqa: S102, S307, BLE001, S112, ARG001, ARG002, PTH100, PTH120, PTH123

from __future__ import annotations

import gc
import importlib.machinery
import importlib.util
import io
import json
import os
import select
import signal
import sys
import time
import warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


ENOUGH = 40  # tests that notice a mutant, for a choice between them


class Late(BaseException):
    """The time of a check is over."""


codes: dict[tuple[str, str], Any] = {}  # by path and text
late: list[bool] = []  # not empty once a check of this process took too long


class Served(importlib.machinery.SourceFileLoader):
    """Loads a module from a text in place of its file's."""

    text = ""

    def get_code(self, fullname: Any) -> Any:
        """Compile the text that is to stand for the file; a text is compiled once."""
        key = (self.path, self.text)
        if key not in codes:
            codes[key] = compile(self.text, self.path, "exec", dont_inherit=True)
        return codes[key]


class Finder:
    """Finds modules where they are, with other texts for those that are given."""

    def __init__(self, texts: Any) -> None:
        self.texts = texts
        self.files: dict[str, str] = {}

    def find_spec(self, name: Any, path: Any = None, target: Any = None) -> Any:
        """Return the usual spec, loaded from the given text; None for any other module."""
        if name not in self.texts:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is None or spec.origin is None:
            return None
        loader = Served(name, spec.origin)
        loader.text = self.texts[name]
        spec.loader = loader
        self.files[spec.origin] = name
        return spec


def compiled(check: Any) -> Any:
    """Return a check with its sources compiled, for they run once per mutant."""
    modes = {"before": "exec", "setup": "exec", "call": "eval", "comparison": "eval"}
    made = dict(check)
    for key, mode in modes.items():
        made[key] = compile(check[key], "<check>", mode, dont_inherit=True)
    return made


def run_check(check: Any, seconds: float) -> bool:
    """Return whether a check holds; one that takes too long does not."""

    def stop(*_: Any) -> None:
        late.append(True)
        raise Late

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.05)
    out = io.StringIO()
    held = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = out
    try:
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            space: dict[str, Any] = {"__name__": "check"}
            exec(check["before"], space)
            done = judged(check, space)
        names = [each.category.__name__ for each in seen]
        if check["warns"] and check["warns"] not in names:
            return False
        return done and (not check["output"] or out.getvalue() == check["output"])
    except BaseException:
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.stdout, sys.stderr = held


def judged(check: Any, space: Any) -> bool:
    """Return whether the call gives the value, or raises the class, that was recorded."""
    if check["raises"] is None:
        exec(check["setup"], space)
        return bool(eval(check["comparison"], space))
    expected = eval(check["raises"], space)
    try:
        exec(check["setup"], space)
        eval(check["call"], space)
    except Late:
        raise
    except expected:
        return True
    return False


def imported_lines(finder: Any) -> Any:
    """Import the modules that have mutants and return the lines that this runs."""
    found: set[Any] = set()

    def outer(frame: Any, event: Any, _: Any) -> Any:
        return trace_into(finder.files, found)(frame, event, _)

    sys.settrace(outer)
    for name in sorted(finder.texts):
        try:
            __import__(name)
        except BaseException:  # a module may refuse to be imported here
            continue
    sys.settrace(None)
    return found


def trace_into(files: Any, found: Any) -> Any:
    """Return a trace function that notes the lines run in some files."""

    def inner(frame: Any, event: Any, _: Any) -> Any:
        found.add((files[frame.f_code.co_filename], frame.f_lineno))
        return inner

    def outer(frame: Any, event: Any, _: Any) -> Any:
        return inner(frame, event, _) if frame.f_code.co_filename in files else None

    return outer


class Runner:
    """Knows the request; `attempt` runs some checks in a process of their own."""

    def __init__(self, request: Any) -> None:
        self.request = request
        self.checks = [compiled(check) for check in request["checks"]]
        self.lasted = 0.0  # seconds for all checks
        self.limits: dict[int, float] = {}  # seconds for each check, once it is known
        loader = importlib.machinery.SourceFileLoader("guard", request["guard"])
        spec = importlib.util.spec_from_loader("guard", loader)
        assert spec is not None
        self.guard: Any = importlib.util.module_from_spec(spec)
        loader.exec_module(self.guard)

    def compile_modules(self) -> None:
        """Compile the texts of all modules once, before any fork."""
        finder = Finder(self.request["texts"])
        for name in self.request["texts"]:
            path = None
            parts = name.split(".")
            for depth in range(1, len(parts) + 1):
                if depth == len(parts):
                    spec = finder.find_spec(name, path)
                else:
                    spec = importlib.machinery.PathFinder.find_spec(".".join(parts[:depth]), path)
                if spec is None:
                    break
                path = spec.submodule_search_locations
                if depth == len(parts):
                    spec.loader.get_code(name)

    def attempt(self, texts: Any, wanted: Any, seconds: float, traced: bool) -> Any:
        """Return what each check said, in order, with the lines it ran; cut off where it hung."""
        source, sink = os.pipe()
        process = os.fork()
        if not process:
            os.close(source)
            try:
                self.inside(sink, texts, wanted, traced)
            finally:
                os._exit(0)
        os.close(sink)
        try:
            return self.listen(source, process, time.monotonic() + seconds)
        finally:
            os.close(source)

    def inside(self, sink: int, texts: Any, wanted: Any, traced: bool) -> None:
        """Run checks in the forked process; says each answer at once."""
        finder = Finder(texts)
        sys.meta_path.insert(0, finder)
        self.guard.limit(self.request["limits"])
        self.guard.Guard(self.request["folder"]).install()
        failed = 0
        if traced:
            self.say(sink, [-1, True, sorted(imported_lines(finder)), 0.0])
        for index in wanted:
            lines: set[Any] = set()
            check = self.checks[index]
            seconds = self.limits.get(index, self.request["seconds"])
            begun = time.monotonic()
            holds = run_check(check, seconds)
            lasted = time.monotonic() - begun
            if traced and holds:  # what importing runs is not the check's: only the second time
                sys.settrace(trace_into(finder.files, lines))
                holds = run_check(check, seconds)
                sys.settrace(None)
            self.say(sink, [index, holds, sorted(lines), lasted])
            failed += not holds
            if not traced and (late or failed >= ENOUGH):
                return  # of a mutant that hangs, one test that notices it is enough

    def say(self, sink: int, answer: Any) -> None:
        """Write one answer."""
        data = (json.dumps(answer) + "\n").encode("ascii")
        while data:
            data = data[os.write(sink, data) :]

    def noticed(self, mutant: Any, wanted: Any) -> Any:
        """Return which of some checks do not hold with a mutant."""
        texts = dict(self.request["texts"], **{mutant["module"]: mutant["source"]})
        said = self.attempt(texts, wanted, max(3.0, 10 * self.lasted), False)
        failed = [index for index, holds, _, _ in said if not holds]
        if len(said) < len(wanted) and not failed:  # it hung beyond stopping, or ended all
            failed.append(wanted[len(said)])
        return failed

    def listen(self, source: int, process: int, deadline: float) -> Any:
        """Read a process's answers until it ends or its time does."""
        data = b""
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([source], [], [], left)[0]:
                break
            part = os.read(source, 1 << 16)
            if not part:
                break
            data += part
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        whole = data[: data.rfind(b"\n") + 1]
        return [json.loads(line) for line in whole.decode("ascii").splitlines()]


def touched(mutant: Any, lines: Any) -> bool:
    """Tell whether a check that ran these lines can notice the mutant at all."""
    first, last = mutant["span"]
    return last == 0 or any((mutant["module"], line) in lines for line in range(first, last + 1))


def answer_for(request: Any) -> Any:
    """Run everything; stops early, and says so, when the time given is over."""
    runner = Runner(request)
    deadline = time.monotonic() + request["total"]
    runner.compile_modules()
    first = first_runs(runner, deadline - request["total"] / 3)
    lines = {index: {tuple(each) for each in run} for index, holds, run, _ in first if holds}
    loaded = lines.pop(-1, set())
    begun = time.monotonic()
    again = runner.attempt(request["texts"], sorted(lines), request["total"] / 3, False)
    runner.lasted = time.monotonic() - begun
    runner.limits = {index: max(0.3, 30 * seconds) for index, _, _, seconds in again}
    green = [index for index, holds, _, _ in again if holds]
    chosen = telling({index: lines[index] for index in green}, request["most"])
    others = [index for index in green if index not in set(chosen)]
    by: Any = [None] * len(request["mutants"])
    reached = set()
    # Those that few tests let live are then tried on all the others.
    for tests in (chosen, others):
        for number in spread(len(by)):
            mutant = request["mutants"][number]
            if by[number] or time.monotonic() > deadline:
                continue
            at_import = touched(mutant, loaded)
            wanted = [index for index in tests if at_import or touched(mutant, lines[index])]
            by[number] = (by[number] or []) + (runner.noticed(mutant, wanted) if wanted else [])
            reached |= {number} if wanted else set()
    runs = [sorted(lines.get(index, ())) for index in range(len(request["checks"]))]
    return {"green": green, "by": by, "reached": sorted(reached), "lines": runs}


def spread(count: int) -> Any:
    """Return all numbers below `count` so that those reached when time ends come from all over."""
    return [start for step in range(17) for start in range(step, count, 17)]


def first_runs(runner: Any, deadline: float) -> Any:
    """Run every check without a fault; one that hangs or ends the process is passed over."""
    todo = list(range(len(runner.checks)))
    found: Any = []
    while todo and time.monotonic() < deadline:
        said = runner.attempt(runner.request["texts"], todo, runner.request["total"] / 3, True)
        found += said
        todo = todo[max(1, len(said)) :]  # the first answer is not a check's
    return found


def telling(lines: Any, most: int) -> Any:
    """Return the checks to try mutants on: of those that run the same lines, the first few."""
    alike: dict[Any, list[int]] = {}
    for index in sorted(lines):
        alike.setdefault(frozenset(lines[index]), []).append(index)
    chosen: list[int] = []
    depth = 0
    while len(chosen) < most and any(len(group) > depth for group in alike.values()):
        chosen += [group[depth] for group in alike.values() if len(group) > depth]
        depth += 1
    return sorted(chosen[:most])


def main(asked: str, told: str) -> None:
    """Answer one request."""
    with open(asked, encoding="utf-8") as file:
        request = json.load(file)
    os.chdir(request["folder"])
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [each for each in sys.path if each != here]
    if request["site"]:
        import site

        site.main()
    sys.path[:0] = request["paths"]
    sys.dont_write_bytecode = True
    for name in request["warm"]:
        try:
            __import__(name)
        except Exception:
            continue
    gc.freeze()
    answer = answer_for(request)
    with open(told, "w", encoding="utf-8") as file:
        json.dump(answer, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
