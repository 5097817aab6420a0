"""The request that the shared options make, and how a command comes to take them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from inhouse.cli import options
from inhouse.cli.answer import Answer, Call
from inhouse.model.lock import Selection

if TYPE_CHECKING:
    from inhouse.pipeline.request import Request


def gather(
    project: options.Project = ".",
    lock: options.Lock = None,
    python: options.PythonVersion = None,
    platform: options.Platform = None,
    universal: options.Universal = False,
    group: options.Groups = None,
    extra: options.Extras = None,
    no_dev: options.NoDev = False,
    all_groups: options.AllGroups = False,
    all_extras: options.AllExtras = False,
    env: options.Environment = None,
    offline: options.Offline = False,
    advisories: options.Advisories = None,
    cache_dir: options.CacheDir = None,
    no_cache: options.NoCache = False,
    index_url: options.IndexUrl = None,
    profile: options.Profile = None,
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
    return _with(command, _parameters(gather))


def with_options(command: Callable[..., Answer]) -> Callable[..., Answer]:
    """Like `with_inputs` for a command that takes any number of names: `--project` is an option."""
    shared = [
        each.replace(annotation=options.ProjectFolder) if each.name == "project" else each
        for each in _parameters(gather)
    ]
    return _with(command, shared)


def _with(command: Callable[..., Answer], shared: list[inspect.Parameter]) -> Callable[..., Answer]:
    own = _parameters(command)[1:]

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
