"""`inhouse rules`: list, show, check and new."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inhouse.cli.answer import Answer
from inhouse.cli.console import Console
from inhouse.cli.light import LightCommand, LightGroup
from inhouse.errors import UsageError

if TYPE_CHECKING:
    from inhouse.model.rule_check import RuleCheck

rules = typer.Typer(cls=LightGroup, help="Browse the catalogue of rules, and run its claims.")

Format = Annotated[str, typer.Option("--format", metavar="NAME", help="table or json.")]
_FORMATS = ("table", "json")
_STATES = ("complete", "data")


@rules.command("list", cls=LightCommand)
def list_rules(
    context: typer.Context,
    strategy: Annotated[
        str | None, typer.Option(metavar="ADVICE", help="Only rules that advise this: stdlib.")
    ] = None,
    status: Annotated[
        str | None, typer.Option(metavar="STATE", help="Only complete ones, or only data.")
    ] = None,
    name: Format = "table",
) -> Answer:
    """List the rules, with their advice.

    A complete rule holds a contract that `inhouse rules check` runs.
    """
    _known("--format", name, _FORMATS)
    if status is not None:
        _known("--status", status, _STATES)
    from inhouse.pipeline import rules as pipeline

    catalogue = pipeline.catalogue_of(Path())
    found = pipeline.listed(catalogue, strategy, status)
    if name == "json":
        from inhouse.reports.rulebook import documents

        return Answer(text=documents.rules(found))
    from inhouse.reports.rulebook.pages import list_page

    proofs = {rule.id: proof for rule in found if (proof := pipeline.proof_of(catalogue, rule))}
    return Answer(text=list_page(found, proofs, _console(context).page()))


@rules.command("show", cls=LightCommand)
def show_rule(
    context: typer.Context,
    rule: Annotated[str, typer.Argument(metavar="RULE", help="A rule's name.", show_default=False)],
    name: Format = "table",
) -> Answer:
    """Show what one rule says.

    The names it covers, how the replacement differs, and when not to apply it.
    """
    _known("--format", name, _FORMATS)
    from inhouse.pipeline import rules as pipeline

    catalogue = pipeline.catalogue_of(Path())
    found = pipeline.one(catalogue, rule)
    if name == "json":
        from inhouse.reports.rulebook import documents

        return Answer(text=documents.rules((found,)))
    from inhouse.reports.rulebook.pages import rule_page

    proof = pipeline.proof_of(catalogue, found)
    pairs = pipeline.pairs_of(catalogue, found)
    return Answer(text=rule_page(found, _console(context).page(), proof, pairs))


@rules.command("check", cls=LightCommand)
def check_rules(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="RULE", help="Rules by name.", show_default=False),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every complete rule.")] = False,
    changed: Annotated[
        bool, typer.Option("--changed", help="With --all: only what its record does not hold for.")
    ] = False,
    newest: Annotated[
        bool, typer.Option("--newest", help="Ask for the newest release, whatever is on record.")
    ] = False,
    write_proof: Annotated[
        bool, typer.Option("--write-proof", help="Put on record what was run, and write PROOF.md.")
    ] = False,
    python: Annotated[
        str | None, typer.Option(metavar="VERSION", help="Only on this Python: 3.12.")
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Open no connection.")] = False,
    name: Format = "table",
) -> Answer:
    """Run the claims of rules.

    Against the real package and against what takes its place, on every supported Python that is
    there, in throw-away environments; and whether the contract notices faults in the replacement.
    Exit code 1 where a claim is wrong or the record says otherwise, 3 where an environment cannot
    be made.
    """
    _known("--format", name, _FORMATS)
    if bool(names) == every:
        raise UsageError("name rules or give --all")
    if changed and not every:
        raise UsageError("--changed goes with --all")
    if write_proof and python is not None:
        raise UsageError("--write-proof needs every Python: leave out --python")
    console = _console(context)
    with console.progress() as progress:
        from inhouse.pipeline import rules as pipeline
        from inhouse.pipeline.rules_checked import Wanted, check
        from inhouse.pipeline.rules_recorded import write_proofs
        from inhouse.pipeline.rules_rewritten import rewritten

        catalogue = pipeline.catalogue_of(Path())
        chosen = pipeline.chosen(catalogue, names or (), every=every)
        wanted = Wanted(
            python=python,
            offline=offline,
            newest=newest,
            changed=changed,
            against_record=every and not (write_proof or newest),
        )
        found = check(catalogue, chosen, progress, wanted, codemod=rewritten)
        if write_proof:
            write_proofs(catalogue, found)
    return _checked(found, console, name)


@rules.command("new", cls=LightCommand)
def new_rule(
    context: typer.Context,
    package: Annotated[
        str, typer.Argument(metavar="PACKAGE", help="A distribution's name.", show_default=False)
    ],
    folder: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER", help="Where rules stand, if not where [tool.inhouse] says, or rules."
        ),
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Open no connection.")] = False,
) -> Answer:
    """Begin a rule for a package.

    Writes a folder that runs and claims nothing: each public name is listed with its signature, as
    refused. The names come from the installed package or from the newest release, whose files are
    read and not imported. Nothing is overwritten.
    """
    console = _console(context)
    with console.progress() as progress:
        from inhouse.pipeline import rules as pipeline
        from inhouse.pipeline.rules_scaffolded import make_rule

        here = Path()
        place = pipeline.folder_of_new(here, Path(folder) if folder else None)
        made = make_rule(here, package, place, progress, offline=offline)
        known = pipeline.is_read(here, place)
    from inhouse.reports.rulebook.pages import made_page

    text = made_page(made.folder, made.version, made.names, made.unknown, known, console.page())
    return Answer(text=text)


def _checked(found: tuple[RuleCheck, ...], console: Console, name: str) -> Answer:
    code = 0
    if not all(each.ok for each in found):
        code = 3 if all(each.ok or each.could_not_run for each in found) else 1
    if name == "json":
        from inhouse.reports.rulebook import documents

        return Answer(text=documents.checks(found), exit_code=code)
    from inhouse.reports.rulebook.check_page import check_page

    return Answer(text=check_page(found, console.page()), exit_code=code)


def _console(context: typer.Context) -> Console:
    found = context.obj
    assert isinstance(found, Console)
    return found


def _known(option: str, given: str, known: tuple[str, ...]) -> None:
    if given not in known:
        raise UsageError(f"{option} {given!r}: give {' or '.join(known)}")
