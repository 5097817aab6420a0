"""`inhouse audit`."""

from __future__ import annotations

from typing import Annotated

import typer

from inhouse.cli.answer import Answer, Call
from inhouse.cli.inputs import with_inputs
from inhouse.cli.outputs import parse, write_all
from inhouse.reports.formats import find


@with_inputs
def audit(
    call: Call,
    everything: Annotated[
        bool, typer.Option("--all", help="List every package, the kept ones too.")
    ] = False,
    name: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="NAME",
            help="How to show it: table, json, markdown, sarif, github, gitlab or junit.",
        ),
    ] = "table",
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output", metavar="FORMAT=FILE", help="Write a format to a file too. Repeatable."
        ),
    ] = None,
) -> Answer:
    """Say which dependencies are tiny and what to do.

    Reads the lockfile and says of every package what it is, what it costs, what of it is used
    here and what could take its place. Nothing of the project or its packages is run.
    """
    render = find("audit", name)
    outputs = parse("audit", output or ())
    with call.console.progress() as progress:
        from inhouse.pipeline import commands

        outcome = commands.audit(call.request, progress)
    whole = write_all(outputs, outcome.report, call.console, everything=everything)
    text = render(outcome.report, call.console.page(everything=everything))
    return Answer(text=text, exit_code=outcome.exit_code if whole else 3)
