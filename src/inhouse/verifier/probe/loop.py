"""The child's life: limits first, then batches of trials until the parent goes away."""

from __future__ import annotations

import os
import signal
import sys
import time

from inhouse.verifier.probe import guard as guards
from inhouse.verifier.probe.canonical import TooLarge
from inhouse.verifier.probe.capture import Capture, TooMuch
from inhouse.verifier.probe.scrub import Scrub
from inhouse.verifier.probe.trial import Runner, Unusable
from inhouse.verifier.probe.wire import Wire

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing is not loaded in the child: the code under test must ask for it
    from typing import Any

_exit, _clock = os._exit, time.monotonic
_setitimer, _signal = signal.setitimer, signal.signal
_DEPTH = 80  # calls, more than a test runner makes before it comes to a test


class Halted(BaseException):
    """The time of a trial is over."""


def _below(depth: int, run: Any) -> dict[str, Any]:
    """Run something that many calls deep."""
    found: dict[str, Any] = _below(depth - 1, run) if depth else run()
    return found


class Child:
    """Runs trials one after the other and puts the process in order between them."""

    def __init__(self, start: Any, wire: Any) -> None:
        self.limits = start["limits"]
        self.wire = wire
        self.folder = start["folder"]
        self.armed = self.late = False
        self.seen: set[str] = set()
        self.loop: Any = None
        self.capture = Capture(start["output"], self.limits["output"], start["abroad"])
        self.depth = _DEPTH if start["abroad"] else 0
        self.guard = guards.Guard(self.folder)
        scrub = Scrub([tuple(each) for each in start["scrub"]], start["modules"])
        self.scrub = scrub
        self.runner = Runner(scrub, self.limits["values"], self.wait)
        self.capture.reset()

    def open(self, start: Any) -> None:
        """Set limits and paths; from here on, code of others may run."""
        os.chdir(self.folder)
        guards.limit(self.limits)
        self.guard.install()
        if start["site"]:
            import site

            site.main()
        sys.path[:0] = start["paths"]
        if start["block"]:
            guards.shut(start["block"])
        self.environment = dict(os.environ)
        self.recursion = sys.getrecursionlimit()

    def wait(self, awaitable: Any) -> Any:
        """Run an awaitable in an event loop of this process."""
        import asyncio

        async def waiting() -> Any:
            return await awaitable

        if self.loop is None or self.loop.is_closed():
            self.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self.loop)
        return self.loop.run_until_complete(waiting())

    def answer(self, script: Any, names: Any, values: Any) -> dict[str, Any]:
        """Run one trial and return its answer; `worn` says this process must not run another."""
        self.capture.reset()
        self.guard.broken = ""
        self.late = False
        seconds = self.limits["seconds"] + self.limits["start"]
        new = script not in self.seen
        self.seen.add(script)
        _signal(signal.SIGALRM, self._alarm)
        self.armed = True
        _setitimer(signal.ITIMER_REAL, seconds, 0.05)
        try:
            answer = self._run(script, names, values, new)
        finally:
            self.armed = False
            _setitimer(signal.ITIMER_REAL, 0)
        return self._settle(answer)

    def _begin(self, new: Any) -> None:
        """Start the clock of the trial itself; the parent hears when imports may have been long."""
        self.capture.reset()
        _setitimer(signal.ITIMER_REAL, self.limits["seconds"], 0.05)
        if new:
            self.wire.send({"begun": True})

    def _alarm(self, _number: Any, _frame: Any) -> None:
        if self.armed:
            self.late = True
            raise Halted

    def _run(self, script: Any, names: Any, values: Any, new: Any) -> dict[str, Any]:
        try:
            text = self.runner.prepare(script)
            return _below(
                self.depth,
                lambda: self.runner.run(text, names, values, lambda: self._begin(new)),
            )
        except Halted:
            return {}
        except Unusable as error:
            return stopped(str(error))
        except TooMuch:
            return stopped("printed more than %d bytes" % self.limits["output"])
        except TooLarge:
            return stopped("the result is larger than %d values" % self.limits["values"])
        except MemoryError:
            return stopped("needed more than %d bytes of memory" % self.limits["memory"], True)
        except RecursionError:
            return stopped("the result is nested too deeply", True)
        except BaseException as error:
            return stopped("broke off with %s" % type(error).__name__, True)

    def _settle(self, answer: dict[str, Any]) -> dict[str, Any]:
        """Say what the limits saw, and take back what the trial left behind."""
        if self.late:
            answer = stopped("ran longer than %g seconds" % self.limits["seconds"], True)
            answer["late"] = True
        elif self.guard.broken:
            answer = stopped(self.guard.broken, True)
        elif self.capture.overflowed:
            answer = stopped("printed more than %d bytes" % self.limits["output"], True)
        else:
            answer["output"] = self.scrub.text(self.capture.text()) + self._files()
        threading = sys.modules.get("threading")
        if threading is not None and threading.active_count() > 1:
            answer["worn"] = True
        if os.getcwd() != self.folder:
            os.chdir(self.folder)
        if dict(os.environ) != self.environment:
            os.environ.clear()
            os.environ.update(self.environment)
        sys.setrecursionlimit(self.recursion)
        return answer

    def _files(self) -> str:
        """Return one line for each file that the trial left in its folder, and empty the folder."""
        lines = []
        for name in sorted(os.listdir(self.folder)):
            path = os.path.join(self.folder, name)
            if os.path.isdir(path) and not os.path.islink(path):
                lines.append("[folder] %s\n" % name)
                remove_tree(path)
                continue
            with open(path, "rb") as file:
                lines.append("[file] %s: %r\n" % (name, file.read(2000)))
            os.unlink(path)
        return "".join(lines)


def remove_tree(path: str) -> None:
    """Remove a folder and what is in it, as far as that can be done."""
    for folder, names, files in os.walk(path, topdown=False):
        for name in files:
            os.unlink(os.path.join(folder, name))
        for name in names:
            inner = os.path.join(folder, name)
            (os.unlink if os.path.islink(inner) else os.rmdir)(inner)
    os.rmdir(path)


def stopped(why: str, worn: bool = False) -> dict[str, Any]:
    """Return the answer of a trial that said nothing."""
    return {"kind": "stopped", "type": "", "message": why, "worn": worn}


def serve(source: int, sink: int) -> None:
    """Answer requests until none comes; never returns."""
    wire = Wire(source, sink)
    try:
        start = wire.receive()
        wire.token = start["token"].encode("ascii")
        child = Child(start, wire)
        child.open(start)
        wire.send({"ready": list(sys.version_info[:3])})
        while True:
            batch = wire.receive()
            names = batch["names"]
            for values in batch["trials"]:
                answer = child.answer(batch["script"], names, values)
                wire.send(answer)
                if answer.get("worn"):
                    _exit(0)
    except EOFError:
        _exit(0)
    except BaseException:
        _exit(70)
