"""The proof of one replacement, in labelled lines."""

from __future__ import annotations

from inhouse.model.replaced import FoundDifference, Proof, TestCounts
from inhouse.reports.terminal.labels import put
from inhouse.reports.terminal.sheet import Sheet
from inhouse.reports.terminal.words import counted

_UNPROVEN = 8
_REACHED: dict[bool | None, str] = {
    True: "this project can meet it",
    False: "no call of this project can meet it",
    None: "whether this project can meet it is not known",
}


def put_proof(sheet: Sheet, proof: Proof | None) -> None:
    """Add what was run and what came out."""
    if proof is None:
        put(sheet, "proof", [("none was run: this is a plan only", "yellow")])
        return
    unknown = [each for each in proof.differences if each.known is None]
    where = f"Python {proof.python}" if proof.python else ""
    if proof.cases:
        said = _said(len(unknown), len(proof.differences) - len(unknown))
        text = f"{counted(proof.cases, 'case')}, {said}"
    elif proof.python:
        text = "no case could be run"
    else:
        text = "nothing takes its place, so there is nothing to compare"
    style = "red" if unknown else "green" if proof.cases else "yellow"
    told = f" ({where}, {proof.seconds:.1f} s)" if where else ""
    put(sheet, "proof", [(text, style), (told, "dim")])
    for each in proof.differences:
        _put_difference(sheet, each)
    for text in proof.unproven[:_UNPROVEN]:
        put(sheet, "", [(f"not proven: {text}", "yellow")])
    if len(proof.unproven) > _UNPROVEN:
        put(sheet, "", [(f"and {len(proof.unproven) - _UNPROVEN} more not proven", "yellow")])
    for text in proof.notes:
        put(sheet, "", [(text, "dim")])
    _put_suite(sheet, "its tests", proof.upstream_tests)
    _put_suite(sheet, "tests", proof.project_tests)
    if proof.generated:
        put(sheet, "adds", [(f"{counted(proof.generated, 'generated test')}", "")])


def _said(unknown: int, known: int) -> str:
    if unknown:
        return counted(unknown, "difference")
    if known:
        return f"the same but for {counted(known, 'known difference')}"
    return "the same on both sides"


def _put_difference(sheet: Sheet, found: FoundDifference) -> None:
    style = "yellow" if found.known else "red"
    put(sheet, "differs", [(found.call, style)])
    put(sheet, "", [("original ", "dim"), (found.original, "")])
    put(sheet, "", [("now ", "dim"), (found.replacement, "")])
    if found.known:
        where = _REACHED[found.reachable]
        put(sheet, "", [(f"known: {found.known}; {where}", "dim")])


def _put_suite(sheet: Sheet, label: str, suite: TestCounts | None) -> None:
    if suite is None:
        return
    text = f"{suite.passed} passed, {suite.failed} failed after the change"
    if suite.failed_before:
        text += f" ({suite.failed_before} failed before it too)"
    if suite.excused:
        text += f", {suite.excused} need parts that were not taken"
    put(sheet, label, [(text, "red" if suite.lost else "")])
    for name in suite.lost[:10]:
        put(sheet, "", [(f"lost: {name}", "red")])
    if suite.note:
        put(sheet, "", [(suite.note, "dim")])
