"""`inhouse gate` on a real repository: what passes first, then what fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

from tests.gating.shops import LARGE, Pack, Shop, codes, commit, git, names, open_shop, uv_lock
from tests.loopback import Loopback

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "src/inhouse/reports/gate.schema.json").read_text("utf-8"))
OLD = Pack(name="old")
TINY = Pack(name="tiny-thing")
BIG = Pack(name="big", code=LARGE, needs=("inner",))
INNER = Pack(name="inner")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with Loopback() as server:
        made = open_shop(tmp_path / "shop", server)
        made.write({"shop.py": "import old\nold.one()\n"})
        made.lock(OLD)
        made.settle()
        git(made.folder, "checkout", "-q", "-b", "change")
        yield made


def test_an_unchanged_lock_passes_without_a_question(shop: Shop) -> None:
    shop.write({"shop.py": "import old\n"})
    commit(shop.folder)
    done = shop.gate()
    assert (done.code, done.err, done.report["passed"]) == (0, "", True)
    assert (names(done), done.report["findings"]) == ([], [])
    assert shop.server.seen == []


def test_what_was_there_before_is_accepted_upgraded_or_removed(shop: Shop) -> None:
    newer = Pack(name="old", version="2.0")
    shop.lock(newer)
    assert (shop.gate().code, names(shop.gate())) == (0, [])
    shop.lock()
    done = shop.gate()
    assert (done.code, done.report["removed"]) == (0, ["old"])
    assert shop.server.seen == []


def test_a_tiny_newcomer_fails_with_its_alternative(shop: Shop) -> None:
    shop.lock(OLD, TINY)
    shop.write({"shop.py": "import old, tiny_thing\nold.one()\ntiny_thing.one()\n"})
    done = shop.gate()
    jsonschema.validate(done.report, SCHEMA)
    assert (done.code, done.report["passed"], codes(done)) == (
        1, False, [("tiny-thing", "new-micro")],
    )  # fmt: skip
    (finding,) = done.report["findings"]
    assert "inhouse replace tiny-thing" in finding["alternative"]
    assert finding["place"] == {"file": "pyproject.toml", "line": 5}
    (new,) = done.report["added"]
    assert (new["direct"], new["groups"], new["tier"]) == (True, ["runtime"], "micro")


def test_only_the_newcomer_is_asked_about_and_once(shop: Shop) -> None:
    shop.lock(OLD, TINY)
    shop.gate()
    assert [each.path for each in shop.server.seen] == [f"/files/{TINY.file}"]
    shop.gate()
    assert len(shop.server.seen) == 1


def test_what_is_not_used_yet_is_judged_all_the_same(shop: Shop) -> None:
    shop.lock(OLD, TINY, Pack(name="copyleft", license="GPL-3.0-only"))
    done = shop.gate()
    assert codes(done) == [("tiny-thing", "new-micro")]
    assert codes(done, "note") == [("copyleft", "new-micro")]


def test_a_large_newcomer_and_what_it_brings_pass(shop: Shop) -> None:
    shop.lock(OLD, BIG, INNER, asked=["old", "big"])
    done = shop.gate()
    assert (done.code, names(done)) == (0, ["big", "inner"])
    assert codes(done, "note") == [("inner", "new-micro")]
    assert done.report["added"][1]["brought_by"] == ["big"]
    assert done.report["findings"][0]["path"] == ["shop", "big", "inner"]


def test_what_an_old_package_brings_anew_never_fails(shop: Shop) -> None:
    newer = Pack(name="old", version="2.0", needs=("inner",))
    shop.write({"pyproject.toml": "[tool.inhouse.gate]\ntransitive = 'new'\n"})
    shop.lock(newer, INNER, asked=["old"], more="\n[tool.inhouse.gate]\ntransitive = 'new'\n")
    done = shop.gate("--policy", "head")
    assert done.code == 0
    assert done.report["added"][0]["through"] == ["old"]


def test_a_tiny_newcomer_of_a_group_that_does_not_count_is_a_note(shop: Shop) -> None:
    shop.lock(OLD, TINY, dev=["tiny-thing"])
    done = shop.gate()
    assert (done.code, codes(done, "note")) == (0, [("tiny-thing", "new-micro")])
    assert "only in dev" in done.report["findings"][0]["text"]


def test_an_allowance_of_the_change_counts_and_is_told(shop: Shop) -> None:
    allow = '\n[[tool.inhouse.allow]]\nname = "Tiny_Thing"\nreason = "ours"\nwho = "Ada"\n'
    shop.lock(OLD, TINY, more=allow)
    done = shop.gate()
    assert (done.code, done.report["findings"]) == (0, [])
    (allowed,) = done.report["allowed"]
    assert allowed == {
        "name": "tiny-thing", "reason": "ours", "until": None, "who": "Ada", "since": "head",
    }  # fmt: skip
    assert "an entry that this change adds" in shop.gate("--format", "table").out


def test_an_allowance_that_has_ended_fails_and_says_so(shop: Shop) -> None:
    allow = '\n[[tool.inhouse.allow]]\nname = "tiny-thing"\nreason = "ours"\nuntil = 2020-01-01\n'
    shop.lock(OLD, TINY, more=allow)
    done = shop.gate()
    assert codes(done) == [("tiny-thing", "allow-expired")]
    assert "until 2020-01-01 (ours)" in done.report["findings"][0]["text"]


def test_an_allowance_for_nothing_is_a_note(shop: Shop) -> None:
    shop.lock(OLD, more='\n[[tool.inhouse.allow]]\nname = "gone"\nreason = "ours"\n')
    done = shop.gate()
    assert (done.code, codes(done, "note")) == (0, [("gone", "allow-unused")])
    assert done.report["findings"][0]["place"]["line"] == 8


def test_the_base_judges_what_the_change_says_of_itself(shop: Shop) -> None:
    weak = '\n[tool.inhouse.gate]\ntiers = ["foundation"]\n\n[tool.inhouse.thresholds]\nsloc = 0\n'
    shop.lock(OLD, TINY, more=weak)
    done = shop.gate()
    assert codes(done) == [("tiny-thing", "new-micro")]
    assert codes(done, "note") == [("", "policy-changed")]
    text = done.report["findings"][1]["text"]
    assert "thresholds.sloc" in text and "gate.tiers" in text
    assert done.report["policy"] == "base"
    trusted = shop.gate("--policy", "head")
    assert (trusted.code, trusted.report["policy"]) == (0, "head")


def test_allow_from_base_wants_the_entry_merged_first(shop: Shop) -> None:
    policy = '\n[tool.inhouse.gate]\nallow-from = "base"\n'
    git(shop.folder, "checkout", "-q", "main")
    shop.lock(OLD, more=policy)
    shop.settle()
    git(shop.folder, "checkout", "-q", "-B", "change")
    entry = '\n[[tool.inhouse.allow]]\nname = "tiny-thing"\nreason = "ours"\n'
    shop.lock(OLD, TINY, more=policy + entry)
    assert codes(shop.gate()) == [("tiny-thing", "new-micro")]
    git(shop.folder, "checkout", "-q", "--", ".")
    git(shop.folder, "checkout", "-q", "main")
    shop.lock(OLD, more=policy + entry)
    shop.settle()
    git(shop.folder, "checkout", "-q", "-B", "change")
    shop.lock(OLD, TINY, more=policy + entry)
    done = shop.gate()
    assert (done.code, done.report["allowed"][0]["since"]) == (0, "base")


def test_rules_that_the_change_brings_do_not_judge_it(shop: Shop) -> None:
    rule = 'schema = 1\ntier = "foundation"\nreason = "keep"\nadvice = "keep"\nsummary = "Ours."\n'
    more = '\n[tool.inhouse]\nrules = ["own"]\n'
    git(shop.folder, "checkout", "-q", "main")
    shop.lock(OLD, more=more)
    shop.write({"own/other-thing/rule.toml": rule})
    shop.settle()
    git(shop.folder, "checkout", "-q", "-B", "change")
    shop.lock(OLD, TINY, more=more)
    shop.write({"own/tiny-thing/rule.toml": rule})
    done = shop.gate()
    assert codes(done) == [("tiny-thing", "new-micro")]
    assert "rules-changed" in done.codes()
    assert shop.gate("--policy", "head").code == 0


def test_a_lock_that_points_elsewhere_is_a_finding_and_no_request(shop: Shop) -> None:
    with Loopback() as elsewhere:
        lock = uv_lock([OLD], shop.server.url, ["old", "tiny-thing"])
        other = uv_lock([TINY], elsewhere.url, [])
        entry = other[other.index('\n[[package]]\nname = "tiny-thing"') :]
        shop.lock(OLD, TINY)
        shop.write({"uv.lock": lock + entry})
        done = shop.gate()
        assert elsewhere.seen == []
    assert done.code == 0
    assert codes(done, "note") == [("tiny-thing", "foreign-index")]


def test_a_file_on_a_host_that_only_the_change_names_is_not_asked_for(shop: Shop) -> None:
    with Loopback(host="127.0.0.2") as elsewhere:
        shop.lock(OLD, TINY)
        lock = uv_lock([OLD, TINY], shop.server.url, ["old", "tiny-thing"], files=elsewhere.url)
        shop.write({"uv.lock": lock})
        done = shop.gate()
        assert elsewhere.seen == []
    assert codes(done) == [("tiny-thing", "new-micro")]  # by the index, with the lock's hash


def test_an_index_of_the_changes_own_manifest_is_not_asked(shop: Shop) -> None:
    with Loopback() as elsewhere:
        more = f'\n[[tool.uv.index]]\nurl = "{elsewhere.url}/simple"\ndefault = true\n'
        shop.lock(OLD, TINY, more=more)
        done = shop.gate()
        assert elsewhere.seen == []
    assert codes(done) == [("tiny-thing", "new-micro")]


def test_an_index_that_does_not_answer_is_no_failure_and_not_silent(shop: Shop) -> None:
    shop.lock(OLD, TINY)
    shop.server.routes[f"/files/{TINY.file}"].status = 500
    shop.server.routes["/simple/tiny-thing/"].status = 500
    done = shop.gate()
    assert (done.code, done.report["passed"]) == (3, True)
    assert codes(done, "note") == [("tiny-thing", "unknown")]


def test_a_newcomer_that_no_index_has_is_a_note(shop: Shop) -> None:
    shop.lock(OLD, TINY)
    for path in (f"/files/{TINY.file}", "/simple/tiny-thing/"):
        del shop.server.routes[path]
    done = shop.gate()
    assert (done.code, codes(done, "note")) == (0, [("tiny-thing", "unknown")])
    assert shop.gate("--offline").code == 0


def test_a_file_that_is_not_what_was_locked_ends_with_3(shop: Shop) -> None:
    shop.lock(OLD, TINY)
    shop.server.routes[f"/files/{TINY.file}"].body = Pack(name="tiny-thing", code="x = 1\n").data
    shop.server.routes["/simple/tiny-thing/"].status = 404
    done = shop.gate()
    assert (done.code, codes(done, "note")) == (3, [("tiny-thing", "unknown")])


def test_another_format_of_the_same_lock_is_no_news(shop: Shop) -> None:
    (shop.folder / "uv.lock").unlink()
    pins = "old==1.0 --hash=sha256:" + "0" * 64 + "\n    # via shop\n"
    shop.write({"requirements.txt": pins})
    done = shop.gate()
    assert (done.code, names(done), done.report["lockfile"]) == (0, [], "requirements.txt")
    assert shop.server.seen == []


def test_several_locks_are_looked_at_together(shop: Shop) -> None:
    shop.serve(TINY)
    shop.write({"requirements-dev.txt": "old==1.0\ntiny-thing==1.0\n"})
    done = shop.gate()
    assert done.code == 0
    (new,) = done.report["added"]
    assert (new["groups"], new["place"]) == (["dev"], {"file": "requirements-dev.txt", "line": 2})


def test_a_first_lock_accepts_what_was_asked_for_and_what_that_brings(tmp_path: Path) -> None:
    with Loopback() as server:
        shop = open_shop(tmp_path / "shop", server)
        shop.write({"pyproject.toml": '[project]\nname = "shop"\ndependencies = ["big"]\n'})
        shop.settle()
        shop.lock(BIG, INNER, TINY, asked=["big", "tiny-thing"])
        done = shop.gate()
        assert (codes(done), names(done)) == ([("tiny-thing", "new-micro")], ["tiny-thing"])
        assert "first-lock" in done.codes()
        assert [each.path for each in server.seen] == [f"/files/{TINY.file}"]


def test_before_the_first_commit_everything_is_the_start(tmp_path: Path) -> None:
    with Loopback() as server:
        shop = open_shop(tmp_path / "shop", server)
        shop.lock(OLD, TINY)
        done = shop.gate()
        jsonschema.validate(done.report, SCHEMA)
        assert (done.code, names(done), done.codes()) == (0, [], ["first-commit"])
        assert (done.report["base"], server.seen) == ("what is there now", [])
        assert shop.gate("--lock", "uv.lock").code == 0
        shop.settle()
        shop.lock(OLD, TINY, Pack(name="another"))
        assert codes(shop.gate()) == [("another", "new-micro")]


def test_what_moves_from_a_group_to_the_project_is_known_and_told(shop: Shop) -> None:
    git(shop.folder, "checkout", "-q", "main")
    shop.lock(OLD, TINY, dev=["tiny-thing"])
    shop.settle()
    assert shop.gate().codes() == ["same-commit"]
    shop.lock(OLD, TINY)
    done = shop.gate()
    assert (done.code, names(done), done.codes()) == (0, [], ["now-runtime", "same-commit"])
    (told, _) = done.report["notes"]
    assert told["text"].startswith("tiny-thing was asked for by a dependency group only")


def test_a_project_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    with Loopback() as server:
        shop = open_shop(tmp_path / "repo", server)
        shop.folder = shop.folder / "services" / "a shop"
        shop.lock(OLD)
        shop.settle()
        shop.lock(OLD, TINY)
        done = shop.gate()
        assert codes(done) == [("tiny-thing", "new-micro")]
        place = done.report["findings"][0]["place"]
        assert place == {"file": "services/a shop/pyproject.toml", "line": 5}


def test_a_file_can_stand_for_the_base(tmp_path: Path) -> None:
    with Loopback() as server:
        shop = open_shop(tmp_path / "shop", server)
        shop.lock(OLD)
        before = tmp_path / "before" / "uv.lock"
        before.parent.mkdir()
        before.write_bytes((shop.folder / "uv.lock").read_bytes())
        assert shop.gate("--base", before).code == 0
        shop.lock(OLD, TINY)
        done = shop.gate("--base", before)
        assert (codes(done), done.report["base_commit"]) == ([("tiny-thing", "new-micro")], None)
        assert (done.report["policy"], done.codes()) == ("head", ["base-file"])


def test_the_switches_of_the_policy(shop: Shop) -> None:
    policy = (
        "\n[tool.inhouse.gate]\ntiers = []\nmax-new = 1\ndeny = ['big']\n"
        "deny-licenses = ['gpl*']\nalso-fail = ['sdist-only', 'unknown']\n"
    )
    copyleft = Pack(name="copyleft", license="GPL-3.0-only OR (GPL-2.0-only AND MIT)")
    free = Pack(name="free", license="GPL-3.0-only OR MIT")
    shop.lock(
        OLD, BIG, INNER, copyleft, free, asked=["old", "big", "free", "copyleft"], more=policy
    )
    done = shop.gate("--policy", "head")
    assert sorted(codes(done)) == [
        ("", "too-many-new"), ("big", "denied"), ("copyleft", "license"),
    ]  # fmt: skip


def test_a_refused_base_or_lock_is_one_line(shop: Shop) -> None:
    refused: tuple[tuple[list[str | Path], str], ...] = (
        (["--base", "nowhere"], "neither a file nor a commit"),
        (["--base=--upload-pack=touch x"], "neither a file nor a commit"),
        (["--base", shop.folder / "shop.py"], "its name is not that of a lockfile"),
        (["--base", shop.folder / "uv.lock"], "a lock of the working tree"),
        (["--policy", "mine"], "give base or head"),
        (["--format", "xml"], "no such format"),
    )
    for options, says in refused:
        done = shop.gate(*options)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1), done.err
        assert says in done.err


def test_a_broken_lock_of_the_base_is_named(shop: Shop) -> None:
    git(shop.folder, "checkout", "-q", "main")
    shop.write({"uv.lock": "version = 99\n"})
    commit(shop.folder)
    shop.lock(OLD)
    done = shop.gate()
    assert done.code == 2
    assert "uv.lock of " in done.err


def test_names_and_reasons_are_shown_and_not_obeyed(shop: Shop) -> None:
    allow = '\n[[tool.inhouse.allow]]\nname = "tiny-thing"\nreason = "a\\u001b[31mred\\u202e"\n'
    shop.lock(OLD, TINY, more=allow)
    done = shop.gate("--format", "table")
    assert (done.code, "\x1b" in done.out, "\u202e" in done.out) == (0, False, False)
    assert "\\x1b[31mred\\u202e" in done.out


def test_a_project_that_is_moved_is_what_it_was(tmp_path: Path) -> None:
    with Loopback() as server:
        shop = open_shop(tmp_path / "shop", server)
        shop.lock(OLD)
        shop.settle()
        git(shop.folder, "checkout", "-q", "-b", "change")
        part = Shop(folder=shop.folder / "part/of", server=server)
        part.lock(OLD, TINY)
        assert codes(part.gate()) == [("old", "new-micro"), ("tiny-thing", "new-micro")]
        for name in ("uv.lock", "pyproject.toml"):
            (shop.folder / name).unlink()
        done = part.gate()
        assert (codes(done), "moved" in done.codes()) == ([("tiny-thing", "new-micro")], True)
        assert done.report["findings"][0]["place"]["file"] == "part/of/pyproject.toml"
        text = (part.folder / "pyproject.toml").read_text().replace('"shop"', '"another"')
        part.write({"pyproject.toml": text})
        assert names(part.gate()) == ["old", "tiny-thing"]
