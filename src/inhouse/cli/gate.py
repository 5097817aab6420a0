"""`inhouse gate`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from inhouse.cli.answer import Answer, Call
from inhouse.cli.inputs import with_inputs
from inhouse.cli.outputs import parse, write_all
from inhouse.errors import UsageError
from inhouse.reports.formats import find


@with_inputs
def gate(
    call: Call,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar="REF|FILE",
            help="Compare with the merge base with this commit or branch, or with this lock.",
        ),
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option(
            "--policy", metavar="SIDE", help="Judge by the settings of base (default) or head."
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="List every new package, what passes too.")
    ] = False,
    name: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="NAME",
            help="table, json, markdown, sarif, github, gitlab or junit.",
        ),
    ] = "table",
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output", metavar="FORMAT=FILE", help="Write a format to a file too. Repeatable."
        ),
    ] = None,
) -> Answer:
    """Fail on newly added tiny dependencies.

    Compares the lock of the working tree with that of the commit where the branch began. What
    was locked there is accepted; of what is new, a tiny package fails, with what to use instead.
    """
    render = find("gate", name)
    outputs = parse("gate", output or ())
    side = _side(policy)
    with call.console.progress() as progress:
        from inhouse.pipeline import commands
        from inhouse.pipeline.gating.order import GateOrder

        order = GateOrder(request=call.request, base=base, policy=side)
        outcome = commands.gate(order, progress)
    whole = write_all(outputs, outcome.report, call.console, everything=everything)
    text = render(outcome.report, call.console.page(everything=everything))
    # Builds let 3 pass: a change that fails does not become one by a file that is not written.
    return Answer(text=text, exit_code=outcome.exit_code or (0 if whole else 3))


def _side(value: str | None) -> Literal["base", "head"] | None:
    if value is None or value == "base":
        return None if value is None else "base"
    if value == "head":
        return "head"
    raise UsageError(f"--policy {value!r}: give base or head")
