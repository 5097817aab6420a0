"""Runs recorded tests against faulty modules: one fork for each, in the interpreter of the proof.

Started as a script with the path of a request (JSON) and of the answer to write; imports nothing
of inhouse and runs on any Python from 3.8 on.
"""

# The code that is tried is run here, and whatever it raises is an answer.
# ruff: noqa: S102, S307, BLE001, S112, PTH100, PTH120, PTH123

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


late: list[bool] = []  # not empty once a check of this process took too long


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


class Runner:
    """Knows the request; `attempt` runs something in a process of its own."""

    def __init__(self, request: Any) -> None:
        self.request = request
        self.checks = [compiled(check) for check in request["checks"]]
        self.lasted = 0.0  # seconds for all checks
        self.limits: dict[int, float] = {}  # seconds for each check, once it is known
        self.guard: Any = beside("guard", request["guard"])
        self.modules: Any = beside("mutants_modules", request["modules"])
        self.trying: Any = beside("mutants_trying", request["trying"])
        self.say = self.trying.say
        self.modules.compile_all(request["texts"])
        running = self.guard._running()
        self.guard._running = lambda: running  # counted once, not in every fork
        self.watch: Any = None
        self.loaded: Any = None

    def prepare(self, checks: Any, load: bool) -> None:
        """Make this process, watched from now on, one in whose forks mutants are tried.

        All checks run once, so that what others keep for them (compiled patterns) is there; then
        the modules are forgotten. With `load` they are imported anew.
        """
        self.guard.limit(dict(self.request["limits"], processes=1 << 20))
        self.be_watched()
        texts = self.request["texts"]
        first = self.modules.Loaded(texts)
        for index in checks:
            run_check(self.checks[index], self.limits.get(index, self.request["seconds"]))
        first.forget()
        late.clear()
        self.loaded = self.modules.Loaded(texts) if load else None

    def be_watched(self) -> None:
        """Watch this process and those it starts."""
        runner, free = self, ("os.fork", "os.kill", "resource.setrlimit", "resource.prlimit")

        class Watch(self.guard.Guard):  # type: ignore[misc,name-defined]
            def hook(self, event: Any, arguments: Any) -> None:
                """Let this program, while it is not running the code, fork and end its forks."""
                if not (runner.watch is None and event in free):
                    super().hook(event, arguments)

        watch = Watch(self.request["folder"])
        watch.install()
        self.watch = watch

    def attempt(self, inside: Any, seconds: float) -> Any:
        """Return what `inside` says in a process of its own; cut off where it hung."""
        source, sink = os.pipe()
        watch, self.watch = self.watch, None
        process = os.fork()
        if not process:
            os.close(source)
            try:
                self.guard.limit(self.request["limits"])
                self.watch = watch
                inside(sink)
            finally:
                os._exit(0)
        os.close(sink)
        try:
            return self.listen(source, time.monotonic() + seconds)
        finally:
            os.close(source)
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            self.watch = watch

    def listen(self, source: int, deadline: float) -> Any:
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
        whole = data[: data.rfind(b"\n") + 1]
        return [json.loads(line) for line in whole.decode("ascii").splitlines()]

    def anew(self, texts: Any, wanted: Any, traced: bool) -> Any:
        """Return what runs checks in a process that imports the modules itself."""

        def inside(sink: int) -> None:
            finder = self.modules.Finder(texts)
            sys.meta_path.insert(0, finder)
            if self.watch is None:
                self.be_watched()
            if traced:
                self.say(sink, [-1, True, sorted(self.modules.imported_lines(finder)), 0.0])
            self.run_checks(sink, wanted, finder.files if traced else None)

        return inside

    def swapped(self, mutant: Any, wanted: Any) -> Any:
        """Return what runs checks where the modules are loaded, with the mutant's functions."""

        def inside(sink: int) -> None:
            if self.loaded.take(mutant["module"], mutant["source"]):
                self.run_checks(sink, wanted, None)
            else:
                self.say(sink, [-1, False, [], 0.0])

        return inside

    def run_checks(self, sink: int, wanted: Any, files: Any) -> None:
        """Run checks in this process; says each answer at once, with the lines run in `files`."""
        failed = 0
        for index in wanted:
            lines: set[Any] = set()
            check = self.checks[index]
            seconds = self.limits.get(index, self.request["seconds"])
            begun = time.monotonic()
            holds = run_check(check, seconds)
            lasted = time.monotonic() - begun
            if files is not None and holds:  # what importing runs is not the check's
                sys.settrace(self.modules.trace_into(files, lines))
                holds = run_check(check, seconds)
                sys.settrace(None)
            self.say(sink, [index, holds, sorted(lines), lasted])
            failed += not holds
            if files is None and (late or failed >= ENOUGH):
                return  # of a mutant that hangs, one test that notices it is enough

    def noticed(self, mutant: Any, wanted: Any) -> Any:
        """Return which checks do not hold with a mutant; None where it has to be imported."""
        if self.loaded is not None:
            inside = self.swapped(mutant, wanted)
        else:
            texts = dict(self.request["texts"], **{mutant["module"]: mutant["source"]})
            inside = self.anew(texts, wanted, False)
        said = self.attempt(inside, max(3.0, 10 * self.lasted))
        if said and said[0][0] == -1:
            return None
        failed = [index for index, holds, _, _ in said if not holds]
        if len(said) < len(wanted) and not failed:  # it hung beyond stopping, or ended all
            failed.append(wanted[len(said)])
        return failed


