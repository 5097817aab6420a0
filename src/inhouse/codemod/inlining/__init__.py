"""Writes the code of other distributions into the project: a part, the whole, or a rule's own."""

from inhouse.codemod.inlining.fingerprints import taken_from, taken_whole
from inhouse.codemod.inlining.ledger import ledger_with, ledger_without, read_ledger
from inhouse.codemod.inlining.licences import origin_of
from inhouse.codemod.inlining.slicing import slice_package
from inhouse.codemod.inlining.snippets import snippet_package
from inhouse.codemod.inlining.vendoring import vendor_package

__all__ = [
    "ledger_with",
    "ledger_without",
    "origin_of",
    "read_ledger",
    "slice_package",
    "snippet_package",
    "taken_from",
    "taken_whole",
    "vendor_package",
]
