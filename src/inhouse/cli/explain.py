"""`inhouse explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from inhouse.cli.answer import Answer, Call
from inhouse.cli.inputs import with_inputs
from inhouse.reports.formats import find


@with_inputs
def explain(
    call: Call,
    package: Annotated[
        str,
        typer.Argument(
            metavar="PACKAGE", help="A package, in the lock or not.", show_default=False
        ),
    ],
    name: Annotated[
        str, typer.Option("--format", metavar="NAME", help="How to show it: table or json.")
    ] = "table",
) -> Answer:
    """Show everything known of one package.

    Why it is here, what of it is used and where, the facts, the verdict and its reasons. It need
    not be a dependency yet.
    """
    render = find("card", name)
    with call.console.progress() as progress:
        from inhouse.pipeline import commands

        card = commands.explain(call.request, package, progress)
    return Answer(text=render(card, call.console.page()))
