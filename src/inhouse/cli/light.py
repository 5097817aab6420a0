"""Commands whose values are taken as typed, so that parsing them needs no pydantic.

typer (0.29) builds a pydantic adapter for each parameter, which takes longer to import than all
else that `--help` needs, and as long as reading a lock. All our parameters are texts, lists of
texts and flags: there is nothing to convert. tests/cli/test_imports.py holds this to be true.
"""

from __future__ import annotations

from typing import Any

import typer.core


class _AsTyped:
    """Stands where typer keeps a parameter's adapter."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ARG002 - typer's signature
        """Return the value; an option that may be repeated and was not is empty."""
        if value is None and (param.multiple or param.nargs == -1):
            return ()
        return value


def _lightened(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        parameter.get_runtime_param = _AsTyped
        parameter.display_type = _nothing  # help says what is meant, not that it is a text
    return parameters


def _nothing(ctx: Any) -> None:  # noqa: ARG001 - typer's signature
    return None


class LightCommand(typer.core.TyperCommand):
    """A command whose parameters are all texts or flags."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters, `--help` among them."""
        return _lightened(super().get_params(ctx))


class LightGroup(typer.core.TyperGroup):
    """The program itself, likewise."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters, `--help` among them."""
        return _lightened(super().get_params(ctx))
