"""The parent's end of one child process: starts it, asks it, and believes nothing it says."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import selectors
import shutil
import signal
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from inhouse.verifier.limits import Limits, abroad, bare_environment

PROBE = Path(__file__).parent / "probe" / "__main__.py"
MARK = b"IHSE"
NONSENSE = "wrote into the channel of the proof"
SPOILT = 70  # how a child ends that cannot go on
GRACE = 2.0  # seconds that the child has to stop by itself
STARTING = 60.0  # seconds for a child to come up on a busy machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a child is to be: see `Sandbox`."""

    python: Path
    paths: tuple[Path, ...]
    block: tuple[str, ...]
    modules: tuple[tuple[str, str], ...]
    limits: Limits
    site: bool = True
    abroad: bool = False


class ChildError(Exception):
    """The child is gone or talks nonsense; the message says how."""


class Child:
    """One process. `close` ends it and takes its folder away."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._token = secrets.token_hex(16).encode()
        self._buffer = bytearray()
        self._pending = b""
        self._folder = Path(tempfile.mkdtemp(prefix="inhouse-proof-"))
        self._scripts: set[str] = set()
        try:
            self._start()
        except BaseException:
            self._remove()
            raise

    def _start(self) -> None:
        home = self._folder / "work"
        home.mkdir()
        plan = self._plan
        source, self._sink = os.pipe()
        self._source, sink = os.pipe()
        argv = [str(plan.python), "-s", "-S", "-B", str(PROBE), str(source), str(sink)]
        try:
            self._process = subprocess.Popen(  # noqa: S603  the interpreter of the environment
                argv,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=home,
                env=abroad(home) if plan.abroad else bare_environment(home),
                pass_fds=(source, sink),
                start_new_session=True,
            )
        except OSError:
            os.close(self._source)
            os.close(self._sink)
            raise
        finally:
            os.close(source)
            os.close(sink)
        os.set_blocking(self._source, False)
        os.set_blocking(self._sink, False)
        self._send(
            {
                "token": self._token.decode(),
                "folder": os.path.realpath(home),
                "output": str(self._folder),
                "limits": asdict(plan.limits),
                "paths": [str(path.resolve()) for path in plan.paths],
                "block": list(plan.block),
                "modules": list(plan.modules),
                "site": plan.site,
                "abroad": plan.abroad,
                "scrub": self._scrubbed(home),
            }
        )
        try:
            self.version = self._ready()
        except ChildError:
            self.close()
            raise

    def _scrubbed(self, home: Path) -> list[tuple[str, str]]:
        found = {os.path.realpath(home): "<folder>", str(home): "<folder>"}
        for path in self._plan.paths:
            found.update({str(path): "<code>", os.path.realpath(path): "<code>"})
        return list(found.items())

    def _ready(self) -> tuple[int, ...]:
        answer = self._receive(time.monotonic() + STARTING)
        version = answer.get("ready")
        if not isinstance(version, list) or not all(isinstance(part, int) for part in version):
            raise ChildError("did not start")
        return tuple(version)

    def ask(
        self, script: str, names: Sequence[str], trials: Sequence[Sequence[str]]
    ) -> Iterator[dict[str, object]]:
        """Yield one answer per trial; ChildError where the child gives none.

        An answer that says "worn" is the child's last.
        """
        limits = self._plan.limits
        self._send({"script": script, "names": list(names), "trials": [list(t) for t in trials]})
        extra = 0.0 if script in self._scripts else limits.start
        self._scripts.add(script)
        for _ in trials:
            answer = self._receive(time.monotonic() + limits.seconds + extra + GRACE)
            if extra and "begun" in answer:  # its imports are done
                answer = self._receive(time.monotonic() + limits.seconds + GRACE)
            extra = 0.0
            yield answer

    def _send(self, request: dict[str, object]) -> None:
        body = json.dumps(request, separators=(",", ":")).encode("ascii")
        self._pending += struct.pack(">I", len(body)) + body

    def _receive(self, deadline: float) -> dict[str, object]:
        with selectors.DefaultSelector() as selector:
            selector.register(self._source, selectors.EVENT_READ)
            if self._pending:
                selector.register(self._sink, selectors.EVENT_WRITE)
            while True:
                found = self._frame()
                if found is not None:
                    return found
                left = deadline - time.monotonic()
                if left <= 0:
                    raise ChildError(f"ran longer than {self._plan.limits.seconds:g} seconds")
                for key, _ in selector.select(left):
                    if key.fd == self._source:
                        self._read()
                    elif not self._written():
                        selector.unregister(self._sink)

    def _written(self) -> bool:
        """Write what the pipe takes; False when there is nothing left to write."""
        try:
            count = os.write(self._sink, self._pending[: 1 << 16])
        except BlockingIOError:
            return True
        except OSError:
            self._pending = b""
            return False
        self._pending = self._pending[count:]
        return bool(self._pending)

    def _read(self) -> None:
        try:
            data = os.read(self._source, 1 << 18)
        except BlockingIOError:
            return
        if not data:
            raise ChildError(self._ending())
        self._buffer += data

    def _frame(self) -> dict[str, object] | None:
        head = len(MARK) + len(self._token) + 4
        if len(self._buffer) < head:
            return None
        if not secrets.compare_digest(bytes(self._buffer[: head - 4]), MARK + self._token):
            raise ChildError(NONSENSE)
        (size,) = struct.unpack(">I", self._buffer[head - 4 : head])
        if size > self._plan.limits.reply:
            raise ChildError(f"the result is longer than {self._plan.limits.reply} bytes")
        if len(self._buffer) < head + size:
            return None
        body = bytes(self._buffer[head : head + size])
        del self._buffer[: head + size]
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError):
            raise ChildError(NONSENSE) from None
        if not isinstance(answer, dict):
            raise ChildError(NONSENSE)
        return answer

    def _ending(self) -> str:
        try:
            code = self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            return "closed the channel of the proof"
        if code < 0:
            with contextlib.suppress(ValueError):
                return f"the process was ended by {signal.Signals(-code).name}"
        if code == SPOILT:
            return "broke the machinery of the proof"
        return f"the process ended with exit code {code}"

    def close(self) -> None:
        """End the process and all of its session; take its folder away."""
        with contextlib.suppress(OSError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for number in (self._source, self._sink):
            with contextlib.suppress(OSError):
                os.close(number)
        self._remove()

    def _remove(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
