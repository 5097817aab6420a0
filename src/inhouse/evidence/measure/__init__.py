"""Measures one distribution from its files: figures, licence, traits. Nothing is run."""

from inhouse.evidence.measure.layout import screen
from inhouse.evidence.measure.limits import LIMITS, SMALL, MeasureLimits
from inhouse.evidence.measure.measurement import measure
from inhouse.evidence.measure.target_traits import broken_on

__all__ = ["LIMITS", "SMALL", "MeasureLimits", "broken_on", "measure", "screen"]
