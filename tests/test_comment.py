""".ci/comment/post.py: whose pull request, which comment, and what is left alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.actions import ROOT, Job, from_fork

MARK = "<!-- inhouse gate -->\n"
ROBOT = "github-actions[bot]"
pytestmark = pytest.mark.once


@dataclass(kw_only=True)
class Service:
    """What the service holds: comments of pull request 7, open pull requests, who may write."""

    comments: list[dict[str, Any]] = field(default_factory=list)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    writable: bool = True
    asked: list[str] = field(default_factory=list)
    url: str = ""

    def answer(self, method: str, target: str, body: Any) -> tuple[int, Any]:
        """Return status and JSON, and do what was asked."""
        path, query = urlsplit(target).path, parse_qs(urlsplit(target).query)
        self.asked.append(f"{method} {path}")
        if path.startswith("/repos/team/shop/pulls"):
            wanted = query["head"][0]
            return 200, [each for each in self.pulls if each["label"] == wanted]
        if method == "GET" and path == "/repos/team/shop/issues/7/comments":
            start = 100 * (int(query["page"][0]) - 1)
            return 200, self.comments[start : start + 100]
        if method in ("POST", "PATCH") and not self.writable:
            return 403, {}
        if method == "POST" and path == "/repos/team/shop/issues/7/comments":
            self.add(ROBOT, body["body"])
            return 201, self.comments[-1]
        if method == "PATCH":
            number = int(path.rpartition("/")[2])
            self.comments[number]["body"] = body["body"]
            return 200, self.comments[number]
        return 403 if path == "/user" else 404, {}

    def add(self, who: str, text: str) -> None:
        number = len(self.comments)
        self.comments.append({"id": number, "user": {"login": who}, "body": text})


@pytest.fixture
def service() -> Iterator[Service]:
    held = Service()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

        def do_GET(self) -> None:
            assert self.headers["Authorization"] == "Bearer secret"
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            status, answer = held.answer(self.command, self.path, body)
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_PATCH = do_GET  # noqa: N815 - what the base calls

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield held
    server.shutdown()
    thread.join()
    server.server_close()


def post(
    service: Service, folder: Path, *, passed: object = False, text: str = "news", **event: Any
) -> str:
    """Post a report for an event; return what was printed."""
    reports = folder / "reports"
    reports.mkdir(exist_ok=True)
    (reports / "gate.md").write_text(text if text.startswith("<") else f"{MARK}{text}\n")
    (reports / "gate.json").write_text(json.dumps({"passed": passed, "number": 8}))
    file = folder / "event.json"
    file.write_text(json.dumps(event or from_fork("a" * 40, "b" * 40)))
    given = {
        "GITHUB_API_URL": service.url,
        "GITHUB_EVENT_PATH": str(file),
        "GITHUB_REPOSITORY": "team/shop",
        "TOKEN": "secret",
    }
    done = subprocess.run(
        [sys.executable, "-I", ROOT / ".ci" / "comment" / "post.py", reports],
        env={**os.environ, **given, "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def run_of(branch: str = "change", sha: str = "b" * 40, event: str = "pull_request") -> Any:
    head = {"owner": {"login": "stranger"}}
    return {
        "event": event,
        "head_branch": branch,
        "head_sha": sha,
        "head_repository": head,
        "pull_requests": [],
    }


def test_nothing_is_written_while_the_gate_passes(service: Service, tmp_path: Path) -> None:
    assert "nothing to say" in post(service, tmp_path, passed=True)
    assert service.comments == []


def test_a_failure_is_written_once_and_renewed(service: Service, tmp_path: Path) -> None:
    for number in range(150):
        service.add("somebody", f"words {number}")
    assert post(service, tmp_path, text="first") == "#7: comment written\n"
    assert post(service, tmp_path, text="second") == "#7: comment renewed\n"
    assert post(service, tmp_path, text="third", passed=True) == "#7: comment renewed\n"
    assert [each["body"] for each in service.comments[150:]] == [f"{MARK}third\n"]


def test_a_comment_of_others_is_left_alone(service: Service, tmp_path: Path) -> None:
    service.add("stranger", f"{MARK}mine")
    post(service, tmp_path)
    assert [each["user"]["login"] for each in service.comments] == ["stranger", ROBOT]
    assert service.comments[0]["body"] == f"{MARK}mine"


def test_a_token_that_may_only_read_is_no_failure(service: Service, tmp_path: Path) -> None:
    service.writable = False
    said = post(service, tmp_path)
    assert said.startswith("::notice title=inhouse gate::No comment: the token may not write")
    assert service.comments == []


def test_a_run_of_a_fork_finds_its_pull_request(service: Service, tmp_path: Path) -> None:
    label = "stranger:change"
    service.pulls = [
        {"number": 9, "label": "stranger:other", "head": {"sha": "b" * 40}},
        {"number": 8, "label": label, "head": {"sha": "c" * 40}},
        {"number": 7, "label": label, "head": {"sha": "b" * 40}},
    ]
    assert post(service, tmp_path, workflow_run=run_of()) == "#7: comment written\n"
    assert len(service.comments) == 1


@pytest.mark.parametrize("branch", ["a&head=team:main", "x y", "ä/#?"])
def test_a_branch_of_any_name_stays_one_name(service: Service, tmp_path: Path, branch: str) -> None:
    service.pulls = [{"number": 7, "label": f"stranger:{branch}", "head": {"sha": "b" * 40}}]
    assert post(service, tmp_path, workflow_run=run_of(branch)) == "#7: comment written\n"


def test_a_run_of_something_else_says_so(service: Service, tmp_path: Path) -> None:
    said = post(service, tmp_path, workflow_run=run_of(event="push"))
    assert said == "::notice title=inhouse gate::No comment: this is no run for a pull request\n"
    assert service.asked == []


@pytest.mark.parametrize(
    ("text", "passed"), [("<b>other", False), (f"{MARK}{'x' * 70_000}", False), ("fine", "no")]
)
def test_what_is_no_report_is_not_written(
    service: Service, tmp_path: Path, text: str, passed: object
) -> None:
    assert "no report of the gate" in post(service, tmp_path, text=text, passed=passed)
    assert service.asked == []


def test_the_action_starts_it(service: Service, tmp_path: Path) -> None:
    post(service, tmp_path)
    job = Job(
        folder=tmp_path / "job",
        workspace=tmp_path,
        variables={
            "GITHUB_API_URL": service.url,
            "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
            "GITHUB_REPOSITORY": "team/shop",
            "NO_PROXY": "127.0.0.1",
        },
        inputs={"reports": str(tmp_path / "reports"), "token": "secret"},
        action=ROOT / ".ci" / "comment" / "action.yml",
    )
    ran = job.run("Comment")
    assert (ran.code, ran.log) == (0, "#7: comment renewed\n")