def beside(name: str, path: str) -> Any:
    """Load a module of this program."""
    loader = importlib.machinery.SourceFileLoader(name, path)
    spec = importlib.util.spec_from_loader(name, loader)
    assert spec is not None
    module: Any = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def answer_for(request: Any) -> Any:
    """Run everything; stops early, and says so, when the time given is over."""
    runner = Runner(request)
    patience = request["total"] * runner.trying.PATIENCE  # for this is no work for many processors
    first = first_runs(runner, time.monotonic() + patience)
    lines = {index: {tuple(each) for each in run} for index, holds, run, _ in first if holds}
    loaded = lines.pop(-1, set())
    begun = time.monotonic()
    texts = request["texts"]
    again = runner.attempt(runner.anew(texts, sorted(lines), False), patience)
    runner.lasted = time.monotonic() - begun
    runner.limits = {index: max(0.3, 30 * seconds) for index, _, _, seconds in again}
    green = [index for index, holds, _, _ in again if holds]
    ordered = telling({index: lines[index] for index in green})
    most = request["most"]
    groups = ordered[:most], ordered[most : 4 * most], ordered[4 * most :]
    trying = runner.trying.Trying(runner, lines, loaded, request["total"])
    trying.run([sorted(group) for group in groups])
    runs = [sorted(lines.get(index, ())) for index in range(len(request["checks"]))]
    return {"green": green, "by": trying.by, "reached": sorted(trying.reached), "lines": runs}


def first_runs(runner: Any, deadline: float) -> Any:
    """Run every check without a fault; one that hangs or ends the process is passed over.

    Those that there is no time for are from all over.
    """
    todo = runner.trying.spread(len(runner.checks))
    found: Any = []
    while todo and time.monotonic() < deadline:
        inside = runner.anew(runner.request["texts"], todo, True)
        said = runner.attempt(inside, max(1.0, deadline - time.monotonic()))
        found += said
        todo = todo[max(1, len(said)) :]  # the first answer is not a check's
    return found


def telling(lines: Any) -> Any:
    """Return the checks, first one of those that run the same lines, then a second, and so on."""
    alike: dict[Any, list[int]] = {}
    for index in sorted(lines):
        alike.setdefault(frozenset(lines[index]), []).append(index)
    ordered: list[int] = []
    for depth in range(max(map(len, alike.values()), default=0)):
        ordered += [group[depth] for group in alike.values() if len(group) > depth]
    return ordered


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
