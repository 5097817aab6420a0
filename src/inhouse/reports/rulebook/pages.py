"""The catalogue as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from inhouse.model.rule import Rule, RuleSymbol, status_of
from inhouse.model.rule_proof import Proof
from inhouse.reports.page import Page
from inhouse.reports.rulebook.proof_page import Coverage, coverage
from inhouse.reports.terminal.sheet import Part, Sheet
from inhouse.reports.terminal.words import counted, listed

_LABEL = 12  # cells of the left column of a rule's card
_WIDE = 110  # cells from which on a rule of the list takes a line
_KEY = (
    "names: how many public ones are rewritten, of all; shown: nothing is rewritten, and what the "
    "rule says is shown on the package. Where nothing stands there, it has not been run."
)
_ARROW = 40  # cells at most before what takes a name's place
_STYLES = {"rewritten": "green", "advised": "", "refused": "yellow"}
_LISTED = 24  # names that a rule does not speak of


def list_page(rules: Sequence[Rule], proofs: Mapping[str, Proof], page: Page) -> str:
    """Return the rules with advice, oldest Python, names that are covered, and what they say.

    A line each on a wide page, else two.
    """
    sheet = Sheet(page)
    width = max((sheet.cells(rule.id) for rule in rules), default=0)
    heads = f"{'rule'.ljust(width)}  advice   Python  names    "
    wide = sheet.width >= _WIDE
    lead = heads if wide else f"{heads.rstrip()}"
    sheet.flow([("what it says", "dim")] if wide else [], hanging=len(lead), lead=(lead, "dim"))
    for rule in rules:
        cells = f"{rule.id.ljust(width)}  {rule.advice.ljust(7)}  "
        cells += f"{(rule.min_python or '').ljust(6)}  "
        cells += f"{_state(rule, proofs.get(rule.id)).ljust(7)}  "
        if wide:
            sheet.flow([(rule.summary, "")], hanging=len(cells), lead=(cells, "bold"))
        else:
            sheet.verbatim(cells.rstrip(), "bold")
            sheet.flow([(rule.summary, "")], indent=2)
    sheet.blank()
    complete = [rule for rule in rules if _is_proven(rule)]
    sheet.flow([(f"{counted(len(rules), 'rule')}, {len(complete)} of them complete. {_KEY}", "")])
    return sheet.text()


def rule_page(
    rule: Rule,
    page: Page,
    proof: Proof | None = None,
    pairs: Mapping[str, str] | None = None,
) -> str:
    """Return everything that a rule says, and what is on record of it.

    `pairs` are what takes the place of a call, as source, by the name of the pair.
    """
    sheet = Sheet(page)
    sheet.flow([(rule.id, "bold"), (f"  {rule.tier}, {rule.reason}", "")])
    sheet.flow([(rule.summary, "")])
    sheet.blank()
    otherwise = f"; {rule.otherwise} where a use is not covered" if rule.symbols else ""
    _put(sheet, "advice", [(rule.advice, "bold"), (otherwise, "")])
    if rule.target:
        _put(sheet, "instead", [(rule.target, "")])
    if rule.min_python:
        _put(sheet, "Python", [(f"{rule.min_python} and newer", "")])
    if rule.versions:
        _put(sheet, "versions", [(rule.versions, "")])
    if rule.own_lines is not None:
        _put(sheet, "to own", [(counted(rule.own_lines, "line"), "")])
    for at, text in enumerate(_evidence(rule, proof)):
        _put(sheet, "" if at else "proof", [(text, "")])
    if proof is not None and proof.public:
        _put(sheet, "names", [(_covered(rule, coverage(rule, proof.public)), "")])
    _put(sheet, "from", [(rule.origin, "")])
    for label, lines in (("not when", rule.keep_when), ("see", rule.references)):
        for at, line in enumerate(lines):
            _put(sheet, "" if at else label, [(line, "")])
    _symbols(sheet, rule, pairs or {})
    _unnamed(sheet, rule, proof)
    _shown(sheet, rule)
    return sheet.text()


def made_page(folder: Path, version: str, names: int, unknown: str, known: bool, page: Page) -> str:
    """Return what was made of a new rule, and how to go on."""
    sheet = Sheet(page)
    sheet.flow([(f"made {folder}", "bold"), (f" from {version}: ", "")])
    names_of = unknown or f"{counted(names, 'public name')}, each of them refused for now"
    sheet.flow([(names_of, "")], indent=2)
    if not known:
        sheet.flow(
            [(f'to have it read: rules = ["{folder.parent}"] in [tool.inhouse]', "")], indent=2
        )
    sheet.flow([(f"inhouse rules check {folder.name} says what is missing", "")], indent=2)
    return sheet.text()


def _is_proven(rule: Rule) -> bool:
    return rule.complete and (rule.rewrites or rule.shows)


def _state(rule: Rule, proof: Proof | None) -> str:
    if not rule.complete:
        return ""
    if not _is_proven(rule):
        return "draft"
    if rule.shows:
        return "shown" if proof is not None else "not run"
    if proof is None or not proof.public:
        return "not run"
    names = coverage(rule, proof.public)
    return f"{names.rewritten}/{len(proof.public)}"


def _evidence(rule: Rule, proof: Proof | None) -> Iterator[str]:
    if not rule.complete:
        yield "none: what it says has not been run"
        return
    if not _is_proven(rule):
        yield "none: a draft, in which nothing is rewritten yet"
        return
    if proof is None:
        what = "tests of its claims that are" if rule.shows else "a contract for both sides that is"
        yield f"{what} not on record; `rules check` runs {'them' if rule.shows else 'it'}"
        return
    cases = sum(run.cases for run in proof.runs)
    if rule.shows:
        yield (
            f"{listed(proof.versions)} on Python {listed(proof.pythons)}: "
            f"{counted(len(rule.claims), 'claim')} shown in {counted(cases, 'case')}"
        )
        yield f"each test fails where the package does nothing; checked {proof.checked}"
        return
    differs = sum(run.differs for run in proof.runs)
    text = f"{listed(proof.versions)} on Python {listed(proof.pythons)}: {cases:,} cases agree"
    yield text + (f", {differs:,} differ as announced" if differs else "")
    made = sum(unit.made - unit.equivalent for unit in proof.mutants)
    checked = f"checked {proof.checked}"
    if made:
        killed = sum(unit.killed for unit in proof.mutants)
        checked = f"{killed} of {made} faults in the replacement are noticed; {checked}"
    yield checked


def _covered(rule: Rule, names: Coverage) -> str:
    every = names.rewritten + names.advised + names.refused + names.unnamed
    if rule.shows:
        return f"{every - names.unnamed} of {every} public ones named: nothing is rewritten"
    kind = "a full replacement" if names.full else "a partial replacement"
    parts = [f"{names.rewritten} of {every} public ones rewritten"]
    parts += [f"{names.advised} advised"] if names.advised else []
    parts += [f"{names.refused} refused"] if names.refused else []
    parts += [f"{names.unnamed} not named"] if names.unnamed else []
    return f"{', '.join(parts)}: {kind}"


def _symbols(sheet: Sheet, rule: Rule, pairs: Mapping[str, str]) -> None:
    if not rule.symbols:
        return
    sheet.blank()
    for status in ("rewritten", "advised", "refused"):
        group = [each for each in rule.symbols if each.status == status]
        width = min(max((sheet.cells(each.name) for each in group), default=0), _ARROW)
        for at, symbol in enumerate(group):
            label = "" if at else status
            name = symbol.name.ljust(width)
            after = pairs.get(symbol.pair or "", "")
            to = after or symbol.to or ("another call" if symbol.pair else rule.target or "")
            text = _becomes(symbol, to)
            _put(sheet, label, [(name, _STYLES[status]), (text, "")])


def _unnamed(sheet: Sheet, rule: Rule, proof: Proof | None) -> None:
    names = [name for name in proof.public if status_of(rule, name) is None] if proof else []
    if not names:
        return
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    _put(sheet, "not named", [(", ".join(names[:_LISTED]) + more, "dim")])


def _becomes(symbol: RuleSymbol, to: str) -> str:
    if symbol.status == "refused":
        return f"  {symbol.why}" if symbol.why else ""
    owned = to.removeprefix("_inhouse.")
    shown = f" → {owned}, owned" if owned != to else f" → {to}" if to else ""
    if symbol.keywords is not None:
        shown += f", with no keyword but {listed(symbol.keywords)}" if symbol.keywords else ""
        shown += "" if symbol.keywords else ", without keywords"
    if not shown:
        return f"  {symbol.why}" if symbol.why else ""
    return shown + (f"; {symbol.why}" if symbol.why else "")


def _shown(sheet: Sheet, rule: Rule) -> None:
    """Put what tests show: claims about the package, or differences to what takes its place."""
    lines = [(claim.text, f" (shown by {claim.test})") for claim in rule.claims]
    for each in rule.differences:
        seen = f"shown by {each.test}" if each.verified else "reported, not seen"
        lines.append((each.text, f" ({seen})"))
    for at, (text, seen) in enumerate(lines):
        if not at:
            sheet.blank()
        label = "claims" if rule.claims else "differs"
        _put(sheet, "" if at else label, [(text, ""), (seen, "dim")])


def _put(sheet: Sheet, label: str, parts: Sequence[Part]) -> None:
    sheet.flow(parts, hanging=_LABEL, lead=(label, "dim"))
