"""A package that a change brings in where the gate might not look."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.evidence.archives import sha256
from tests.gating.shops import Pack, Shop, codes, git, names, open_shop, pyproject
from tests.loopback import Loopback

pytestmark = pytest.mark.once

OLD = Pack(name="old")
TINY = Pack(name="tiny-thing")
FAILS = [("tiny-thing", "new-micro")]
PLAIN = {"requirements.txt": "old==1.0\n"}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """No commit yet; old and tiny-thing are on its index."""
    with Loopback() as server:
        made = open_shop(tmp_path / "shop", server)
        made.serve(OLD, TINY)
        yield made


def begin(shop: Shop, base: dict[str, str]) -> None:
    shop.write(base)
    shop.settle()
    git(shop.folder, "checkout", "-q", "-b", "change")


def test_what_only_development_installs_is_a_note(shop: Shop) -> None:
    begin(shop, {**PLAIN, "requirements-dev.txt": "-r requirements.txt\n"})
    shop.write({"requirements-dev.txt": "-r requirements.txt\ntiny-thing==1.0\n"})
    done = shop.gate()
    assert (codes(done), codes(done, "note")) == ([], FAILS)


@pytest.mark.parametrize(
    "dev",
    ["-r requirements.txt\nold==1.0\n", "old==1.0\ntiny-thing==1.0\n"],
    ids=["by -r", "twice"],
)
def test_a_list_for_development_does_not_hide_the_projects_own(shop: Shop, dev: str) -> None:
    begin(shop, {**PLAIN, "requirements-dev.txt": dev.replace("tiny-thing==1.0\n", "")})
    shop.write({"requirements.txt": "old==1.0\ntiny-thing==1.0\n", "requirements-dev.txt": dev})
    done = shop.gate()
    assert codes(done) == FAILS
    assert "runtime" in done.report["added"][0]["groups"]


@pytest.mark.parametrize("name", ["web", "requirements-deploy", "worker"])
def test_a_list_that_is_for_no_development_is_the_projects_own(shop: Shop, name: str) -> None:
    begin(shop, {f"requirements/{name}.in": "old\n", f"requirements/{name}.txt": "old==1.0\n"})
    shop.write({f"requirements/{name}.in": "old\ntiny-thing\n"})
    assert codes(shop.gate()) == FAILS
    shop.write({f"requirements/{name}.txt": "old==1.0\ntiny-thing==1.0\n"})
    done = shop.gate()
    assert (codes(done), done.report["added"][0]["groups"]) == (FAILS, ["runtime"])


def test_what_the_project_needs_is_not_hidden_in_a_lock_for_development(shop: Shop) -> None:
    begin(shop, {"pyproject.toml": pyproject(["old"]), "requirements-dev.txt": "old==1.0\n"})
    shop.write({"requirements-dev.txt": "old==1.0\ntiny-thing==1.0\n"})
    assert codes(shop.gate(), "note") == FAILS
    shop.write({"pyproject.toml": pyproject(["old", "tiny-thing"])})
    assert codes(shop.gate()) == FAILS


def test_a_list_that_the_build_reads_is_the_projects_own(shop: Shop) -> None:
    build = "[tool.setuptools.dynamic]\ndependencies = {file = ['requirements/dev.txt']}\n"
    begin(shop, {"pyproject.toml": build, "requirements/dev.txt": "old==1.0\n"})
    shop.write({"requirements/dev.txt": "old==1.0\ntiny-thing==1.0\n"})
    assert codes(shop.gate()) == FAILS


def test_the_main_group_of_poetry_is_the_project(shop: Shop) -> None:
    table = "[tool.poetry]\nname = 'shop'\n[tool.poetry.dependencies]\nold = '*'\n"
    begin(shop, {"pyproject.toml": table, **PLAIN})
    more = "[tool.poetry.group.main.dependencies]\ntiny-thing = '*'\n"
    shop.write({"pyproject.toml": table + more})
    assert codes(shop.gate()) == FAILS


def test_a_lock_that_is_moved_out_of_sight_is_told(shop: Shop) -> None:
    begin(shop, {**PLAIN, "requirements-dev.txt": "old==1.0\n"})
    shop.write({"deploy/all.txt": "old==1.0\ntiny-thing==1.0\n"})
    (shop.folder / "requirements.txt").unlink()
    assert shop.gate().codes() == ["lock-gone", "same-commit"]
    shop.write({"requirements.lock": "old==1.0\n"})
    assert shop.gate().codes() == ["same-commit"]


def test_a_list_that_is_emptied_asks_for_nothing(shop: Shop) -> None:
    begin(shop, {**PLAIN, "requirements-dev.txt": "old==1.0\n"})
    shop.write({"requirements-dev.txt": "\n"})
    assert (shop.gate().code, names(shop.gate())) == (0, [])
    shop.write({"requirements.txt": ""})
    done = shop.gate()
    assert (done.code, done.report["removed"]) == (0, ["old"])
    shop.write({"requirements.txt": "tiny-thing==1.0\n"})
    assert codes(shop.gate()) == FAILS


@pytest.mark.parametrize(
    "listed",
    ["old==1.0\ntiny-thing\n", "old==1.0\ntiny-thing>=0.5\nold>=1\n", "old\ntiny-thing==1.0\n"],
)
def test_leaving_versions_out_hides_nothing(shop: Shop, listed: str) -> None:
    begin(shop, {**PLAIN, "requirements-more.txt": "old==1.0\n"})
    shop.write({"requirements.txt": listed})
    assert codes(shop.gate()) == FAILS


def test_a_new_list_that_is_no_lock_is_told(shop: Shop) -> None:
    begin(shop, {**PLAIN, "requirements-loose.txt": "old\n"})
    assert "no-lock" not in shop.gate().codes()
    shop.write({"requirements.txt": "# same\nold==1.0\n", "requirements-new.txt": "tiny-thing\n"})
    done = shop.gate()
    assert codes(done) == FAILS  # as what is asked for without being locked
    (note,) = (each for each in done.report["notes"] if each["code"] == "no-lock")
    assert note["text"] == ("requirements-new.txt does not pin every package, so it is no lock")


def test_a_lock_that_can_no_longer_be_read_does_not_drop_out(shop: Shop) -> None:
    begin(shop, {**PLAIN, "requirements-more.txt": "old==1.0\n"})
    shop.write({"requirements.txt": "-r ../elsewhere.txt\ntiny-thing==1.0\n"})
    done = shop.gate()
    assert (done.code, "requirements.txt: line 1: includes" in done.err) == (2, True)


def test_a_list_in_the_root_does_not_stand_for_those_in_the_folder(shop: Shop) -> None:
    begin(shop, {"requirements/prod.txt": "old==1.0\n"})
    shop.write({**PLAIN, "requirements/prod.txt": "old==1.0\ntiny-thing==1.0\n"})
    assert codes(shop.gate()) == FAILS


def test_a_lock_where_the_settings_say_is_compared(shop: Shop) -> None:
    named = '[tool.inhouse]\nlock = "deploy/all.txt"\n'
    begin(shop, {"pyproject.toml": named, "deploy/all.txt": "old==1.0\n"})
    assert (shop.gate().code, names(shop.gate())) == (0, [])
    shop.write({"deploy/all.txt": "old==1.0\ntiny-thing==1.0\n", "pyproject.toml": ""})
    assert codes(shop.gate()) == FAILS


def test_a_lock_that_the_option_names_is_compared_with_itself(shop: Shop) -> None:
    begin(shop, {"deploy/all.txt": "old==1.0\n"})
    done = shop.gate("--lock", "deploy/all.txt")
    assert (done.code, names(done)) == (0, [])
    shop.write({"deploy/all.txt": "old==1.0\ntiny-thing==1.0\n"})
    assert codes(shop.gate("--lock", shop.folder / "deploy/all.txt")) == FAILS


def test_a_lock_of_the_base_that_only_the_change_names_makes_nothing_known(shop: Shop) -> None:
    begin(shop, {**PLAIN, "examples/requirements.txt": "tiny-thing==1.0\n"})
    more = '[tool.inhouse]\nlock = "examples/requirements.txt"\n'
    shop.write({"requirements.txt": "old==1.0\ntiny-thing==1.0\n", "pyproject.toml": more})
    assert codes(shop.gate()) == FAILS


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("-r https://evil.example/all.txt", "https://evil.example/all.txt is not read"),
        ("git+https://evil.example/tiny.git", "has no name"),
        ("https://evil.example/tiny.zip", "has no name"),
    ],
)
def test_an_entry_without_a_name_is_a_finding(shop: Shop, line: str, says: str) -> None:
    begin(shop, PLAIN)
    shop.write({"requirements.txt": f"old==1.0\n{line}\n"})
    done = shop.gate()
    (finding,) = done.report["findings"]
    assert (finding["code"], finding["level"], done.code) == ("unknown", "note", 0)
    assert says in finding["text"]
    assert finding["place"] == {"file": "requirements.txt", "line": 2}
    shop.settle()
    strict = "[tool.inhouse.gate]\nalso-fail = ['unknown']\n"
    shop.write({"pyproject.toml": strict, "requirements.txt": f"# more\nold==1.0\n{line}\n"})
    assert shop.gate("--base", "HEAD").report["findings"][0]["code"] == "policy-changed"
    assert codes(shop.gate("--base", "main", "--policy", "head")) == [("", "unknown")]


def test_a_folder_without_a_name_is_the_projects_own(shop: Shop) -> None:
    begin(shop, PLAIN)
    shop.write({"requirements.txt": "old==1.0\n./parts/ours\n-e ./parts/more\n"})
    assert shop.gate().report["findings"] == []


def test_an_archive_in_the_project_is_not_the_projects_own(shop: Shop) -> None:
    begin(shop, PLAIN)
    (shop.folder / TINY.file).write_bytes(TINY.data)
    shop.write({"requirements.txt": f"old==1.0\n./{TINY.file}\n"})
    done = shop.gate()
    assert (names(done), codes(done, "note")) == (["tiny-thing"], [("tiny-thing", "unknown")])


def test_a_known_name_from_elsewhere_is_a_finding(shop: Shop) -> None:
    begin(shop, PLAIN)
    shop.write({"requirements.txt": "old @ git+https://me:pw@evil.example/o/old.git@abc\n"})
    done = shop.gate()
    assert (names(done), codes(done, "note")) == ([], [("old", "foreign-index")])
    text = done.report["findings"][0]["text"]
    assert "now locked from the repository evil.example/o/old:" in text
    shop.settle()
    shop.write({"requirements.txt": "old @ git+https://evil.example/o/old.git@def\n"})
    assert shop.gate("--base", "HEAD").report["findings"] == []


def test_a_manifest_without_its_lock_is_judged_by_the_newest_release(shop: Shop) -> None:
    """Else it would be known once it is merged, and the lock that follows would pass."""
    shop.lock(OLD)
    begin(shop, {})
    shop.write({"pyproject.toml": pyproject(["old", "tiny-thing"])})
    done = shop.gate()
    assert (codes(done), "not-locked" in done.codes()) == (FAILS, True)
    assert done.report["findings"][0]["place"] == {"file": "pyproject.toml", "line": 5}
    shop.write({"pyproject.toml": pyproject(["old"], dev=["tiny-thing"])})
    assert codes(shop.gate()) == []
    done = shop.gate("--offline", "--no-cache")
    assert codes(done, "note") == [("tiny-thing", "unknown")]


def test_a_folder_that_the_manifest_names_as_a_source_is_the_projects_own(shop: Shop) -> None:
    shop.lock(OLD)
    begin(shop, {})
    table = "[tool.uv.sources]\ntiny-thing = {{ path = '{}' }}\n"
    part = "\n[[package]]\nname = 'tiny-thing'\nversion = '1'\n"
    part += "source = { directory = 'vendor/tiny' }\n"
    lock = (shop.folder / "uv.lock").read_text() + part
    manifest = pyproject(["old", "tiny-thing"])
    shop.write({"uv.lock": lock, "pyproject.toml": manifest + table.format("vendor/tiny")})
    assert (shop.gate().code, names(shop.gate())) == (0, [])
    for more in ("", table.format("tiny.whl"), "[tool.uv]\nsources = 1\n"):
        shop.write({"pyproject.toml": manifest + more})
        assert codes(shop.gate()) == FAILS


def test_a_file_that_cannot_be_written_lets_nothing_pass(shop: Shop) -> None:
    begin(shop, PLAIN)
    nowhere = "junit=nowhere/gate.xml"
    assert shop.gate("--output", nowhere).code == 3
    shop.write({"requirements.txt": "old==1.0\ntiny-thing==1.0\n"})
    done = shop.gate("--output", nowhere)
    assert (done.code, "nowhere/gate.xml: cannot be written" in done.err) == (1, True)


def test_what_no_lock_ever_held_is_no_news(shop: Shop) -> None:
    shop.lock(OLD)
    begin(shop, {"pyproject.toml": pyproject(["old", "tiny-thing"])})
    shop.write({"pyproject.toml": pyproject(["old", "tiny-thing"], more="# more\n")})
    assert (shop.gate().code, names(shop.gate())) == (0, [])


def test_a_member_whose_manifest_alone_changes_is_looked_at(shop: Shop) -> None:
    shop.lock(OLD, more='\n[tool.uv.workspace]\nmembers = ["parts/*"]\n')
    begin(shop, {"parts/a/pyproject.toml": '[project]\nname = "a"\nversion = "1"\n'})
    assert shop.gate().report["added"] == []
    part = '[project]\nname = "a"\nversion = "1"\ndependencies = ["tiny-thing", "shop"]\n'
    shop.write({"parts/a/pyproject.toml": part})
    assert codes(shop.gate()) == FAILS


def pipfile_lock(shop: Shop, *packs: Pack) -> str:
    entry = {"index": "it", "version": "==1.0"}
    locked = {each.name: {**entry, "hashes": [f"sha256:{sha256(each.data)}"]} for each in packs}
    sources = [{"name": "it", "url": f"{shop.server.url}/simple", "verify_ssl": True}]
    meta = {"hash": {"sha256": "x"}, "pipfile-spec": 6, "requires": {}, "sources": sources}
    return json.dumps({"_meta": meta, "default": locked, "develop": {}})


def test_a_package_that_nothing_needs_counts_as_asked_for(shop: Shop) -> None:
    """Whoever installs from the lock gets it, whatever the manifest says."""
    begin(shop, {"Pipfile": '[packages]\nold = "*"\n', "Pipfile.lock": pipfile_lock(shop, OLD)})
    shop.write({"Pipfile.lock": pipfile_lock(shop, OLD, TINY)})
    done = shop.gate()
    assert (codes(done), "not-needed" in done.codes()) == (FAILS, True)


def test_a_package_that_a_locked_one_needs_after_all_is_believed(shop: Shop) -> None:
    """An extra that is newly asked for: the version of what brings it stays the same."""
    needy = Pack(name="needy", needs=("tiny-thing; extra == 'x'",))
    shop.serve(needy)
    pipfile = {"Pipfile": '[packages]\nneedy = "*"\n'}
    begin(shop, {**pipfile, "Pipfile.lock": pipfile_lock(shop, needy)})
    shop.write({"Pipfile.lock": pipfile_lock(shop, needy, TINY)})
    assert codes(shop.gate()) == []


@pytest.mark.parametrize("kind", ["list", "uv"])
def test_a_lock_is_not_believed_about_who_needs_a_newcomer(shop: Shop, kind: str) -> None:
    if kind == "list":
        begin(shop, PLAIN)
        shop.write({"requirements.txt": "old==1.0\ntiny-thing==1.0\n    # via old\n"})
    else:
        shop.lock(OLD)
        begin(shop, {})
        shop.lock(OLD, TINY, asked=["old"])
        text = (shop.folder / "uv.lock").read_text()
        old = 'name = "old"\nversion = "1.0"\n'
        forged = f'{old}dependencies = [{{ name = "tiny-thing" }}]\n'
        shop.write({"uv.lock": text.replace(old, forged, 1)})
    done = shop.gate()
    assert codes(done) == FAILS
    assert "the lock says that old needs it, which is not so" in done.out


def test_where_the_metadata_cannot_be_had_the_lock_is_believed(shop: Shop) -> None:
    begin(shop, PLAIN)
    del shop.server.routes[f"/files/{OLD.file}"]
    shop.write({"requirements.txt": "old==1.0\ntiny-thing==1.0\n    # via old\n"})
    assert codes(shop.gate()) == []


def test_what_the_projects_own_folders_need_is_asked_for_by_the_project(shop: Shop) -> None:
    """They change with the project: nothing that was there before brings it."""
    shop.lock(OLD)
    part = '\n[[package]]\nname = "part"\nversion = "1"\nsource = { directory = "part" }\n'
    text = (shop.folder / "uv.lock").read_text().replace("[{ name", '[{ name = "part" }, { name', 1)
    begin(shop, {"uv.lock": text + part})
    shop.lock(OLD, TINY, asked=["old"])
    text = (shop.folder / "uv.lock").read_text().replace("[{ name", '[{ name = "part" }, { name', 1)
    shop.write({"uv.lock": f'{text}{part}dependencies = [{{ name = "tiny-thing" }}]\n'})
    assert codes(shop.gate()) == FAILS


def test_a_name_of_a_part_of_the_project_is_no_cover(shop: Shop) -> None:
    shop.lock(OLD)
    begin(shop, {})
    shop.lock(OLD, TINY)
    part = '\n[[package]]\nname = "tiny-thing"\nversion = "1.0"\nsource = { editable = "." }\n'
    text = (shop.folder / "uv.lock").read_text()
    shop.write({"uv.lock": text + part, "pyproject.toml": pyproject(["old"])})
    assert names(shop.gate()) == ["tiny-thing"]


def test_what_is_locked_for_no_environment_is_told(shop: Shop) -> None:
    def lock(*packs: Pack) -> str:
        text = ""
        for each in packs:
            text += f'[[package]]\nname = "{each.name}"\nversion = "1.0"\noptional = false\n'
            text += 'python-versions = "*"\ngroups = ["main"]\nfiles = []\n'
            text += "markers = \"extra == 'none'\"\n" if each == TINY else ""
        return f'{text}[metadata]\nlock-version = "2.1"\npython-versions = "*"\n'

    begin(shop, {"poetry.lock": lock(OLD), "pyproject.toml": pyproject(["old"])})
    shop.write({"poetry.lock": lock(OLD, TINY)})
    done = shop.gate()
    assert (names(done), codes(done, "note")) == (["tiny-thing"], [("tiny-thing", "unknown")])


RULE = 'schema = 1\ntier = "micro"\nreason = "tiny"\nadvice = "swap"\nsummary = "S"\ntarget = "x"\n'


@pytest.mark.parametrize("change", ["stays", "goes", "is another"])
def test_a_rule_of_the_base_judges_whatever_becomes_of_it(shop: Shop, change: str) -> None:
    more = '\n[tool.inhouse]\nrules = ["own"]\n'
    large = Pack(name="large", code="def f(x):\n    return [x]\n" * 300)
    shop.lock(OLD, more=more)
    begin(shop, {"own/large/rule.toml": RULE})
    shop.lock(OLD, large, more=more)
    if change == "goes":
        (shop.folder / "own/large/rule.toml").unlink()
    elif change == "is another":
        shop.write({"own/large/rule.toml": RULE.replace("micro", "foundation")})
    done = shop.gate()
    assert codes(done) == [("large", "new-micro")]
    assert ("rules-changed" in done.codes()) == (change != "stays")


def test_in_a_part_of_a_workspace_the_way_to_its_lock_is_told(shop: Shop) -> None:
    shop.lock(OLD)
    begin(shop, {"parts/a/pyproject.toml": '[project]\nname = "a"\nversion = "1"\n'})
    part = Shop(folder=shop.folder / "parts/a", server=shop.server)
    done = part.gate()
    assert (done.code, f"that of {shop.folder} may be meant" in done.err) == (2, True)
