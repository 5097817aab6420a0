"""A hand-made run of `replace`: one package taken, one left as it is, one that did not hold."""

from __future__ import annotations

from inhouse.model.lock import Note
from inhouse.model.patch import FileChange, patch_of
from inhouse.model.places import Left
from inhouse.model.replaced import (
    ChangedFile,
    FoundDifference,
    PackageReplaced,
    Proof,
    Replaced,
    ReplaceReport,
    Sites,
    TestCounts,
)
from tests.reports.sample import TOOL

VIEWS = b"from slugify import slugify\n\n\ndef path(title):\n    return slugify(title)\n"
OWNED = b"".join(b"line_%d = %d\n" % (n, n) for n in range(30))


def sample_replaced() -> Replaced:
    changes = (
        FileChange(
            path="src/parcels/views.py",
            before=VIEWS,
            after=VIEWS.replace(b"from slugify", b"from parcels._inhouse.slugify"),
        ),
        FileChange(path="src/parcels/_inhouse/slugify.py", before=None, after=OWNED),
        FileChange(path="types.txt", before=b"slugify", after=None),
    )
    return Replaced(
        report=ReplaceReport(
            tool=TOOL,
            root="/srv/parcel-tracker",
            packages=(_taken(), _left(), _failed()),
            notes=(Note(code="unparsed-source", text="old.py: line 1: Python 2"),),
        ),
        patch=patch_of(changes),
    )


def _taken() -> PackageReplaced:
    return PackageReplaced(
        name="python-slugify",
        version="8.0.4",
        strategy="slice",
        status="planned",
        reason="",
        sites=Sites(rewritten=2, left=0),
        left=(),
        own_lines=152,
        sheds=("python-slugify==8.0.4",),
        files=(
            ChangedFile(path="src/parcels/_inhouse/slugify.py", change="added"),
            ChangedFile(path="src/parcels/views.py", change="modified"),
        ),
        proof=Proof(
            cases=412,
            differences=(
                FoundDifference(
                    call="slugify('\\u1e9e')",
                    original="'ss'",
                    replacement="'s'",
                    known="capital sharp s comes out otherwise",
                    reachable=False,
                ),
            ),
            upstream_tests=TestCounts(passed=78, failed=0, excused=3),
            project_tests=TestCounts(passed=379, failed=1, failed_before=1),
            unproven=("slugify.smart_truncate: no call of it could be made",),
            generated=11,
            python="3.12.1",
            environment=("python-slugify==8.0.4", "text-unidecode==1.3"),
            seconds=4.25,
        ),
        license="MIT",
        requires=("text-unidecode>=1.3",),
        lock="run: uv lock",
        notes=("keep when slugs are stored or published",),
    )


def _left() -> PackageReplaced:
    return PackageReplaced(
        name="toml",
        version="0.10.2",
        strategy="stdlib",
        status="refused",
        reason="2 places cannot be rewritten for sure",
        sites=Sites(rewritten=0, left=2),
        left=(
            Left(file="src/parcels/config.py", line=12, why="toml.dump writes, and tomllib cannot"),
            Left(file="src/parcels/config.py", line=31, why="a call with **options"),
        ),
        own_lines=0,
        sheds=(),
        files=(),
        proof=None,
        license=None,
    )


def _failed() -> PackageReplaced:
    return PackageReplaced(
        name="titlecase",
        version="2.4.1",
        strategy="slice",
        status="failed",
        reason="1 case differs",
        sites=Sites(rewritten=1, left=0),
        left=(),
        own_lines=126,
        sheds=("titlecase==2.4.1",),
        files=(),
        proof=Proof(
            cases=90,
            differences=(
                FoundDifference(call="titlecase('\x1b[31m')", original="''", replacement="'A'"),
            ),
            upstream_tests=None,
            project_tests=TestCounts(passed=1, failed=1, lost=("tests/test_a.py::test_b",)),
            python="3.12.1",
            seconds=1.0,
        ),
        license="MIT",
    )
