"""`inhouse` and `python -m inhouse`."""

from __future__ import annotations

import gc
import os
import sys

_INTERRUPTED = (130, 143)


def main() -> None:
    """Run the command line and leave with its exit code."""
    # A warm run makes no garbage worth a search; measuring packages switches the search on.
    gc.disable()
    try:
        from inhouse.cli.app import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    if code in _INTERRUPTED:
        os._exit(code)  # threads that wait for the network would hold a normal exit up
    sys.exit(code)


if __name__ == "__main__":
    # `python -m` puts the current folder before all others, and that is somebody's project:
    # a typer.py there must not be what this program imports.
    if not sys.flags.safe_path and sys.path and sys.path[0] in ("", os.getcwd()):  # noqa: PTH109
        del sys.path[0]
    main()
