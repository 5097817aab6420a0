"""The options of `inhouse replace`, each with its help."""

from __future__ import annotations

from typing import Annotated, get_args

import typer

from inhouse.model.verdict import REPLACING, Advice

STRATEGIES = tuple(each for each in get_args(Advice) if each in REPLACING)

Packages = Annotated[
    list[str] | None,
    typer.Argument(metavar="PACKAGE", help="Direct packages.", show_default=False),
]
Everything = Annotated[
    bool, typer.Option("--all", help="Every package that the audit would replace.")
]
Strategy = Annotated[
    str | None,
    typer.Option("--strategy", metavar="NAME", help=f"Not as advised: {', '.join(STRATEGIES)}."),
]
Write = Annotated[bool, typer.Option("--write", help="Apply the change.")]
AllowDirty = Annotated[
    bool, typer.Option("--allow-dirty", help="Write over uncommitted changes too.")
]
Partial = Annotated[
    bool, typer.Option("--partial", help="Rewrite what is sure and keep the requirement.")
]
Into = Annotated[
    str | None,
    typer.Option(
        "--into", metavar="FOLDER", help="The import package that owns the code: src/app."
    ),
]
AcceptLicense = Annotated[
    list[str] | None,
    typer.Option(
        "--accept-license", metavar="ID", help="Copy code under this SPDX licence too. Repeatable."
    ),
]
Test = Annotated[
    str | None,
    typer.Option(
        "--test", metavar="CMD", help="Run the project's tests before and after, in a copy."
    ),
]
UpstreamTests = Annotated[
    bool, typer.Option("--upstream-tests", help="Run the package's own tests on the copy.")
]
NoProof = Annotated[
    bool, typer.Option("--no-proof", help="Show the plan and the diff only; run nothing.")
]
Full = Annotated[bool, typer.Option("--full", help="Show new files whole.")]
Summary = Annotated[
    bool, typer.Option("--summary", help="Show the text for a pull request instead.")
]
Format = Annotated[
    str, typer.Option("--format", metavar="NAME", help="table, json, diff or summary.")
]
Output = Annotated[
    list[str] | None,
    typer.Option(
        "--output", metavar="FORMAT=FILE", help="Write a format to a file too. Repeatable."
    ),
]
