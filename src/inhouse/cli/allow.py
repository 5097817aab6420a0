"""`inhouse allow`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inhouse.cli import options
from inhouse.cli.answer import Answer


def allow(
    package: Annotated[
        str, typer.Argument(metavar="PACKAGE", help="The package to keep.", show_default=False)
    ],
    reason: Annotated[
        str,
        typer.Option(
            "--reason",
            metavar="TEXT",
            help="Why it stays, for the next reader.",
            show_default=False,
        ),
    ],
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="The last day on which this holds."),
    ] = None,
    who: Annotated[
        str | None, typer.Option("--who", metavar="WHO", help="Who has reviewed it.")
    ] = None,
    project: options.ProjectFolder = ".",
) -> Answer:
    """Record that a package was reviewed and stays.

    Writes an entry of [[tool.inhouse.allow]] into pyproject.toml, with its comments and layout
    as they are. Audit and gate take the package as it is while the entry holds.
    """
    from inhouse.model.settings import Allowance
    from inhouse.pipeline import allowing

    entry = Allowance(name=package, reason=reason, until=until, who=who)
    return Answer(text=f"{allowing.allow(Path(project), entry)}\n")
