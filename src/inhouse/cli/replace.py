"""`inhouse replace`."""

from __future__ import annotations

import shlex
from dataclasses import replace as changed

from inhouse.cli import replace_options as chosen
from inhouse.cli.answer import Answer, Call
from inhouse.cli.inputs import with_options
from inhouse.cli.outputs import check_room, parse, write_all
from inhouse.errors import UsageError
from inhouse.model.verdict import Advice
from inhouse.reports.formats import find


@with_options
def replace(
    call: Call,
    packages: chosen.Packages = None,
    everything: chosen.Everything = False,
    strategy: chosen.Strategy = None,
    write: chosen.Write = False,
    allow_dirty: chosen.AllowDirty = False,
    partial: chosen.Partial = False,
    into: chosen.Into = None,
    accept_license: chosen.AcceptLicense = None,
    test: chosen.Test = None,
    upstream_tests: chosen.UpstreamTests = False,
    no_proof: chosen.NoProof = False,
    full: chosen.Full = False,
    summary: chosen.Summary = False,
    name: chosen.Format = "table",
    output: chosen.Output = None,
) -> Answer:
    """Take packages in-house in one patch, with proof.

    Shows the change and what was run to prove it; --write applies it, all or nothing. A package
    stays where one use of it cannot be rewritten for sure, and each such place is listed.
    """
    render = find("replaced", "summary" if summary else name)
    outputs = parse("replaced", output or ())
    _check(packages, everything, strategy, write, no_proof, test)
    check_room(outputs)
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
    return next((each for each in chosen.STRATEGIES if each == name), None)


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
    if strategy is not None and strategy not in chosen.STRATEGIES:
        raise UsageError(f"--strategy {strategy!r}: give {', '.join(chosen.STRATEGIES)}")
    if write and no_proof:
        raise UsageError("--no-proof shows a plan; nothing is written without proof")
    try:
        if test is not None and not shlex.split(test):
            raise ValueError("nothing to run")
    except ValueError as error:
        raise UsageError(f"--test {test!r}: not a command: {error}") from error
