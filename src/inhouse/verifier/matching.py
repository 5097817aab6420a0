"""Whether two outcomes are the same, and whether a difference is one that a rule announces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from inhouse.model.proof import Compared, Outcome, Trial
from inhouse.verifier.own_objects import OWN, masked


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A difference that is announced: it explains a case that fits everything that is given.

    `symbols` are the symbols it is about (none: all); the others are regular expressions,
    searched for in `outcome_text` of each side and in the source texts of the values.
    """

    text: str
    symbols: tuple[str, ...] = ()
    original: str = ""
    replacement: str = ""
    values: str = ""

    def explains(self, trial: Trial, original: Outcome, replacement: Outcome) -> bool:
        """Whether this difference explains the case."""
        if self.symbols and trial.script.symbol not in self.symbols:
            return False
        found = [
            (self.original, outcome_text(original)),
            (self.replacement, outcome_text(replacement)),
            (self.values, "\n".join([trial.script.original, *trial.values])),
        ]
        return all(not pattern or re.search(pattern, text) for pattern, text in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sameness:
    """What counts as the same.

    `errors` maps exception classes of the original to those of the replacement that stand for
    them; `messages` says whether the texts and the state of exceptions count, `warnings` whether
    warnings do. With `misuse`, two errors that both say an argument has the wrong type
    (TypeError, AttributeError) are the same where the value was made up, not seen in use.
    `own` are the top-level modules of the package and of what takes its place: where a value
    differs only in being an object of one or of the other, nothing is said (`vague`).
    """

    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    messages: bool = False
    warnings: bool = False
    misuse: bool = True
    known: tuple[Known, ...] = ()
    own: tuple[frozenset[str], frozenset[str]] | None = None

    def difference(self, original: Outcome, replacement: Outcome) -> str | None:
        """Return what differs, in one word; None where both did the same."""
        if original.kind != replacement.kind:
            return replacement.kind
        if original.kind == "raised":
            if not self._same_error(original.type, replacement.type):
                return "exception"
            if self.messages and original.message != replacement.message:
                return "message"
        elif original.kind == "value" and not self._same_inside(original.value, replacement.value):
            return "value" if original.type == replacement.type else "type"
        if original.mutated != replacement.mutated:
            return "mutation"
        if original.output != replacement.output:
            return "output"
        if self.warnings and original.warnings != replacement.warnings:
            return "warnings"
        return None

    def compared(self, trial: Trial, original: Outcome, replacement: Outcome) -> Compared:
        """Return both outcomes as one case."""
        what = self.difference(original, replacement)
        vague = what is not None and self._is_vague(what, original, replacement)
        if vague:
            what = None
        same = what is None or (
            what == "exception"
            and self.misuse
            and {original.type, replacement.type} <= _MISUSE
            and _is_made_up(trial)
        )
        known = None
        if not same:
            for each in self.known:
                if each.explains(trial, original, replacement):
                    known = each.text
                    break
        return Compared(
            trial=trial,
            original=original,
            replacement=replacement,
            same=same,
            known=known,
            vague=vague,
        )

    def _is_vague(self, what: str, original: Outcome, replacement: Outcome) -> bool:
        """Whether both gave an object of their own, and nothing else is to be seen."""
        if self.own is None or what not in ("value", "type"):
            return False
        if original.mutated != replacement.mutated or original.output != replacement.output:
            return False
        mine, theirs = masked(original.value, self.own[0]), masked(replacement.value, self.own[1])
        return mine == theirs and OWN in mine

    def sort_of(self, case: Compared) -> tuple[str, ...]:
        """Return a key that tells sorts of differences apart: what, and how it ended."""
        what = self.difference(case.original, case.replacement) or ""
        kinds = (case.original.kind, case.original.type, case.replacement.kind)
        return (case.known or "", what, *kinds, case.replacement.type)

    def _same_error(self, original: str, replacement: str) -> bool:
        return original == replacement or any(
            _is_called(original, name) and any(_is_called(replacement, each) for each in others)
            for name, others in self.errors.items()
        )

    def _same_inside(self, original: str, replacement: str) -> bool:
        """Compare forms; exceptions may occur in them, as what an iterator raised."""
        if original == replacement:
            return True
        mine, theirs = _RAISED.findall(original), _RAISED.findall(replacement)
        if len(mine) != len(theirs) or not all(map(self._same_error, mine, theirs)):
            return False
        return _RAISED.sub("", original) == _RAISED.sub("", replacement)


_RAISED = re.compile(r'(?<="raised":")[^"]*(?=")')


def _is_called(name: str, symbol: str) -> bool:
    """Whether a class is the one that users import under a name.

    A class may say that it is of an inner module, `tomli._parser.TOMLDecodeError`.
    """
    parts, told = name.split("."), symbol.split(".")
    return parts[-1] == told[-1] and parts[0] == told[0]


_MISUSE = {"TypeError", "AttributeError"}


def _is_made_up(trial: Trial) -> bool:
    """Whether a value was neither seen at a call site or in an example nor is the default."""
    pairs = zip(trial.script.holes, trial.values, strict=True)
    return bool(trial.values) and any(
        value not in hole.examples and value != hole.default for hole, value in pairs
    )


def outcome_text(outcome: Outcome) -> str:
    """Return one line that says how a run ended: `raised ValueError: message`."""
    if outcome.kind == "value":
        return f"value {outcome.type}: {outcome.value}"
    return f"{outcome.kind} {outcome.type}: {outcome.message}"
