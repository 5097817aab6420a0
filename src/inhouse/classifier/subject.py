"""What the classifier looks at, and short names for the facts it asks for most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inhouse.model.evidence import Evidence, Measurement, Missing, Slice, Usage
from inhouse.model.graph import Standing
from inhouse.model.rule import Rule
from inhouse.model.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A direct requirement that nothing else asks for; no `imports` where they are not known."""

    key: str
    imports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One locked package with everything known about it.

    `python` is the oldest Python that the project supports (the lower bound of requires-python,
    else the target), because a rewrite has to work there. `today` is passed in, so that a verdict
    depends on nothing but its inputs. `brings` are the requirements that leave with the package,
    `carries` the names of packages that the project imports and has only through this one.
    `partial` says that extras or groups of the project are left out, `asked_elsewhere` that one of
    these asks for the package.
    """

    standing: Standing
    evidence: Evidence
    rule: Rule | None
    settings: Settings
    python: str
    today: date
    brings: tuple[Brought, ...] = ()
    carries: tuple[str, ...] = ()
    asked_elsewhere: bool = False
    partial: bool = False

    @property
    def measured(self) -> Measurement | None:
        """The measurement, or None where the files could not be had."""
        found = self.evidence.measurement
        return None if isinstance(found, Missing) else found

    @property
    def usage(self) -> Usage | None:
        """The use in the project, or None where there are no sources to look at."""
        found = self.evidence.usage
        return None if isinstance(found, Missing) else found

    @property
    def slice(self) -> Slice | None:
        """The reached part of the package, or None."""
        found = self.evidence.slice
        return None if isinstance(found, Missing) else found

    def years_since_release(self) -> float | None:
        """Return the years since the last release, or None where the index did not say."""
        upkeep = self.evidence.upkeep
        if isinstance(upkeep, Missing) or isinstance(upkeep.last_release, Missing):
            return None
        try:
            last = date.fromisoformat(upkeep.last_release[:10])
        except ValueError:
            return None
        return (self.today - last).days / 365.25
