"""`inhouse rules`: list, show and check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inhouse.cli.answer import Answer
from inhouse.cli.console import Console
from inhouse.cli.light import LightCommand, LightGroup
from inhouse.errors import UsageError

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

    found = pipeline.listed(pipeline.catalogue_of(Path()), strategy, status)
    if name == "json":
        from inhouse.reports.rulebook import documents

        return Answer(text=documents.rules(found))
    from inhouse.reports.rulebook.pages import list_page

    return Answer(text=list_page(found, _console(context).page()))


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

    found = pipeline.one(pipeline.catalogue_of(Path()), rule)
    if name == "json":
        from inhouse.reports.rulebook import documents

        return Answer(text=documents.rules((found,)))
    from inhouse.reports.rulebook.pages import rule_page

    return Answer(text=rule_page(found, _console(context).page()))


@rules.command("check", cls=LightCommand)
def check_rules(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="RULE", help="Rules by name.", show_default=False),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every complete rule.")] = False,
    python: Annotated[
        str | None, typer.Option(metavar="VERSION", help="Only on this Python: 3.12.")
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Open no connection.")] = False,
    name: Format = "table",
) -> Answer:
    """Run the claims of rules.

    Against the real package and against what takes its place, on every supported Python that is
    there, in throw-away environments. Exit code 1 where a claim is wrong, 3 where an environment
    cannot be made.
    """
    _known("--format", name, _FORMATS)
    if bool(names) == every:
        raise UsageError("name rules or give --all")
    console = _console(context)
    with console.progress() as progress:
        from inhouse.pipeline import rules as pipeline
        from inhouse.pipeline.rules_checked import check
        from inhouse.pipeline.rules_rewritten import rewritten

        catalogue = pipeline.catalogue_of(Path())
        wanted = pipeline.chosen(catalogue, names or (), every=every)
        found = check(
            catalogue, wanted, progress, python=python, offline=offline, codemod=rewritten
        )
    code = 0
    if not all(each.ok for each in found):
        code = 3 if all(each.ok or each.could_not_run for each in found) else 1
    if name == "json":
        from inhouse.reports.rulebook import documents

        return Answer(text=documents.checks(found), exit_code=code)
    from inhouse.reports.rulebook.pages import check_page

    return Answer(text=check_page(found, console.page()), exit_code=code)


def _console(context: typer.Context) -> Console:
    found = context.obj
    assert isinstance(found, Console)
    return found


def _known(option: str, given: str, known: tuple[str, ...]) -> None:
    if given not in known:
        raise UsageError(f"{option} {given!r}: give {' or '.join(known)}")
