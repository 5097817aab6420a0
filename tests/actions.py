"""Carries out the shell steps of a composite action in the way of GitHub's runner.

What is not shell (`uses:`) is left to the runner itself; tests give such a step's outputs.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.gating.shops import QUIET, git

# libcst brings it along, on Python 3.13 under another name.
_READER = next(name for name in ("yaml", "yaml_ft") if importlib.util.find_spec(name))
yaml: Any = importlib.import_module(_READER)
ROOT = Path(__file__).resolve().parents[1]
EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
PULL = "refs/remotes/pull/7/merge"


def load(path: Path) -> dict[str, Any]:
    """Return a YAML file as the words that it holds; GitHub's `on` is no truth value."""
    found: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return found


@dataclass(frozen=True)
class Ran:
    """How one step ended: exit code, log, outputs, and what it added to the summary."""

    code: int
    log: str
    outputs: Mapping[str, str]
    summary: str


@dataclass(kw_only=True)
class Job:
    """One job: its folder on the runner, what is checked out, and what steps have given so far."""

    folder: Path
    workspace: Path
    variables: Mapping[str, str]
    inputs: Mapping[str, str] = field(default_factory=dict)
    steps: dict[str, Mapping[str, str]] = field(default_factory=dict)
    action: Path = ROOT / "action.yml"

    def run(self, name: str) -> Ran:
        """Carry out the step of this name."""
        (step,) = (each for each in load(self.action)["runs"]["steps"] if each.get("name") == name)
        assert step["shell"] == "bash"
        temp = self.folder / "temp"
        temp.mkdir(parents=True, exist_ok=True)
        script = self.folder / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        files = {key: self.folder / key.lower() for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_bytes(b"")
        env = {
            **os.environ,
            **QUIET,
            "HOME": str(self.folder),
            "PIP_NO_COMPILE": "0",  # means that nothing is compiled: only little of it is imported
            "RUNNER_TEMP": str(temp),
            "RUNNER_OS": "Linux",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_ACTION_PATH": str(self.action.parent),
            **{key: str(file) for key, file in files.items()},
            **self.variables,
            **{key: self._worked_out(value) for key, value in step.get("env", {}).items()},
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
            cwd=self.workspace,
            env={key: value for key, value in env.items() if value or key not in QUIET},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        lines = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        outputs = dict(line.split("=", 1) for line in lines)
        if "id" in step:
            self.steps[step["id"]] = outputs
        summary = files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return Ran(done.returncode, done.stdout, outputs, summary)

    def _worked_out(self, text: str) -> str:
        return EXPRESSION.sub(lambda match: self._value(match[1]), text)

    def _value(self, name: str) -> str:
        match name.split("."):
            case ["inputs", each]:
                declared = load(self.action)["inputs"][each]
                return self.inputs.get(each, declared.get("default", ""))
            case ["steps", step, "outputs", each]:
                return self.steps[step].get(each, "")
        raise AssertionError(f"no such context: {name}")


@dataclass(frozen=True, kw_only=True)
class Hub:
    """The repository on the service, and clones of it as actions/checkout makes them."""

    store: Path

    def merged(self, target: str, source: str) -> str:
        """Return the commit that a pull request is tested as: merged into its target."""
        git(self.store, "checkout", "-q", "--detach", target)
        git(self.store, "merge", "-q", "--no-ff", "--no-edit", source)
        return git(self.store, "rev-parse", "HEAD")

    def checkout(self, folder: Path, commit: str, depth: int = 0, ref: str = PULL) -> Path:
        """Check one commit out, with all branches (0) or only so much history."""
        folder.mkdir(parents=True)
        git(folder, "init", "-q", "-b", "none")
        git(folder, "remote", "add", "origin", f"file://{self.store}")
        git(self.store, "update-ref", "refs/pull/7/merge", commit)
        wanted = [f"+{commit}:{ref}"]
        if depth == 0:
            wanted += ["+refs/heads/*:refs/remotes/origin/*"]
        limit = [f"--depth={depth}"] if depth else []
        git(self.store, "config", "uploadpack.allowAnySHA1InWant", "true")
        git(folder, "fetch", "-q", "--no-tags", *limit, "origin", *wanted)
        git(folder, "checkout", "-q", "--detach", commit)
        return folder


def event(folder: Path, name: str, commit: str, payload: Mapping[str, object]) -> dict[str, str]:
    """Write the event's file; return the variables that GitHub sets for it."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "event.json"
    repository = {"full_name": "team/shop", "default_branch": "main"}
    file.write_text(json.dumps({"repository": repository, **payload}), encoding="utf-8")
    found = {
        "CI": "true",
        "GITHUB_EVENT_NAME": name,
        "GITHUB_EVENT_PATH": str(file),
        "GITHUB_REPOSITORY": "team/shop",
        "GITHUB_SHA": commit,
        "GITHUB_REF": str(payload.get("ref", "refs/pull/7/merge")),
        "GITHUB_BASE_REF": "",
        "GITHUB_HEAD_REF": "",
    }
    request = payload.get("pull_request")
    if isinstance(request, dict):
        found |= {
            "GITHUB_BASE_REF": request["base"]["ref"],
            "GITHUB_HEAD_REF": request["head"]["ref"],
        }
    return found


def from_fork(base: str, head: str, branch: str = "change") -> dict[str, object]:
    """Return the payload of a pull request that comes from a fork."""
    fork = {"full_name": "stranger/shop", "fork": True}
    return {
        "action": "opened",
        "number": 7,
        "pull_request": {
            "number": 7,
            "base": {"ref": "main", "sha": base},
            "head": {"ref": branch, "sha": head, "repo": fork},
        },
    }
