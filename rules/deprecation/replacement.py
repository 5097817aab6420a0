"""Warns of functions that are to go, from one version to another."""

import functools
import math
import re
import textwrap
import warnings
from collections.abc import Callable
from datetime import date
from typing import Any

Function = Callable[..., Any]
_VERSION = re.compile(
    r"\s*v?(?:(\d+)!)?(\d+(?:\.\d+)*)"
    r"(?:[-_.]?(a|alpha|b|beta|c|rc|pre|preview)[-_.]?(\d*))?"
    r"(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?"
    r"(?:[-_.]?(dev)[-_.]?(\d*))?"
    r"(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*",
    re.ASCII | re.IGNORECASE,
)


def _version(text: Any) -> tuple[Any, ...]:
    """Return what versions are compared by, as PEP 440 orders them; ValueError for no version."""
    match = _VERSION.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError(f"Invalid version: {text!r}")
    epoch, release, pre, pre_number, bare, post, post_number, dev, dev_number, local = (
        match.groups()
    )
    numbers = [int(each) for each in release.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    after = bare or post
    stage: tuple[Any, ...] = (-math.inf,) if dev and not after else (math.inf,)
    if pre:
        stage = (pre[0].lower() != "a", pre[0].lower() not in "ab", int(pre_number or 0))
    parts = re.split("[-_.]", local.lower()) if local else []
    return (
        int(epoch or 0),
        numbers,
        stage,
        int(bare or post_number or 0) if after else -math.inf,
        int(dev_number or 0) if dev else math.inf,
        [(True, int(each)) if each.isdigit() else (False, each) for each in parts],
    )


class DeprecatedWarning(DeprecationWarning):
    """Says that a function is to go, when, and what to use instead."""

    def __init__(
        self, function: str, deprecated_in: Any, removed_in: Any, details: str = ""
    ) -> None:
        self.function = function
        self.deprecated_in = deprecated_in
        self.removed_in = removed_in
        self.details = details
        super().__init__(function, deprecated_in, removed_in, details)

    def __str__(self) -> str:
        found = f"{self.function} is deprecated"
        if self.deprecated_in:
            found += f" as of {self.deprecated_in}"
        if self.removed_in:
            found += f" and will be removed {_when(self.removed_in)}"
        if self.deprecated_in or self.removed_in or self.details:
            found += "."
        return found + (f" {self.details}" if self.details else "")


class UnsupportedWarning(DeprecatedWarning):
    """Says that a function should have gone."""

    def __str__(self) -> str:
        behind = f" {self.details}" if self.details else ""
        return f"{self.function} is unsupported as of {self.removed_in}.{behind}"


def _when(removed_in: Any) -> str:
    return f"{'on' if isinstance(removed_in, date) else 'in'} {removed_in}"


def deprecated(
    deprecated_in: str | None = None,
    removed_in: str | date | None = None,
    current_version: str | None = None,
    details: str = "",
) -> Callable[[Function], Function]:
    """Return a decorator: calls warn, and the docstring says so, from one version on."""
    if deprecated_in is None and removed_in is not None:
        raise TypeError("Cannot set removed_in to a value without also setting deprecated_in")
    kind: type[DeprecatedWarning] | None = DeprecatedWarning
    if isinstance(removed_in, date):
        if date.today() >= removed_in:
            kind = UnsupportedWarning
    elif current_version:
        now = _version(current_version)
        if removed_in and now >= _version(removed_in):
            kind = UnsupportedWarning
        elif not (deprecated_in and now >= _version(deprecated_in)):
            kind = None

    def decorate(function: Function) -> Function:
        if kind is not None:
            note = f".. deprecated:: {deprecated_in}" if deprecated_in else ".. deprecated::"
            note += f"\n   This will be removed {_when(removed_in)}." if removed_in else ""
            note += f" {details}" if details else ""
            function.__doc__ = _noted(function.__doc__ or "", note)

        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            if kind is not None:
                warning = kind(function.__name__, deprecated_in, removed_in, details)
                warnings.warn(warning, category=DeprecationWarning, stacklevel=2)
            return function(*args, **kwargs)

        return wrapper

    return decorate


def _noted(doc: str, note: str) -> str:
    """Return a docstring with a note at its end."""
    first, *rest = doc.split("\n", 1)
    if not rest:
        return f"{first}\n\n{note}"
    return f"{first}\n{textwrap.dedent(rest[0])}\n\n{note}"


def fail_if_not_removed(method: Function) -> Function:
    """Decorate a test: it fails where it calls what should have gone."""

    @functools.wraps(method)
    def test_inner(*args: Any, **kwargs: Any) -> Any:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found = method(*args, **kwargs)
        for each in caught:
            if each.category is UnsupportedWarning:
                raise AssertionError(
                    f"{method} uses a function that should be removed: {each.message}"
                )
        return found

    return test_inner
