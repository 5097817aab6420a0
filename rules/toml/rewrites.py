"""Calls of toml that change shape: tomllib takes the text by position only."""

import tomllib
from typing import Any

import toml


def before_loads(s: str) -> dict[str, Any]:
    return toml.loads(s)


def after_loads(s: str) -> dict[str, Any]:
    return tomllib.loads(s)
