"""An audit of a project with code taken in-house: what its origins say meanwhile."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from inhouse.codemod.inlining import ledger_with, taken_from, taken_whole
from inhouse.evidence.contents import Contents
from inhouse.evidence.slice.answer import closure
from inhouse.evidence.wheel import WheelContents
from inhouse.model.evidence import Missing
from inhouse.model.report import LedgerEntry as Shown
from inhouse.model.report import Report, ReportUpstream
from inhouse.model.taken import LedgerEntry
from inhouse.model.verdict import Advice
from inhouse.pipeline import snapshot
from inhouse.pipeline.commands import audit
from inhouse.pipeline.request import Request
from tests.evidence.archives import sha256, wheel
from tests.loopback import Loopback
from tests.served import Served, project

pytestmark = pytest.mark.once

OLD = """import re

PATTERN = re.compile("a+")


def shout(text):
    return lower(text).upper()


def lower(text):
    return PATTERN.sub("a", text)


def unused():
    return 1
"""
OWNED = b"def shout(text):\n    return text.upper()\n"
NEWER = OLD.replace("a+", "a*").replace(
    "def unused():\n    return 1", "def unused():\n    return 2"
)
LEDGER = "shop/_inhouse/ledger.toml"


class Silent:
    def stage(self, text: str, done: int = 0, total: int | None = None) -> None:
        pass


class Site:
    """A project with one package in its lock and an index that has releases of `tiny`."""

    def __init__(self, folder: Path, server: Loopback) -> None:
        self.server, self.folder = server, folder
        self.shop = project(folder / "shop", server, [Served(name="dep", data=wheel("dep"))])
        self.links: list[tuple[str, str]] = []
        self.request = Request(
            project=self.shop,
            index_url=f"{server.url}/simple",
            cache_dir=folder / "cache",
            advisories=f"pypi:{server.url}",
        )
        self.old = self.release("1.0", {"tiny.py": OLD})

    def release(self, version: str, files: Mapping[str, str], *, data: bytes = b"") -> Contents:
        """Publish a wheel and return its contents."""
        made = data or wheel("tiny", version, files)
        name = f"tiny-{version}-py3-none-any.whl"
        link = self.server.add(f"/files/{name}", made, ranges=True)
        self.links.append((name, f"{link}#sha256={sha256(made)}"))
        self.server.add_page("/simple/tiny/", self.links)
        return WheelContents(made if not data else wheel("tiny"), name, "wheel")

    def own(self, strategy: Advice = "slice", **changes: object) -> LedgerEntry:
        """Write the owned file and the ledger as a replacement would have."""
        if strategy == "vendor":
            taken = taken_whole(self.old.read, ("tiny.py",), ("tiny",))
        else:
            cut = closure(self.old, ("tiny",), ("tiny.shout",))
            assert not isinstance(cut, Missing)
            taken = taken_from(self.old.read, cut)
        entry = LedgerEntry(
            name="tiny",
            version="1.0",
            artifact=self.old.artifact,
            licence="MIT",
            strategy=strategy,
            symbols=("tiny.shout",),
            date="2026-01-02",
            proof="3 cases gave the same",
            files=(("tiny.py", f"sha256:{hashlib.sha256(OWNED).hexdigest()}"),),
            taken=() if strategy == "snippet" else taken,
        )
        entry = replace(entry, **changes)  # type: ignore[arg-type]
        self.write(LEDGER, ledger_with(None, entry).encode())
        self.write("shop/_inhouse/tiny.py", OWNED)
        return entry

    def write(self, rel: str, data: bytes) -> None:
        path = self.shop / rel
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def says(self, *, vulnerable: bool) -> None:
        """Answer questions about `tiny 1.0` and `dep 1.0` as the service does."""
        found = {
            "id": "PYSEC-2026-7",
            "aliases": ["CVE-2026-1"],
            "details": "",
            "fixed_in": ["1.1"],
            "link": None,
            "source": "osv",
            "summary": None,
            "withdrawn": None,
        }
        for name in ("tiny", "dep"):
            document = {
                "info": {"name": name, "version": "1.0"},
                "vulnerabilities": [found] if vulnerable and name == "tiny" else [],
            }
            self.server.add_json(f"/pypi/{name}/1.0/json", document)

    def report(self, **changes: object) -> Report:
        asked = replace(self.request, **changes)  # type: ignore[arg-type]
        return audit(asked, Silent()).report

    def entry(self, **changes: object) -> Shown:
        (found,) = self.report(**changes).ledger
        return found


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    with Loopback() as server:
        yield Site(tmp_path, server)


def test_a_broken_ledger_does_not_stop_the_audit(site: Site) -> None:
    site.write(LEDGER, b"schema_version = 1\n[package.tiny]\nversion = '\\u001b[31m'\n")
    report = site.report(offline=True)
    assert report.ledger == ()
    assert [each.name for each in report.packages] == ["dep"]
    (note,) = [each for each in report.notes if each.code == "ledger"]
    assert note.text.startswith(f"{LEDGER}: ")


def test_names_that_no_file_can_have_do_not_stop_it(site: Site) -> None:
    names = ("a\0b", "c:\\d", "x" * 5_000, "\x1b[2J")
    site.own(files=tuple((name, f"sha256:{'0' * 64}") for name in sorted(names)))
    asked = replace(site.request, offline=True, advisories="none")
    (found,) = audit(asked, Silent()).report.ledger
    assert found.gone == ("shop/_inhouse/\x1b[2J",)
    assert "lies outside the folder" in found.missing["edited"]
    assert snapshot.recall(asked) is None  # files this young are not trusted, and nothing broke


def test_offline_nothing_is_known_and_nothing_asked(site: Site) -> None:
    site.own()
    found = site.entry(offline=True)
    assert found.upstream is None
    assert found.missing["upstream"] == "it is not in the cache, and the run is offline"
    assert found.advisories == "unknown"
    assert found.missing["advisories"] == "offline, and no answer is remembered"
    assert site.server.seen == []


def test_a_failing_index_is_a_reason(site: Site) -> None:
    site.own()
    site.server.routes["/simple/tiny/"].status = 403
    found = site.entry()
    assert found.upstream is None
    assert "403" in found.missing["upstream"]


def test_the_newest_release_needs_no_comparison(site: Site) -> None:
    site.own()
    site.release("2.0rc1", {"tiny.py": NEWER})
    found = site.entry()
    assert found.upstream is None
    assert found.missing["upstream"] == "1.0 is the newest release"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"artifact": "sha256:" + "0" * 64}, "other files of tiny 1.0 than the one taken"),
        ({"version": "0.9", "artifact": "installed:ab"}, "the index has no tiny 0.9 any more"),
        ({"version": "not one"}, "none that an index could have"),
        ({"name": "../../etc"}, "none that an index could have"),
        ({"name": "tiny\x1b[31m"}, "none that an index could have"),
        ({"taken": ()}, "none of its code was copied"),
    ],
)
def test_a_stranger_of_the_same_name_is_not_compared(
    site: Site, changes: Mapping[str, object], why: str
) -> None:
    site.own("slice", **changes)
    site.release("2.0", {"tiny.py": NEWER})
    found = site.entry()
    assert found.upstream is None
    assert why in found.missing["upstream"]
    assert found.advisories == "unknown"


@pytest.mark.parametrize(
    ("files", "data", "why"),
    [
        ({"tiny.py": "def (:\n"}, b"", "2.0 is newer; tiny.py"),
        ({"tiny.py": "x = " + "(" * 10_000}, b"", "2.0 is newer; tiny.py"),
        ({"tiny.py": "#" * 5_000_001}, b"", "there is too much code to compare"),
        ({}, b"no archive", "2.0 is newer; tiny-2.0-py3-none-any.whl"),
        ({}, b"x" * 3_000_001, "above the limit"),
    ],
)
@pytest.mark.parametrize("strategy", ["slice", "vendor"])
def test_a_hostile_release_is_a_reason(
    site: Site, strategy: Advice, files: Mapping[str, str], data: bytes, why: str
) -> None:
    site.own(strategy)
    site.release("2.0", files, data=data)
    found = site.entry()
    assert found.upstream is None
    assert why in found.missing["upstream"]


def test_code_that_was_not_taken_may_change(site: Site) -> None:
    site.own()
    site.release("1.1", {"tiny.py": OLD.replace("return 1", "return 2") + "\n\nMORE = 1\n"})
    assert site.entry().upstream == ReportUpstream(newest="1.1", taken=3, changed=(), vanished=())


def test_changes_to_what_was_taken_are_told(site: Site) -> None:
    site.own()
    moved = NEWER.replace("def lower", "def downcase").replace("lower(text)", "downcase(text)")
    site.release("1.1", {"tiny.py": NEWER})
    site.release("1.4", {"tiny.py": moved})
    assert site.entry().upstream == ReportUpstream(
        newest="1.4",
        taken=3,
        changed=("tiny:PATTERN", "tiny:shout"),
        vanished=("tiny:lower",),
    )


def test_all_of_a_vendored_package_counts(site: Site) -> None:
    site.own("vendor")
    site.release("1.1", {"tiny.py": NEWER})
    assert site.entry().upstream == ReportUpstream(
        newest="1.1", taken=4, changed=("tiny:PATTERN", "tiny:unused"), vanished=()
    )


def test_a_symbol_that_is_gone_leaves_the_rest_comparable(site: Site) -> None:
    site.own()
    site.release("2.0", {"tiny.py": OLD.replace("shout", "yell")})
    assert site.entry().upstream == ReportUpstream(
        newest="2.0", taken=3, changed=(), vanished=("tiny:shout",)
    )


def test_a_module_that_became_a_package_keeps_its_names(site: Site) -> None:
    site.own()
    site.release("2.0", {"tiny/__init__.py": OLD})
    assert site.entry().upstream == ReportUpstream(newest="2.0", taken=3, changed=(), vanished=())


def test_the_page_and_the_release_are_asked_for_once(site: Site) -> None:
    site.own()
    site.release("1.1", {"tiny.py": NEWER})
    site.says(vulnerable=False)
    first = site.entry()
    asked = len([each for each in site.server.seen if "tiny" in each.path])
    assert site.entry() == first
    assert site.entry(offline=True).upstream == first.upstream
    again = len([each for each in site.server.seen if "tiny" in each.path])
    assert again == asked
    blobs = list((site.folder / "cache" / "blob").glob("*/*"))
    for blob in blobs:
        blob.unlink()
    assert site.entry(offline=True).upstream == first.upstream  # digests are kept by artifact


def test_advisories_of_the_origin_are_listed_apart(site: Site) -> None:
    site.says(vulnerable=True)
    site.own()
    report = site.report()
    (found,) = report.ledger
    assert found.advisories == "vulnerable"
    assert [each.id for each in found.vulnerabilities] == ["PYSEC-2026-7"]
    assert (report.summary.vulnerabilities, report.summary.owned_vulnerabilities) == (0, 1)
    assert [each.advisories for each in report.packages] == ["clean"]


def test_an_origin_that_the_service_knows_nothing_against_is_clean(site: Site) -> None:
    site.says(vulnerable=False)
    site.own()
    assert site.entry().advisories == "clean"


def test_an_entry_says_all_that_the_ledger_does(site: Site) -> None:
    entry = site.own("snippet", licence=None)
    found = site.entry(offline=True)
    assert (found.name, found.version, found.symbols) == ("tiny", "1.0", ("tiny.shout",))
    assert (found.strategy, found.date, found.proof) == ("snippet", entry.date, entry.proof)
    assert (found.file, found.lines, found.locked) == (LEDGER, 2, False)
    assert (found.license, found.missing["license"]) == (None, "the ledger names none")


def test_a_package_that_stays_in_the_lock_is_said_to(site: Site) -> None:
    site.own(name="dep")
    assert site.entry(offline=True).locked


def test_what_changed_is_not_answered_from_the_last_report(site: Site) -> None:
    entry = site.own(files=(("data.bin", f"sha256:{'0' * 64}"), ("tiny.py", f"sha256:{'1' * 64}")))
    site.write("shop/_inhouse/data.bin", b"1")
    asked = replace(site.request, offline=True, advisories="none")

    def settle() -> None:
        when = time.time() - 100
        for path in site.shop.rglob("*"):
            os.utime(path, (when, when))

    def kept() -> bool:
        return snapshot.recall(asked) is not None

    settle()
    audit(asked, Silent())
    assert kept()
    site.write("shop/_inhouse/data.bin", b"22")
    assert not kept()
    settle()
    audit(asked, Silent())
    assert kept()
    (site.shop / "shop/_inhouse/data.bin").unlink()
    assert not kept()
    audit(asked, Silent())
    assert kept()
    site.write(LEDGER, ledger_with(None, replace(entry, proof="another")).encode())
    assert not kept()
    audit(asked, Silent())
    settle()
    audit(asked, Silent())
    assert kept()
    site.write("shop/_inhouse/tiny.py", OWNED + b"\n")
    assert not kept()
