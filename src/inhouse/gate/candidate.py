"""A newcomer with the facts that a policy can ask for."""

from __future__ import annotations

from dataclasses import dataclass

from inhouse.model.gate import Newcomer


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """`alternative` says what to use instead; `replaceable` that a rule or the measured code does.

    `status`, `yanked`, `last_release` (an ISO 8601 day), `sdist_only` and `license` are None where
    not known. `foreign` is the host that nobody but the change itself names.
    """

    newcomer: Newcomer
    alternative: str | None = None
    replaceable: bool = False
    status: str | None = None
    yanked: bool | None = None
    last_release: str | None = None
    sdist_only: bool | None = None
    license: str | None = None
    foreign: str | None = None
