"""docs/ci.md: what it gives to copy is complete, agrees with itself, and is carried out."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from inhouse import lockfiles
from tests.actions import ROOT, Hub, load, yaml
from tests.command_line import inhouse
from tests.gating.shops import QUIET, Pack, Shop, commit, git, open_shop
from tests.loopback import Loopback

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
HOOKS = ROOT / ".pre-commit-hooks.yaml"
GATE, SARIF, COMMENT, HOOK, GITLAB, BITBUCKET = (
    yaml.load(textwrap.dedent(block), yaml.BaseLoader)
    for block in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
)
ANYWHERE = re.findall(r"^```sh\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)[0].splitlines()
OLD = Pack(name="old")
NEW = Pack(name="cached-property")
MIDDLE = "inhouse@COMMIT"
pytestmark = pytest.mark.once


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """A change that adds one tiny package, not committed yet."""
    with Loopback() as server:
        made = open_shop(tmp_path / "hub", server)
        made.lock(OLD)
        made.settle()
        git(made.folder, "checkout", "-q", "-b", "change")
        made.lock(OLD, NEW)
        yield made


@pytest.fixture
def source() -> dict[str, str]:
    """Where this inhouse is cloned from."""
    try:
        head = git(ROOT, "rev-parse", "HEAD")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return {"INHOUSE": str(ROOT), "INHOUSE_COMMIT": head}


def surroundings(home: Path, shop: Shop, more: dict[str, str]) -> dict[str, str]:
    """Return the variables of a job: those of this machine's index and git are kept."""
    home.mkdir(exist_ok=True)
    named = {
        "HOME": str(home),
        "PIP_NO_COMPILE": "0",  # means that nothing is compiled: only little of it is imported
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "safe.directory",
        "GIT_CONFIG_VALUE_0": "*",
        **more,
    }
    kept = {key: value for key, value in os.environ.items() if key not in QUIET}
    return {**kept, **named}


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    (job,) = workflow["jobs"].values()
    assert job["timeout-minutes"]
    return list(job["steps"])


def test_the_workflows_use_the_actions_as_they_are() -> None:
    used = [*steps(GATE), *steps(COMMENT), *SARIF]
    ours = {
        f"OWNER/{MIDDLE}": "action.yml",
        "OWNER/inhouse/.ci/comment@COMMIT": ".ci/comment/action.yml",
    }
    assert {each["uses"] for each in used} >= set(ours)
    for each in used:
        if each["uses"] not in ours:
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", each["uses"])
            continue
        inputs = load(ROOT / ours[each["uses"]])["inputs"]
        given = set(each.get("with", {}))
        needed = {name for name, about in inputs.items() if about.get("required") == "true"}
        assert needed <= given <= set(inputs)


def test_the_rights_are_the_least() -> None:
    assert GATE["permissions"] == {"contents": "read"}
    assert set(GATE["on"]) == {"pull_request", "merge_group"}
    assert COMMENT["permissions"] == {}
    assert COMMENT["jobs"]["comment"]["permissions"] == {
        "actions": "read",
        "pull-requests": "write",
    }
    assert [each["uses"].split("@")[0] for each in steps(COMMENT)] == [
        "actions/download-artifact", "OWNER/inhouse/.ci/comment",
    ]  # fmt: skip


def test_the_second_workflow_follows_the_first() -> None:
    assert COMMENT["on"]["workflow_run"]["workflows"] == [GATE["name"]]
    default = load(ROOT / "action.yml")["inputs"]["artifact"]["default"]
    assert steps(COMMENT)[0]["with"]["name"] == default


def test_the_tables_name_every_input_and_output() -> None:
    action = load(ROOT / "action.yml")
    part = PAGE.partition("## GitHub")[2].partition("## pre-commit")[0]
    rows = dict(re.findall(r"^\| `([\w-]+)` \| (.*?) ?\| ", part, re.MULTILINE))
    assert set(rows) == set(action["inputs"])
    for name, default in rows.items():
        if default.startswith("`"):
            assert default == f"`{action['inputs'][name]['default']}`"
        else:
            assert not action["inputs"][name]["default"]
    for output in action["outputs"]:
        assert f"`{output}`" in part


def test_all_services_run_the_same_lines() -> None:
    get, install, run = ANYWHERE
    assert GITLAB["inhouse gate"]["script"][:2] == [get, install]
    step = BITBUCKET["pipelines"]["pull-requests"]["**"][0]["step"]
    assert step["script"][1:3] == [get, install]
    jenkins = [
        line.strip() for line in re.findall(r"'''\n(.*?)'''", PAGE, re.DOTALL)[0].splitlines()
    ]
    assert jenkins[1:3] == [get, install]
    for last in (GITLAB["inhouse gate"]["script"][-1], step["script"][-1], jenkins[3]):
        assert last.startswith(f"{run} --output ")


