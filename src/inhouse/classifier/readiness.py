"""The four signs of a good candidate, each True, False, or None where it could not be told."""

from __future__ import annotations

from inhouse.classifier.guards import unknown_facts
from inhouse.classifier.subject import Subject
from inhouse.model.evidence import Measurement, Missing, Readiness

# An interface that small, or that long unchanged, is taken as settled.
SETTLED_NAMES = 20
SETTLED_YEARS = 2.0


def readiness_of(subject: Subject) -> Readiness:
    """Return whether internals are readable, the interface settled, tests at hand, all agreed."""
    found = subject.measured
    return Readiness(
        internals=_internals(subject, found),
        interface=_interface(subject, found),
        tests=_tests(found),
        agreed=_agreed(subject),
    )


def _internals(subject: Subject, found: Measurement | None) -> bool | None:
    if found is None or isinstance(found.native, Missing):
        return None
    if found.native:
        return False
    if unknown_facts(subject):
        return None
    return not any(trait.code == "dynamic" for trait in found.traits)


def _interface(subject: Subject, found: Measurement | None) -> bool | None:
    age = subject.years_since_release()
    if age is not None and age >= SETTLED_YEARS:
        return True
    if found is None or isinstance(found.public_names, Missing):
        return None
    return found.public_names <= SETTLED_NAMES if age is not None else None


def _tests(found: Measurement | None) -> bool | None:
    """Tests are known to exist where the artifact ships them; their absence proves nothing."""
    shipped = found is not None and any(trait.code == "ships-tests" for trait in found.traits)
    return True if shipped else None


def _agreed(subject: Subject) -> bool | None:
    rule = subject.rule
    if rule is None or not rule.symbols:
        return None
    return not any(symbol.status == "refused" for symbol in rule.symbols)
