"""The options that audit, explain and graph share, and the request they make."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inhouse.cli.answer import Answer, Call
from inhouse.model.lock import Selection

if TYPE_CHECKING:
    from inhouse.pipeline.request import Request


def gather(
    project: Annotated[
        str, typer.Argument(metavar="PROJECT", help="The project's folder.", show_default=False)
    ] = ".",
    lock: Annotated[
        str | None,
        typer.Option(
            "--lock", metavar="FILE", help="The lockfile to read, where there are several."
        ),
    ] = None,
    python: Annotated[
        str | None,
        typer.Option("--python", metavar="VERSION", help="Evaluate markers for this Python: 3.12."),
    ] = None,
    platform: Annotated[
        str | None,
        typer.Option(
            "--platform",
            metavar="NAME",
            help="Evaluate markers for linux, macos or windows, alone or with -x86_64, -aarch64.",
        ),
    ] = None,
    universal: Annotated[
        bool, typer.Option("--universal", help="Evaluate no markers: keep every package.")
    ] = False,
    group: Annotated[
        list[str] | None,
        typer.Option("--group", metavar="NAME", help="Add a dependency group. Repeatable."),
    ] = None,
    extra: Annotated[
        list[str] | None,
        typer.Option("--extra", metavar="NAME", help="Add an extra of the project. Repeatable."),
    ] = None,
    no_dev: Annotated[
        bool, typer.Option("--no-dev", help="Leave the default dependency groups out.")
    ] = False,
    all_groups: Annotated[
        bool, typer.Option("--all-groups", help="Add every dependency group.")
    ] = False,
    all_extras: Annotated[
        bool, typer.Option("--all-extras", help="Add every extra of the project.")
    ] = False,
    env: Annotated[
        str | None,
        typer.Option(
            "--env", metavar="DIR", help="Read installed packages here; else .venv, $VIRTUAL_ENV."
        ),
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Open no connection.")] = False,
    advisories: Annotated[
        str | None,
        typer.Option(
            "--advisories",
            metavar="SOURCE",
            help="Known vulnerabilities from pypi, osv, none, or a folder of OSV files.",
        ),
    ] = None,
    cache_dir: Annotated[
        str | None, typer.Option("--cache-dir", metavar="DIR", help="Keep the cache here.")
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Neither read nor write the cache.")
    ] = False,
    index_url: Annotated[
        str | None,
        typer.Option("--index-url", metavar="URL", help="The package index; else pip's."),
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option("--profile", metavar="NAME", help="Thresholds: default or literature."),
    ] = None,
) -> Request:
    """Return the request that the shared options make."""
    from inhouse.pipeline.request import Request

    return Request(
        project=Path(project),
        lock=lock,
        python=python,
        platform=platform,
        universal=universal,
        selection=Selection(
            groups=tuple(group or ()),
            extras=tuple(extra or ()),
            no_dev=no_dev,
            all_groups=all_groups,
            all_extras=all_extras,
        ),
        env=Path(env) if env else None,
        offline=offline,
        advisories=advisories,
        cache_dir=Path(cache_dir) if cache_dir else None,
        no_cache=no_cache,
        index_url=index_url,
        profile=profile,
    )


def with_inputs(command: Callable[..., Answer]) -> Callable[..., Answer]:
    """Turn a function of a call and its own options into one that takes the shared options too.

    The command's own parameters come first, so an argument of its own precedes PROJECT.
    """
    own = _parameters(command)[1:]
    shared = _parameters(gather)

    def run(**values: Any) -> Answer:
        context: typer.Context = values.pop("context")
        request = gather(**{each.name: values.pop(each.name) for each in shared})
        return command(Call(request=request, console=context.obj), **values)

    context = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    parameters = [context, *own, *shared]
    run.__doc__ = command.__doc__
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return run


def _parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    signature = inspect.signature(function, eval_str=True, locals={"Request": object})
    return [
        each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in signature.parameters.values()
    ]
