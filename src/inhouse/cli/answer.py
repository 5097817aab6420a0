"""What a command gets and gives: a call with the shared options, an answer to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inhouse.cli.console import Console

if TYPE_CHECKING:  # the pipeline is imported when it runs, not for --help
    from inhouse.pipeline.request import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The shared options as a request, and the console of the run."""

    request: Request
    console: Console


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The text for stdout and the exit code."""

    text: str
    exit_code: int = 0
