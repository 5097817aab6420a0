"""`inhouse graph`."""

from __future__ import annotations

from typing import Annotated

import typer

from inhouse.cli.answer import Answer, Call
from inhouse.cli.inputs import with_inputs
from inhouse.cli.outputs import parse, write_all
from inhouse.reports.formats import find


@with_inputs
def graph(
    call: Call,
    name: Annotated[
        str, typer.Option("--format", metavar="NAME", help="How to draw it: dot or mermaid.")
    ] = "dot",
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output", metavar="FORMAT=FILE", help="Write a format to a file too. Repeatable."
        ),
    ] = None,
) -> Answer:
    """Draw the dependency graph, coloured by tier.

    The colours tell micro, mid, foundation and unknown packages apart; direct ones stand out.
    """
    render = find("graph", name)
    outputs = parse("graph", output or ())
    with call.console.progress() as progress:
        from inhouse.pipeline import commands

        view = commands.graph(call.request, progress)
    whole = write_all(outputs, view, call.console)
    return Answer(text=render(view, call.console.page()), exit_code=0 if whole else 3)
