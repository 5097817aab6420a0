"""Writes a file in one step: others see the old one or the whole new one."""

# Names of files may be bytes, and stay so.
# ruff: noqa: PTH108, PTH120

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import IO, Any

_Path = Any  # str, bytes, or an os.PathLike of them


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def _sync_folder(path: _Path) -> None:
    if sys.platform == "win32":  # which opens no folders
        return
    descriptor = os.open(os.path.normpath(os.path.dirname(path)), os.O_RDONLY)
    try:
        _sync(descriptor)
    finally:
        os.close(descriptor)


def replace_atomic(src: _Path, dst: _Path) -> None:
    """Give a file another name, in the place of what has that name."""
    os.replace(src, dst)  # noqa: PTH105
    _sync_folder(dst)


def move_atomic(src: _Path, dst: _Path) -> None:
    """Give a file another name; FileExistsError where something has it."""
    if sys.platform == "win32":
        os.rename(src, dst)  # noqa: PTH104 - refuses there what exists
    else:
        os.link(src, dst)
        os.unlink(src)
    _sync_folder(dst)
    if os.path.dirname(src) != os.path.dirname(dst):
        _sync_folder(src)


def atomic_write(
    path: _Path, *, mode: str = "w", overwrite: bool = False, **open_kwargs: Any
) -> AbstractContextManager[IO[Any]]:
    """Return a context manager that gives a file beside `path`, which moves there at the end.

    FileExistsError at the end where something is there, unless `overwrite`. It moves nowhere where
    the block raises. ValueError for a mode other than w, wb, w+ and the like.
    """
    if "w" not in mode or "a" in mode or "x" in mode:
        raise ValueError("a file can only be written anew: give a mode with w, and `overwrite`")
    return _written(os.fspath(path), mode, overwrite, open_kwargs)


@contextlib.contextmanager
def _written(path: _Path, mode: str, overwrite: bool, options: dict[str, Any]) -> Iterator[IO[Any]]:
    folder = os.path.normpath(os.path.dirname(path))
    prefix: Any = tempfile.gettempprefixb() if isinstance(path, bytes) else None
    descriptor, name = tempfile.mkstemp(prefix=prefix, dir=folder)
    os.close(descriptor)
    try:
        with open(name, mode, **options) as file:  # noqa: PTH123
            yield file
            file.flush()
            _sync(file.fileno())
        (replace_atomic if overwrite else move_atomic)(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
