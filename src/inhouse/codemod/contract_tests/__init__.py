"""The generated tests: what the project expects of a package, recorded from the original."""

from __future__ import annotations

from inhouse.codemod.contract_tests.choosing import choose
from inhouse.codemod.contract_tests.looking import observed
from inhouse.codemod.contract_tests.placing import place_of_tests, style_of_tests
from inhouse.codemod.contract_tests.recording import record
from inhouse.codemod.contract_tests.rendering import collected, render

__all__ = [
    "choose",
    "collected",
    "observed",
    "place_of_tests",
    "record",
    "render",
    "style_of_tests",
]
