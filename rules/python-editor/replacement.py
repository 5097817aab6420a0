"""Lets the user edit a text in an editor."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

_ARGUMENTS = {
    **dict.fromkeys(("vim", "gvim", "vim.basic", "vim.tiny"), ("-f", "-o")),
    "emacs": ("-nw",),
    "gedit": ("-w", "--new-window"),
    "nano": ("-R",),
}


class EditorError(RuntimeError):
    """There is no editor."""


def get_editor() -> str:
    """Return the program that VISUAL or EDITOR names, else the first of some that is there."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named:
        return named
    for program in ("editor", "vim", "emacs", "nano"):
        found = shutil.which(program)
        if found is not None:
            return found
    raise EditorError(
        "Unable to find a viable editor on this system."
        "Please consider setting your $EDITOR variable"
    )


def edit(
    filename: str | os.PathLike[str] | None = None,
    contents: str | bytes | None = None,
    use_tty: bool | None = None,
    suffix: str = "",
) -> bytes:
    """Return the bytes of a file after the user has edited it; of a temporary one if none is given.

    `contents` are written to it first. The editor writes to the terminal where `use_tty` says so,
    or standard output is none.
    """
    editor = get_editor()
    program = os.path.basename(os.path.realpath(editor))  # noqa: PTH119 - no Path keeps "vim"
    if use_tty is None:
        use_tty = sys.stdin.isatty() and not sys.stdout.isatty()
    with ExitStack() as stack:
        if filename is None:
            filename = stack.enter_context(tempfile.NamedTemporaryFile(suffix=suffix)).name
        if contents is not None:
            data = contents.encode() if isinstance(contents, str) else contents
            Path(filename).write_bytes(data)
        screen: Any = None
        if use_tty:
            terminal = Path("CON:" if sys.platform == "win32" else "/dev/tty")
            screen = stack.enter_context(terminal.open("wb"))
        command = [editor, *_ARGUMENTS.get(program, ()), filename]
        subprocess.run(command, stdout=screen, check=False)  # noqa: S603 - the user's own editor
        return Path(filename).read_bytes()
