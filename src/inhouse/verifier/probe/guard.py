"""What the code under test may not do, and what happens when it tries.

An audit hook sees what Python code asks of the system. It stops code that means no harm and
code that is careless; compiled code and ctypes can go around it.
"""

from __future__ import annotations

import importlib.machinery
import os
import sys
import types

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing is not loaded in the child: the code under test must ask for it
    from typing import Any

_realpath, _fsdecode, _getframe = os.path.realpath, os.fsdecode, sys._getframe
_fstat = os.fstat
_DESCRIPTORS = 512  # more are not looked at, and more cannot be opened
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PROCESSES = {
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "os.forkpty",
    "os.startfile",
    "pty.spawn",
    "_winapi.CreateProcess",
    "webbrowser.open",
}
_NETWORK = {
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.gethostbyaddr",
    "socket.getnameinfo",
    "socket.sendto",
    "socket.sendmsg",
}
_OTHERS = {
    "os.kill": "sent a signal",
    "os.killpg": "sent a signal",
    "resource.setrlimit": "changed a limit",
    "resource.prlimit": "changed a limit",
}
# How many of the event's first arguments are paths that are written.
_PATHS = {
    "os.remove": 1,
    "os.rmdir": 1,
    "os.mkdir": 1,
    "os.rename": 2,
    "os.link": 2,
    "os.truncate": 1,
    "os.chmod": 1,
    "os.chown": 1,
    "os.utime": 1,
    "os.setxattr": 1,
    "os.removexattr": 1,
    "sqlite3.connect": 1,
    "shutil.rmtree": 1,
}


class Forbidden(PermissionError):
    """Raised in the code under test where it tries what it may not."""


class Guard:
    """The audit hook; `broken` is what was tried in this trial, "" for nothing."""

    def __init__(self, folder: str) -> None:
        self.folder = os.path.realpath(folder)
        self.broken = ""
        self.inside = False
        self.given: set[int] = set()  # descriptors that were open before the code ran

    def install(self) -> None:
        """Watch from now on; cannot be undone."""
        self.given = set(filter(_is_open, range(_DESCRIPTORS)))
        sys.addaudithook(self.hook)

    def hook(self, event: Any, arguments: Any) -> None:
        """Refuse an event, or let it pass."""
        if event == "open" and isinstance(arguments[0], int):
            # A number for a file name: elsewhere it closes what a test runner has open.
            if arguments[0] in self.given or not _is_open(arguments[0]):
                self._refuse("opened a descriptor that is not its own: %d" % arguments[0])
        elif event == "open":
            if not self.inside and not self._may_open(arguments):
                self._refuse("wrote outside its folder: %.200s" % (arguments[0],))
        elif event in _PROCESSES:
            self._refuse("started a process (%s)" % event)
        elif event in _NETWORK or (event == "socket.__new__" and arguments[1] not in (1, -1)):
            self._refuse("opened a socket (%s)" % event)
        elif event in _PATHS:
            if not self.inside and not all(map(self._is_inside, arguments[: _PATHS[event]])):
                self._refuse("wrote outside its folder (%s)" % event)
        elif event == "os.symlink":
            if not self.inside and not self._is_inside(arguments[1]):
                self._refuse("wrote outside its folder (%s)" % event)
        elif event in _OTHERS:
            self._refuse("%s (%s)" % (_OTHERS[event], event))

    def _refuse(self, what: str) -> None:
        if not _is_importing():
            self.broken = self.broken or what
        raise Forbidden("not allowed here: the code " + what)

    def _may_open(self, arguments: Any) -> bool:
        path, mode, flags = arguments
        if isinstance(mode, str):
            writes = any(letter in mode for letter in "wax+")
        else:
            writes = bool((flags or 0) & _WRITING)
        return not writes or self._is_inside(path)

    def _is_inside(self, path: Any) -> bool:
        if isinstance(path, int) or path == ":memory:":
            return True
        self.inside = True  # what follows may raise events itself
        try:
            found = _realpath(_fsdecode(path))
        except (TypeError, ValueError, OSError):
            return False
        finally:
            self.inside = False
        return found == self.folder or found.startswith(self.folder + "/") or found == "/dev/null"


def _is_open(descriptor: int) -> bool:
    try:
        _fstat(descriptor)
    except (OSError, OverflowError):
        return False
    return True


def _is_importing() -> bool:
    """Whether a module is being loaded: there, a refusal that the module survives is fine."""
    frame: types.FrameType | None = _getframe(2)
    while frame is not None:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            return True
        frame = frame.f_back
    return False


def limit(limits: Any) -> None:
    """Set the limits that the operating system keeps; those it does not know are left out."""
    import resource

    wanted = {
        "RLIMIT_AS": limits["memory"],
        "RLIMIT_FSIZE": limits["file"],
        "RLIMIT_NOFILE": _DESCRIPTORS,
        "RLIMIT_CORE": 0,
        "RLIMIT_NPROC": _running() + limits["processes"],
    }
    for name, most in wanted.items():
        number = getattr(resource, name, None)
        if number is None:
            continue
        hard = resource.getrlimit(number)[1]
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        try:
            resource.setrlimit(number, (most, most))
        except (ValueError, OSError):
            continue


def _running() -> int:
    """Count the threads of this user, for a limit that counts them all."""
    count = 0
    try:
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    if os.stat("/proc/" + name).st_uid == os.getuid():
                        count += len(os.listdir("/proc/%s/task" % name))
                except OSError:
                    continue
    except OSError:
        return 4096
    return count


def shut(names: Any) -> None:
    """Make modules unimportable, as if they were not installed."""
    blocked = tuple(names)

    class Finder(importlib.machinery.PathFinder):
        """Finds what the usual finder finds, except what is blocked."""

        @classmethod
        def find_spec(cls, fullname: Any, path: Any = None, target: Any = None) -> Any:
            for name in blocked:
                if fullname == name or fullname.startswith(name + "."):
                    return None
            return super().find_spec(fullname, path, target)

    at = sys.meta_path.index(importlib.machinery.PathFinder)
    sys.meta_path[at] = Finder
