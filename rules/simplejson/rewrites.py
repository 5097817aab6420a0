"""Calls of simplejson that read a text and say nothing of how."""

import json
from typing import IO, Any

import simplejson


def before_loads(s: str | bytes) -> Any:
    return simplejson.loads(s)


def after_loads(s: str | bytes) -> Any:
    return json.loads(s)


def before_load(fp: IO[str]) -> Any:
    return simplejson.load(fp)


def after_load(fp: IO[str]) -> Any:
    return json.load(fp)
