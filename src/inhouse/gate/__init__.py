"""Newcomers + policy + allowances -> findings. Pure: no file, no clock, no network."""

from inhouse.gate.alternatives import alternative
from inhouse.gate.candidate import Candidate
from inhouse.gate.delta import Delta, delta
from inhouse.gate.judgement import Judgement, Stand, judge

__all__ = ["Candidate", "Delta", "Judgement", "Stand", "alternative", "delta", "judge"]
