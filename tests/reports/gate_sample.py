"""A hand-made answer of the gate: a change that brings four packages and an allowance."""

from __future__ import annotations

from collections.abc import Sequence

from inhouse.model.file_place import FilePlace
from inhouse.model.gate import Allowed, Finding, GateReport, Newcomer
from inhouse.model.lock import Note
from inhouse.model.report import Tool
from inhouse.model.verdict import Advice, Reason, Tier


def newcomer(
    name: str,
    version: str | None,
    tier: Tier = "micro",
    advice: Advice = "vendor",
    *,
    through: Sequence[str] = (),
    place: FilePlace | None = None,
    sloc: int | None = 12,
) -> Newcomer:
    return Newcomer(
        name=name,
        version=version,
        direct=not through,
        groups=("runtime",),
        path=("parcel-tracker", *through, name),
        brought_by=tuple(through),
        through=(),
        tier=tier,
        advice=advice,
        confidence="high",
        rule=None,
        sloc=sloc,
        own_lines=None,
        reasons=(Reason(code="small-code", text="12 code lines."),),
        place=place or FilePlace(file="uv.lock", line=40),
    )


def gate_sample(
    findings: Sequence[Finding] | None = None, added: Sequence[Newcomer] | None = None
) -> GateReport:
    manifest = FilePlace(file="services/parcel tracker/pyproject.toml", line=14)
    packages = (
        newcomer("left-pad", "1.3.0", place=manifest),
        newcomer("pydantic", "2.11.0", "foundation", "keep", sloc=24_310),
        newcomer("tiny-inner", "0.1", through=("pydantic",)),
        newcomer("retrying", "1.3.4", place=manifest),
    )
    found = (
        Finding(
            name="left-pad",
            version="1.3.0",
            code="new-micro",
            text="new and tiny: 12 code lines with one public name",
            path=("parcel-tracker", "left-pad"),
            alternative="use str.rjust",
            place=manifest,
        ),
        Finding(
            name="tiny-inner",
            version="0.1",
            code="new-micro",
            text="new and tiny; passes: it comes with pydantic, which alone can drop it",
            path=("parcel-tracker", "pydantic", "tiny-inner"),
            alternative=None,
            level="note",
            place=FilePlace(file="uv.lock", line=40),
        ),
        Finding(
            name="",
            version=None,
            code="policy-changed",
            text="this change edits [tool.inhouse.gate]: tiers",
            path=(),
            alternative=None,
            level="note",
            place=FilePlace(file="pyproject.toml", line=31),
        ),
    )
    chosen = found if findings is None else tuple(findings)
    return GateReport(
        schema_version=1,
        tool=Tool(name="inhouse", version="0.1.0"),
        passed=all(each.level != "error" for each in chosen),
        project="parcel-tracker",
        lockfile="uv.lock",
        base="origin/main (1a2b3c4d5e)",
        head="the working tree",
        base_commit="1a2b3c4d5e" * 4,
        policy="base",
        added=packages if added is None else tuple(added),
        removed=("six", "mock"),
        findings=chosen,
        allowed=(
            Allowed(
                name="retrying",
                reason="until the client retries by itself",
                until="2030-01-01",
                who="ana",
                since="head",
            ),
        ),
        notes=(Note(code="shallow", text="the clone is shallow, and the merge base was fetched"),),
    )
