"""JUnit XML: a test case for every package that was looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree import ElementTree

from inhouse.model.file_place import FilePlace
from inhouse.reports.findings.found import Case, Findings, Row
from inhouse.reports.visible import visible


@dataclass(slots=True)
class _Test:
    """A package, or a finding that is of none, with what was found."""

    name: str
    place: FilePlace | None
    rows: list[Row] = field(default_factory=list)

    @property
    def errors(self) -> list[Row]:
        return [row for row in self.rows if row.level == "error"]


def junit(findings: Findings) -> str:
    """Return one suite. Errors are failures; what fails nothing is said of a skipped test."""
    tests = _tests(findings)
    name = f"inhouse {findings.command}"
    figures = {
        "tests": len(tests),
        "failures": sum(bool(test.errors) for test in tests),
        "errors": 0,
        "skipped": sum(bool(test.rows and not test.errors) for test in tests),
    }
    counts = {key: str(value) for key, value in figures.items()}
    top = ElementTree.Element("testsuites", {"name": name, **counts})
    suite = ElementTree.SubElement(top, "testsuite", {"name": name, **counts, "time": "0"})
    for test in tests:
        _put(suite, test, findings.command)
    ElementTree.indent(top)
    # Only ASCII, so that the text is the same in every encoding.
    text = ElementTree.tostring(top, encoding="us-ascii").decode("ascii")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _tests(findings: Findings) -> list[_Test]:
    tests = {(case.name, case.version): _test(case) for case in findings.cases}
    named = {name: test for (name, _), test in reversed(tests.items())}
    loose = []
    for row in findings.rows:
        test = tests.get((row.name, row.version)) or named.get(row.name)
        if test is None:
            label = row.label if row.label == row.code else f"{row.code}: {row.label}"
            test = _Test(name=label, place=row.place)
            loose.append(test)
        test.rows.append(row)
    return [*tests.values(), *loose]


def _test(case: Case) -> _Test:
    name = " ".join(part for part in (case.name, case.version) if part)
    return _Test(name=name, place=case.place)


def _put(suite: ElementTree.Element, test: _Test, command: str) -> None:
    attributes = {"name": visible(test.name), "classname": f"inhouse.{command}", "time": "0"}
    if test.place is not None:
        attributes |= {"file": visible(test.place.file), "line": str(max(test.place.line, 1))}
    case = ElementTree.SubElement(suite, "testcase", attributes)
    for row in test.errors:
        failure = ElementTree.SubElement(
            case, "failure", {"message": visible(row.text), "type": visible(row.code)}
        )
        failure.text = _said(row)
    notes = [row for row in test.rows if row.level != "error"]
    if notes and not test.errors:
        ElementTree.SubElement(case, "skipped", {"message": visible(notes[0].text)})
    if notes:
        ElementTree.SubElement(case, "system-out").text = "\n".join(map(_said, notes))


def _said(row: Row) -> str:
    """Return lines in which nothing is left that XML 1.0 does not allow."""
    return "\n".join(map(visible, (f"{row.label} ({row.code})", *row.sentences)))
