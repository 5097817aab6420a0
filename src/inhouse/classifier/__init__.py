"""Evidence + rule + settings -> verdict. Pure: no file, no clock, no network, no package names."""

from inhouse.classifier.advice import classify
from inhouse.classifier.readiness import readiness_of
from inhouse.classifier.subject import Brought, Subject

__all__ = ["Brought", "Subject", "classify", "readiness_of"]
