"""The commands together, and what becomes of every way a run can end."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import threading
import traceback
from collections.abc import Iterator, Sequence
from types import FrameType
from typing import Annotated, Any

import typer

from inhouse import __version__
from inhouse.cli.allow import allow
from inhouse.cli.answer import Answer
from inhouse.cli.audit import audit
from inhouse.cli.console import Console
from inhouse.cli.explain import explain
from inhouse.cli.gate import gate
from inhouse.cli.graph import graph
from inhouse.cli.light import LightCommand, LightGroup
from inhouse.cli.replace import replace
from inhouse.cli.rules import rules
from inhouse.errors import InhouseError

app = typer.Typer(
    name="inhouse",
    cls=LightGroup,
    help="Bring your tiny dependencies in-house, with proof.",
    epilog="Exit codes: 0 done, 1 findings, 2 wrong usage or input, 3 could not complete.",
    add_completion=False,
    rich_markup_mode=None,  # rich is for reports; help needs none of it
    pretty_exceptions_enable=False,
)
app.command("audit", cls=LightCommand)(audit)
app.command("explain", cls=LightCommand)(explain)
app.command("replace", cls=LightCommand)(replace)
app.command("gate", cls=LightCommand)(gate)
app.command("allow", cls=LightCommand)(allow)
app.command("graph", cls=LightCommand)(graph)
app.add_typer(rules, name="rules")


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"inhouse {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; nothing but interrupts gets past it."""
    console = Console()
    try:
        with _terminable():
            return _run(list(arguments), console)
    except InhouseError as error:
        console.error(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return _interrupted(console, 130)
    except _TerminatedError:
        return _interrupted(console, 143)
    except Exception as error:  # noqa: BLE001 - the last place where a bug can be told in a line
        if hasattr(error, "format_message"):  # typer's own, for a wrong command line
            return _wrong_usage(console, error)
        if os.environ.get("INHOUSE_DEBUG"):
            console.trace(traceback.format_exc())
        said = f"{type(error).__name__}: {error}".strip(": ")
        console.error(f"this is a bug in inhouse: {said}; INHOUSE_DEBUG=1 shows where")
        return 3


def _run(arguments: list[str], console: Console) -> int:
    # What libraries print by themselves must not get between the lines of a result.
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        done = app(arguments, prog_name="inhouse", standalone_mode=False, obj=console)
    if isinstance(done, Answer):
        console.result(done.text)
        return done.exit_code
    if done == 130:  # typer's answer to Ctrl-C
        raise KeyboardInterrupt
    console.result(said.getvalue())
    return int(done or 0)


def _wrong_usage(console: Console, error: Any) -> int:
    console.error(" ".join(error.format_message().split()))
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "inhouse"
    console.hint(f"{path} --help says what it takes")
    return 2


def _interrupted(console: Console, code: int) -> int:
    console.error("interrupted")
    return code


class _TerminatedError(BaseException):
    """SIGTERM came; like KeyboardInterrupt, no handler for errors may swallow it."""


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """Turn SIGTERM into an exception for the time of the block."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _TerminatedError

    ours = (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    )
    if ours:
        signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        if ours:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
