"""The options that audit, explain and graph share, each with its help."""

from __future__ import annotations

from typing import Annotated

import typer

Project = Annotated[
    str, typer.Argument(metavar="PROJECT", help="The project's folder.", show_default=False)
]
ProjectFolder = Annotated[
    str, typer.Option("--project", metavar="DIR", help="The project's folder.")
]
Lock = Annotated[
    str | None,
    typer.Option("--lock", metavar="FILE", help="The lockfile to read, where there are several."),
]
PythonVersion = Annotated[
    str | None,
    typer.Option("--python", metavar="VERSION", help="Evaluate markers for this Python: 3.12."),
]
Platform = Annotated[
    str | None,
    typer.Option(
        "--platform",
        metavar="NAME",
        help="Evaluate markers for linux, macos or windows, alone or with -x86_64, -aarch64.",
    ),
]
Universal = Annotated[
    bool, typer.Option("--universal", help="Evaluate no markers: keep every package.")
]
Groups = Annotated[
    list[str] | None,
    typer.Option("--group", metavar="NAME", help="Add a dependency group. Repeatable."),
]
Extras = Annotated[
    list[str] | None,
    typer.Option("--extra", metavar="NAME", help="Add an extra of the project. Repeatable."),
]
NoDev = Annotated[bool, typer.Option("--no-dev", help="Leave the default dependency groups out.")]
AllGroups = Annotated[bool, typer.Option("--all-groups", help="Add every dependency group.")]
AllExtras = Annotated[bool, typer.Option("--all-extras", help="Add every extra of the project.")]
Environment = Annotated[
    str | None,
    typer.Option(
        "--env", metavar="DIR", help="Read installed packages here; else .venv, $VIRTUAL_ENV."
    ),
]
Offline = Annotated[bool, typer.Option("--offline", help="Open no connection.")]
Advisories = Annotated[
    str | None,
    typer.Option(
        "--advisories",
        metavar="SOURCE",
        help="Known vulnerabilities from pypi, osv, none, or a folder of OSV files.",
    ),
]
CacheDir = Annotated[
    str | None, typer.Option("--cache-dir", metavar="DIR", help="Keep the cache here.")
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Neither read nor write the cache.")]
IndexUrl = Annotated[
    str | None,
    typer.Option("--index-url", metavar="URL", help="The package index; else pip's."),
]
Profile = Annotated[
    str | None,
    typer.Option("--profile", metavar="NAME", help="Thresholds: default or literature."),
]
