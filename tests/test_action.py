"""action.yml: its steps are run as they are, with the variables and the event that GitHub sets."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.actions import ROOT, Hub, Job, Ran, event, from_fork, load
from tests.gating.shops import LARGE, Pack, Shop, commit, git, open_shop
from tests.loopback import Loopback

ACTIONS = (ROOT / "action.yml", ROOT / ".ci" / "comment" / "action.yml")
COMPARE = "Compare with the base"
OLD = Pack(name="old")
TINY = Pack(name="tiny-thing")
LATER = Pack(name="later")
USED = "import old, tiny_thing\nold.one()\ntiny_thing.one()\n"
pytestmark = pytest.mark.once


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with Loopback() as server:
        made = open_shop(tmp_path / "hub", server)
        made.write({"shop.py": "import old\nold.one()\n"})
        made.lock(OLD)
        made.settle()
        git(made.folder, "checkout", "-q", "-b", "change")
        yield made


def job(shop: Shop, clone: Path, variables: Mapping[str, str], **inputs: str) -> Job:
    """Return a job of which Python is set up and inhouse installed."""
    folder = clone.parent / "runner"
    ours = folder / "temp" / "inhouse.x"
    ours.mkdir(parents=True)
    subprocess.run(
        [sys.executable, "-I", "-m", "venv", "--without-pip", ours / "environment"], check=True
    )
    index = {"PIP_INDEX_URL": f"{shop.server.url}/simple"}
    given = {"install": {"folder": str(ours), "python": sys.executable}}
    return Job(
        folder=folder,
        workspace=clone,
        variables={**index, **variables},
        inputs=inputs,
        steps={**given},
    )


def pull_request(shop: Shop, depth: int = 0, **inputs: str) -> Ran:
    """Commit what lies there as a pull request from a fork; run the gate as for it."""
    head = commit(shop.folder)
    base = git(shop.folder, "rev-parse", "main")
    hub = Hub(store=shop.folder)
    merge = hub.merged("main", head)
    clone = hub.checkout(shop.folder.parent / "clone", merge, depth)
    said = event(shop.folder.parent / "event", "pull_request", merge, from_fork(base, head))
    return job(shop, clone, said, **inputs).run(COMPARE)


def test_a_change_that_adds_nothing_passes(shop: Shop) -> None:
    shop.write({"readme.txt": "new"})
    ran = pull_request(shop)
    assert (ran.code, ran.outputs["passed"], ran.outputs["exit-code"]) == (0, "true", "0")
    assert "::error" not in ran.log
    assert ran.summary.startswith("<!-- inhouse gate -->\n")
    assert json.loads(Path(ran.outputs["json"]).read_text())["passed"] is True
    assert Path(ran.outputs["sarif"]).is_file()
    assert Path(ran.outputs["markdown"]).read_text() == ran.summary


@pytest.mark.parametrize("depth", [0, 2])
def test_a_tiny_newcomer_from_a_fork_fails_at_its_line(shop: Shop, depth: int) -> None:
    shop.lock(OLD, TINY)
    shop.write({"shop.py": USED})
    ran = pull_request(shop, depth)
    assert (ran.code, ran.outputs["passed"]) == (1, "false")
    assert re.search(r"^::error file=pyproject\.toml,line=5,title=new-micro", ran.log, re.MULTILINE)
    assert "tiny-thing" in ran.summary
    assert set(ran.outputs) == {"passed", "exit-code", "reports", "json", "markdown", "sarif"}


def test_what_the_target_gained_meanwhile_is_not_the_change_s(shop: Shop) -> None:
    shop.write({"readme.txt": "new"})
    commit(shop.folder)
    git(shop.folder, "checkout", "-q", "main")
    shop.lock(OLD, LATER)
    commit(shop.folder)
    git(shop.folder, "checkout", "-q", "change")
    ran = pull_request(shop, 2)
    assert ran.code == 0
    assert json.loads(Path(ran.outputs["json"]).read_text())["added"] == []


def test_a_clone_of_one_commit_says_what_to_set(shop: Shop) -> None:
    ran = pull_request(shop, 1)
    assert (ran.code, ran.outputs["passed"], ran.outputs["exit-code"]) == (2, "unknown", "2")
    assert "json" not in ran.outputs
    assert re.search(r"^::error title=inhouse gate::.*fetch-depth: 0", ran.log, re.MULTILINE)
    assert "not judged\n\n    " in ran.summary


@pytest.mark.parametrize("depth", [0, 2])
def test_a_push_to_the_default_branch_looks_at_what_was_pushed(shop: Shop, depth: int) -> None:
    before = git(shop.folder, "rev-parse", "main")
    git(shop.folder, "checkout", "-q", "main")
    shop.lock(OLD, TINY)
    after = commit(shop.folder)
    clone = Hub(store=shop.folder).checkout(shop.folder.parent / "clone", after, depth)
    payload = {"ref": "refs/heads/main", "before": before, "after": after}
    ran = job(shop, clone, event(shop.folder.parent / "event", "push", after, payload)).run(COMPARE)
    assert (ran.code, ran.outputs["passed"]) == (1, "false")


def test_a_merge_queue_compares_with_the_base_of_its_group(shop: Shop) -> None:
    base = git(shop.folder, "rev-parse", "main")
    shop.lock(OLD, TINY)
    head = commit(shop.folder)
    clone = Hub(store=shop.folder).checkout(shop.folder.parent / "clone", head)
    group = {"head_sha": head, "base_sha": base, "base_ref": "refs/heads/main"}
    said = event(shop.folder.parent / "event", "merge_group", head, {"merge_group": group})
    ran = job(shop, clone, said).run(COMPARE)
    assert (ran.code, ran.outputs["passed"]) == (1, "false")


@pytest.mark.parametrize(("wanted", "code"), [("warn", 0), ("fail", 3)])
def test_a_silent_index_warns_or_fails_as_asked(shop: Shop, wanted: str, code: int) -> None:
    shop.lock(OLD, TINY)
    for path in (f"/files/{TINY.file}", "/simple/tiny-thing/"):
        shop.server.routes[path].status = 500
    ran = pull_request(shop, incomplete=wanted)
    assert (ran.code, ran.outputs["passed"], ran.outputs["exit-code"]) == (code, "unknown", "3")
    assert ("::warning title=inhouse gate::" in ran.log) == (wanted == "warn")
    assert ("::error title=inhouse gate::" in ran.log) == (wanted == "fail")


def test_base_lock_and_policy_are_passed_on_whatever_they_hold(shop: Shop) -> None:
    ran = pull_request(shop, base="--help; echo $(id) `id` ${{ x }}")
    assert ran.code == 2
    assert "--base '--help; echo $(id) `id` ${{ x }}': neither" in ran.log
    assert "uid=" not in ran.log


def test_files_of_the_change_are_neither_run_nor_believed(shop: Shop) -> None:
    shop.lock(OLD, TINY)
    trap = "import pathlib\npathlib.Path(__file__).with_name('sprung').write_text('')\n"
    names = ("inhouse.py", "json.py", "secrets.py", "sitecustomize.py", "usercustomize.py")
    packed = ".venv/lib/python3.12/site-packages"
    info = f"{packed}/tiny_thing-1.0.dist-info"
    shop.write({
        **dict.fromkeys(names, trap),
        "inhouse/__init__.py": trap,
        "inhouse/__main__.py": trap,
        ".venv/pyvenv.cfg": "version = 3.12\n",
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: tiny-thing\nVersion: 1.0\n",
        f"{info}/RECORD": "tiny_thing.py,,\n",
        f"{packed}/tiny_thing.py": LARGE,
    })  # fmt: skip
    ran = pull_request(shop)
    assert (ran.code, ran.outputs["passed"]) == (1, "false")
    assert list((shop.folder.parent / "clone").rglob("sprung")) == []


def test_commands_in_messages_are_not_carried_out(shop: Shop) -> None:
    shop.write({"uv.lock": "::set-output name=passed::true\n= = ="})
    ran = pull_request(shop, lock="x\n::error::y\n##[set-output name=passed]true")
    assert (ran.code, ran.outputs["passed"]) == (2, "unknown")
    stop = re.search(r"^::stop-commands::([0-9a-f]{32})$", ran.log, re.MULTILINE)
    assert stop is not None
    quiet, after = ran.log[stop.end() :].split(f"\n::{stop[1]}::\n")
    assert "##[set-output" in quiet
    lines = [line for line in after.splitlines() if line]
    assert all(line.startswith("::error title=inhouse gate::") for line in lines)


@pytest.mark.index
def test_inhouse_is_installed_with_hashes_and_runs(shop: Shop) -> None:
    shop.lock(OLD, TINY)
    shop.write({"shop.py": USED, "requirements.txt": "", "pip.conf": "[global]\nno-index = 1\n"})
    head, base = commit(shop.folder), git(shop.folder, "rev-parse", "main")
    hub = Hub(store=shop.folder)
    merge = hub.merged("main", head)
    clone = hub.checkout(shop.folder.parent / "clone", merge)
    whole = Job(
        folder=shop.folder.parent / "runner",
        workspace=clone,
        variables=event(shop.folder.parent / "event", "pull_request", merge, from_fork(base, head)),
        steps={"python": {"python-path": sys.executable}},
    )
    done = whole.run("Install inhouse")
    assert done.code == 0, done.log
    assert done.outputs["python"].startswith(done.outputs["folder"])
    ran = whole.run(COMPARE)
    assert (ran.code, ran.outputs["passed"]) == (1, "false"), ran.log


@pytest.mark.parametrize("path", ACTIONS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_script_holds_an_expression_and_all_else_is_pinned(path: Path) -> None:
    action = load(path)
    steps: list[dict[str, Any]] = action["runs"]["steps"]
    for step in steps:
        assert "${{" not in step.get("run", "")
        assert "run" in step or re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"])
    pinned = set(re.findall(r"\S+@[0-9a-f]{40} # v\S+", path.read_text()))
    assert len(pinned) == sum("uses" in step for step in steps)
    for output in action.get("outputs", {}).values():
        assert re.fullmatch(r"\$\{\{ steps\.gate\.outputs\.[\w-]+ \}\}", output["value"])
