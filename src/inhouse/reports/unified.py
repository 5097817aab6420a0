"""One changed file as a unified diff in git's dialect."""

from __future__ import annotations

import difflib

from inhouse.model.patch import FileChange

_NO_NEWLINE = "\\ No newline at end of file\n"


def unified(change: FileChange, context: int = 3) -> str:
    """Return the diff of one file; bytes that are not UTF-8 are kept as lone surrogates.

    Whoever writes the text encodes it with `surrogateescape`, so that git gets the very bytes.
    """
    old, new = _lines(change.before), _lines(change.after)
    head = f"diff --git a/{change.path} b/{change.path}\n"
    if change.before is None:
        head += "new file mode 100644\n"
    elif change.after is None:
        head += "deleted file mode 100644\n"
    before = "/dev/null" if change.before is None else f"a/{change.path}"
    after = "/dev/null" if change.after is None else f"b/{change.path}"
    body = difflib.unified_diff(old, new, before, after, n=context)
    return head + "".join(
        line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}" for line in body
    )


def _lines(data: bytes | None) -> list[str]:
    """Split at line feeds only: a form feed or a carriage return does not end a line for git."""
    if not data:
        return []
    text = data.decode("utf-8", "surrogateescape")
    parts = text.split("\n")
    lines = [f"{part}\n" for part in parts[:-1]]
    return [*lines, parts[-1]] if parts[-1] else lines
