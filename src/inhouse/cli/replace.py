"""`inhouse replace`."""

from __future__ import annotations

import shlex
from dataclasses import replace as changed
from typing import Annotated, get_args

import typer

from inhouse.cli.answer import Answer, Call
from inhouse.cli.inputs import with_options
from inhouse.cli.outputs import parse, write_all
from inhouse.errors import UsageError
from inhouse.model.verdict import REPLACING, Advice
from inhouse.reports.formats import find

_STRATEGIES = tuple(each for each in get_args(Advice) if each in REPLACING)


@with_options
def replace(
    call: Call,
    packages: Annotated[
        list[str] | None,
        typer.Argument(metavar="PACKAGE", help="Direct packages.", show_default=False),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every package that the audit would replace.")
    ] = False,
    strategy: Annotated[
        str | None,
        typer.Option(metavar="NAME", help=f"Not as advised: {', '.join(_STRATEGIES)}."),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Apply the change.")] = False,
    allow_dirty: Annotated[
        bool, typer.Option("--allow-dirty", help="Write over uncommitted changes too.")
    ] = False,
    partial: Annotated[
        bool, typer.Option("--partial", help="Rewrite what is sure and keep the requirement.")
    ] = False,
    into: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="The import package that owns the code: src/app."),
    ] = None,
    accept_license: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Copy code under this SPDX licence too. Repeatable."),
    ] = None,
    test: Annotated[
        str | None,
        typer.Option(metavar="CMD", help="Run the project's tests before and after, in a copy."),
    ] = None,
    upstream_tests: Annotated[
        bool, typer.Option("--upstream-tests", help="Run the package's own tests on the copy.")
    ] = False,
    no_proof: Annotated[
        bool, typer.Option("--no-proof", help="Show the plan and the diff only; run nothing.")
    ] = False,
    full: Annotated[bool, typer.Option("--full", help="Show new files whole.")] = False,
    summary: Annotated[
        bool, typer.Option("--summary", help="Show the text for a pull request instead.")
    ] = False,
    name: Annotated[
        str,
        typer.Option("--format", metavar="NAME", help="table, json, diff or summary."),
    ] = "table",
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output", metavar="FORMAT=FILE", help="Write a format to a file too. Repeatable."
        ),
    ] = None,
) -> Answer:
    """Take packages in-house in one patch, with proof.

    Shows the change and what was run to prove it; --write applies it, all or nothing. A package
    stays where one use of it cannot be rewritten for sure, and each such place is listed.
    """
    render = find("replaced", "summary" if summary else name)
    outputs = parse("replaced", output or ())
    _check(packages, everything, strategy, write, no_proof, test)
    with call.console.progress() as progress:
        from inhouse.pipeline import commands
        from inhouse.pipeline.replacing.order import Order
        from inhouse.planner.candidate import Wishes

        order = Order(
            request=changed(call.request, advisories="none"),
            packages=tuple(packages or ()),
            everything=everything,
            wishes=Wishes(
                strategy=_strategy(strategy),
                accepted=tuple(accept_license or ()),
                partial=partial,
                into=into,
            ),
            write=write,
            allow_dirty=allow_dirty,
            proof=not no_proof,
            upstream_tests=upstream_tests,
            test_command=test,
        )
        replaced, exit_code = commands.replace(order, progress)
    whole = write_all(outputs, replaced, call.console, everything=full)
    text = render(replaced, call.console.page(everything=full))
    return Answer(text=text, exit_code=exit_code if whole else 3)


def _strategy(name: str | None) -> Advice | None:
    return next((each for each in _STRATEGIES if each == name), None)


def _check(
    packages: list[str] | None,
    everything: bool,
    strategy: str | None,
    write: bool,
    no_proof: bool,
    test: str | None,
) -> None:
    """Raise UsageError where the options do not go together."""
    if not packages and not everything:
        raise UsageError("name a package, or give --all for every one that the audit would replace")
    if packages and everything:
        raise UsageError("give packages or --all, not both")
    if strategy is not None and strategy not in _STRATEGIES:
        raise UsageError(f"--strategy {strategy!r}: give {', '.join(_STRATEGIES)}")
    if write and no_proof:
        raise UsageError("--no-proof shows a plan; nothing is written without proof")
    try:
        if test is not None and not shlex.split(test):
            raise ValueError("nothing to run")
    except ValueError as error:
        raise UsageError(f"--test {test!r}: not a command: {error}") from error
