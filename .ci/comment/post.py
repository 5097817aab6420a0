"""Puts a report of the gate on its pull request: one comment, renewed by later runs.

    TOKEN=... python -I post.py FOLDER      # of gate.json and gate.md

Started by GitHub Actions for `pull_request`, or for `workflow_run` after one. Which pull request it
is says the event, never the report: a report from a fork holds whatever its author likes. Nothing
is written as long as the gate passes and has not failed before. Standard library only.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MARK = "<!-- inhouse gate -->"
LONGEST = 65_536  # characters of a comment
MOST_JSON = 50_000_000  # bytes
PAGES = 10  # of a hundred comments
SECONDS = 30
ROBOT = "github-actions[bot]"  # who writes with the token of a workflow


class StayError(Exception):
    """The report is not put anywhere; the text says why."""


class _Straight(urllib.request.HTTPRedirectHandler):
    """Follows no redirection: the token is for one host."""

    def redirect_request(self, *_given: Any, **_named: Any) -> None:
        return None


class Service:
    """The service's interface for one repository."""

    def __init__(self, address: str, repository: str, token: str) -> None:
        """Take the parts as GITHUB_API_URL, GITHUB_REPOSITORY and a token hold them."""
        self.address = address.rstrip("/")
        self.repository = repository
        self._token = token
        self._opener = urllib.request.build_opener(_Straight)

    def ask(self, path: str, method: str = "GET", body: object = None) -> Any:
        """Return the answer's JSON; HTTPError where there is none."""
        request = urllib.request.Request(  # noqa: S310 - the address is the runner's
            self.address + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {self._token}",
                "Content-Type": "application/json",
                "User-Agent": "inhouse",
            },
        )
        with self._opener.open(request, timeout=SECONDS) as answer:
            return json.loads(answer.read(MOST_JSON))

    def requests(self, event: dict[str, Any]) -> Iterator[int]:
        """Yield the numbers of the open pull requests that the event is about."""
        request = event.get("pull_request")
        if isinstance(request, dict):
            yield int(request["number"])
            return
        run = event.get("workflow_run")
        if not isinstance(run, dict) or run.get("event") != "pull_request":
            raise StayError("this is no run for a pull request")
        owner = run["head_repository"]["owner"]["login"]
        branch = urllib.parse.quote(f"{owner}:{run['head_branch']}", safe="")
        path = f"/repos/{self.repository}/pulls?state=open&per_page=100&head={branch}"
        for each in self.ask(path):
            # A newer commit has a run of its own.
            if each["head"]["sha"] == run["head_sha"]:
                yield int(each["number"])

    def comment(self, number: int, who: str) -> int | None:
        """Return the comment of an earlier run, if there is one."""
        for page in range(1, PAGES + 1):
            path = f"/repos/{self.repository}/issues/{number}/comments?per_page=100&page={page}"
            found = self.ask(path)
            for each in found:
                # Anybody may write a comment that starts like ours.
                if each["body"].startswith(MARK) and each["user"]["login"] == who:
                    return int(each["id"])
            if len(found) < 100:
                return None
        return None

    def who(self) -> str:
        """Return the name under which comments are written."""
        try:
            return str(self.ask("/user")["login"])
        except urllib.error.HTTPError:
            return ROBOT

    def put(self, number: int, text: str, passed: bool) -> str:
        """Write or renew the comment; return what was done."""
        earlier = self.comment(number, self.who())
        comments = f"/repos/{self.repository}/issues"
        if earlier is not None:
            self.ask(f"{comments}/comments/{earlier}", "PATCH", {"body": text})
            return f"#{number}: comment renewed"
        if passed:
            return f"#{number}: passed, so there is nothing to say"
        self.ask(f"{comments}/{number}/comments", "POST", {"body": text})
        return f"#{number}: comment written"


def report(folder: Path) -> tuple[str, bool]:
    """Return the text of the comment and whether the gate passed; StayError for anything else."""
    try:
        with (folder / "gate.md").open("rb") as file:
            text = file.read(4 * LONGEST).decode("utf-8")
        with (folder / "gate.json").open("rb") as file:
            passed = json.loads(file.read(MOST_JSON))["passed"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise StayError(f"no report of the gate: {error}") from error
    if not text.startswith(f"{MARK}\n") or len(text) > LONGEST or not isinstance(passed, bool):
        raise StayError("no report of the gate: it does not look like one")
    return text, passed


def main() -> int:
    """Put the report on each pull request; 0 also where nothing may be written."""
    variables = os.environ
    try:
        text, passed = report(Path(sys.argv[1]))
        event = json.loads(Path(variables["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
        repository = variables["GITHUB_REPOSITORY"]
        service = Service(variables["GITHUB_API_URL"], repository, variables["TOKEN"])
        for number in service.requests(event):
            sys.stdout.write(service.put(number, text, passed) + "\n")
    except StayError as error:
        sys.stdout.write(f"::notice title=inhouse gate::No comment: {_data(str(error))}\n")
    except urllib.error.HTTPError as error:
        if error.code not in (401, 403, 404):
            raise
        why = f"the token may not write here ({error.code}); the report is in the summary"
        sys.stdout.write(f"::notice title=inhouse gate::No comment: {why}\n")
    return 0


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


if __name__ == "__main__":
    sys.exit(main())
