"""The records of rules: what was checked, whether it still stands, and the page made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from inhouse.catalogue import PROOF, Catalogue, write_texts
from inhouse.errors import UsageError
from inhouse.model.rule import Rule, status_of
from inhouse.model.rule_check import RuleCheck
from inhouse.model.rule_proof import Proof, Ran
from inhouse.pipeline.rules import proof_of
from inhouse.reports.rulebook.proof_page import Proven, proof_page
from inhouse.rulebook.record import proof_text, read_proof, renewed
from inhouse.verifier.contract import checker_digest

PAGE = "PROOF.md"


class Records:
    """The records beside the rules of a catalogue, each read when it is first asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.checker = checker_digest()
        self._found: dict[str, Proof | None] = {}

    def of(self, name: str) -> Proof | None:
        """Return a rule's record, None where it has none; RuleError where it cannot be read."""
        if name not in self._found:
            text = self.catalogue.proof(name)
            place = str(self.catalogue.place(name) / PROOF)
            self._found[name] = None if text is None else read_proof(text, place)
        return self._found[name]

    def holds(self, check: RuleCheck) -> bool:
        """Tell whether neither the rule's files nor the checker changed since the record."""
        record = self.of(check.name)
        return record is not None and (record.files, record.checker) == (check.files, self.checker)

    def contradicted(self, check: RuleCheck) -> Iterator[str]:
        """Yield what the record of a check that passed says otherwise, on the Pythons that ran."""
        record = self.of(check.name)
        mend = f"run `inhouse rules check {check.name} --write-proof`"
        if record is None:
            yield f"{PROOF}: is missing; {mend}"
            return
        new = self.made(check)
        ran = {run.python for run in new.runs}
        if record.files != new.files:
            yield f"{PROOF}: is of other files than there are now; {mend}"
        elif [run for run in record.runs if run.python in ran] != list(new.runs):
            yield f"{PROOF}: has other versions or cases than ran now; {mend}"
        elif record.mutants != new.mutants or record.public != new.public:
            yield f"{PROOF}: has other mutants or public names than were found now; {mend}"
        elif record.checker != new.checker:
            yield f"{PROOF}: was made by another checker; {mend}"

    def made(self, check: RuleCheck) -> Proof:
        """Return the record that a check which passed gives, dated today or as it was."""
        runs = tuple(
            Ran(
                version=run.version or "",
                python=".".join(run.python.split(".")[:2]),
                cases=run.cases,
                differs=run.differs,
            )
            for run in check.runs
        )
        new = Proof(
            files=check.files,
            checker=self.checker,
            checked=datetime.now(UTC).date().isoformat(),
            runs=runs,
            mutants=tuple(replace(each, survivors=()) for each in check.mutants),
            public=check.public,
        )
        return renewed(self.of(check.name), new)


def write_proofs(catalogue: Catalogue, checks: Sequence[RuleCheck]) -> tuple[Path, ...]:
    """Write the records of the checks that passed, and the pages of their folders.

    Return the pages. UsageError where a rule belongs to an installed inhouse.
    """
    records = Records(catalogue)
    folders: dict[Path, None] = {}
    for check in checks:
        place = catalogue.place(check.name)
        if "site-packages" in place.parts:
            raise UsageError("--write-proof: the built-in rules are written in a checkout only")
        folders[place.parent] = None
        if check.ok and check.runs:
            text = proof_text(records.made(check))
            write_texts(place, {PROOF: text})
    for folder in folders:
        write_texts(folder, {PAGE: page_of(catalogue, folder)})
    return tuple(folder / PAGE for folder in folders)


def page_of(catalogue: Catalogue, folder: Path) -> str:
    """Return the text of PROOF.md of one folder of rules."""
    proven = []
    for name in catalogue.names():
        rule = catalogue.get(name)
        if rule is None or catalogue.place(name).parent != folder or not rule.complete:
            continue
        proven.append(Proven(rule=rule, proof=proof_of(catalogue, rule)))
    return proof_page(proven)


def unnamed(rule: Rule, public: Sequence[str]) -> tuple[str, ...]:
    """Return the public names of the package that the rule does not speak of."""
    return tuple(name for name in public if status_of(rule, name) is None)