@pytest.mark.index
def test_the_job_of_gitlab_is_carried_out(
    shop: Shop, source: dict[str, str], tmp_path: Path
) -> None:
    base, head = git(shop.folder, "rev-parse", "main"), commit(shop.folder)
    clone = Hub(store=shop.folder).checkout(tmp_path / "clone", head)
    target = {
        "GITLAB_CI": "true",
        "CI_DEFAULT_BRANCH": "main",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
    }
    job = GITLAB["inhouse gate"]
    assert set(job["variables"]) == {"GIT_DEPTH", *source}
    env = surroundings(tmp_path / "home", shop, {**source, **target})
    done = shell(job["script"], clone, env)
    assert done.returncode == 1, done.stdout
    assert "cached-property 1.0  new-micro" in done.stdout
    reports = job["artifacts"]["reports"]
    (issue,) = json.loads((clone / reports["codequality"]).read_text())
    assert issue["location"]["path"] == "pyproject.toml"
    suite = ElementTree.parse(clone / reports["junit"]).getroot()
    assert len(suite.findall(".//failure")) == 1
    # The same environment serves the lines of the others.
    step = BITBUCKET["pipelines"]["pull-requests"]["**"][0]["step"]
    destination = {"BITBUCKET_PR_DESTINATION_BRANCH": "main"}
    env = surroundings(tmp_path / "home", shop, destination)
    (clone / "test-results").mkdir()
    assert shell(step["script"][3:], clone, env).returncode == 1
    assert (clone / "test-results" / "gate.xml").is_file()
    jenkins = re.findall(r"'''\n(.*?)'''", PAGE, re.DOTALL)[0].splitlines()
    git(clone, "update-ref", "-d", "refs/remotes/origin/main")
    env = surroundings(tmp_path / "home", shop, {"CHANGE_TARGET": "main"})
    assert shell([jenkins[0], jenkins[3]], clone, env).returncode == 1
    env = surroundings(tmp_path / "home", shop, {})
    assert shell(ANYWHERE[2:], clone, env).returncode == 1


@pytest.mark.index
def test_pre_commit_runs_the_hook(shop: Shop, source: dict[str, str], tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    tools = venv / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run(
        [tools / "python", "-m", "pip", "install", "-q", "--no-compile", "pre-commit"], check=True
    )
    text = yaml.dump(HOOK).replace("https://git.example/OWNER/inhouse", source["INHOUSE"])
    text = text.replace("COMMIT", source["INHOUSE_COMMIT"])
    git(shop.folder, "stash", "-q")
    shop.write({".pre-commit-config.yaml": text})
    commit(shop.folder)
    env = surroundings(tmp_path / "home", shop, {"PRE_COMMIT_HOME": str(tmp_path / "hooks")})
    env |= {
        "PATH": f"{tools}{os.pathsep}{env['PATH']}",
        "PIP_INDEX_URL": os.environ.get("PIP_INDEX_URL", ""),
    }
    env = {key: value for key, value in env.items() if value}
    assert shell(["pre-commit install"], shop.folder, env).returncode == 0
    save = "git -c user.name=a -c user.email=a@b.example commit -qm x"
    # nothing that the gate looks at
    skipped = shell(["echo > notes.txt", "git add .", save], shop.folder, env)
    assert (skipped.returncode, "Skipped" in skipped.stdout) == (0, True), skipped.stdout
    failed = shell(["git stash pop -q", "git add .", save], shop.folder, env)
    assert failed.returncode == 1, failed.stdout
    assert "cached-property 1.0  new-micro" in failed.stdout
    # what lies about and is not to be committed does not count
    git(shop.folder, "reset", "-q")
    shop.write({"setup.cfg": "[metadata]\nname = shop\n"})
    unstaged = shell(["git add setup.cfg", save], shop.folder, env)
    assert (unstaged.returncode, "Passed" in unstaged.stdout) == (0, True), unstaged.stdout
    git(shop.folder, "add", ".")
    allow(shop)
    allowed = shell(["git add .", save], shop.folder, env)
    assert (allowed.returncode, "Passed" in allowed.stdout) == (0, True), allowed.stdout


def test_the_allowance_of_the_page_lets_it_pass(shop: Shop) -> None:
    assert shop.gate().code == 1
    allow(shop)
    assert shop.gate().code == 0


def test_the_hook_looks_at_every_lock_and_manifest() -> None:
    hooks: Any = load(HOOKS)
    (hook,) = hooks
    pattern = re.compile(hook["files"])
    names = [
        "uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "pylock.toml", "pylock.dev.toml",
        "requirements.txt", "requirements-dev.txt", "dev-requirements.txt", "requirements.in",
    ]  # fmt: skip
    assert {each.FORMAT for name in names if (each := lockfiles.format_of(name))} == {
        each.FORMAT for each in lockfiles.formats()
    }
    names += ["pyproject.toml", "Pipfile", "setup.cfg", "setup.py", "requirements/main.txt"]
    for name in names:
        assert pattern.search(name), name
        assert pattern.search(f"apps/shop/{name}"), name
    for other in ("shop.py", "uv.lock.bak", "my-pyproject.toml", "docs/Pipfile.md", "notes.txt"):
        assert not pattern.search(other), other


@pytest.mark.index
def test_the_answer_shown_is_what_the_gate_says() -> None:
    program = [sys.executable, str(ROOT / "docs" / "gate_example.py"), "--check"]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def shell(lines: list[str], folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run lines as a build service does: the first that fails ends it."""
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(lines)],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def allow(shop: Shop) -> None:
    """Run the page's command that allows the package."""
    (line,) = (line for line in PAGE.splitlines() if line.startswith("inhouse allow "))
    _, *words = shlex.split(line)
    assert inhouse(*words, cwd=shop.folder).code == 0
