"""Calls of importlib_resources that need an argument in the standard library."""

import importlib.resources
from types import ModuleType
from typing import Any

import importlib_resources


def before_files(anchor: str | ModuleType) -> Any:
    return importlib_resources.files(anchor)


def after_files(anchor: str | ModuleType) -> Any:
    return importlib.resources.files(anchor)
