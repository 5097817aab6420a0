"""What the surroundings say a change is to be compared with: a build service, or plain git.

Names of branches come from whoever opens a pull request: none of them is used before it has been
seen to be one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

_COMMIT = re.compile(r"[0-9a-fA-F]{40}(?:[0-9a-fA-F]{24})?")
_NOT_IN_BRANCHES = re.compile(
    r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|^[-/.]|/\.|\.lock(?:/|$)|[/.]$"
)
Service = Literal["GitHub", "GitLab", "Bitbucket", "Jenkins", ""]
GITHUB: Final = "GitHub"
GITLAB: Final = "GitLab"
BITBUCKET: Final = "Bitbucket"
JENKINS: Final = "Jenkins"
Variables = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A commit or branch to start from; `shown` is for people, `exact` needs no merge base.

    With `head` it only holds while that commit is checked out.
    """

    revision: str
    shown: str
    exact: bool = False
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Where a change is looked at: the points to compare with, best first, and the service."""

    points: tuple[Point, ...]
    service: Service = ""
    branch: str = ""  # the target, where it is known


def occasion(variables: Variables, event: str = "") -> Occasion:
    """Return what to compare with; `event` is the text of the file in GITHUB_EVENT_PATH."""
    for found in (
        _github(variables, _payload(event)),
        _gitlab(variables),
        _bitbucket(variables),
        _jenkins(variables),
    ):
        if found is not None and found.points:
            return found
    return Occasion(points=tuple(_plain()))


def branch_point(name: str) -> Point | None:
    """Return a branch of the remote `origin`, None for what cannot be the name of one."""
    name = name.removeprefix("refs/heads/")
    if not name or not name.isprintable() or _NOT_IN_BRANCHES.search(name):
        return None
    return Point(revision=f"refs/remotes/origin/{name}", shown=f"origin/{name}")


def _github(variables: Variables, event: Mapping[str, Any]) -> Occasion | None:
    name = variables.get("GITHUB_EVENT_NAME", "")
    if name in ("pull_request", "pull_request_target") or variables.get("GITHUB_BASE_REF"):
        return _github_pull_request(variables, event)
    if name == "merge_group":
        group = _table(event, "merge_group")
        points = [_commit(group.get("base_sha")), _branch(group.get("base_ref"))]
        return _at(GITHUB, points, group.get("base_ref"))
    if name == "push":
        default = _table(event, "repository").get("default_branch")
        if event.get("ref") == f"refs/heads/{default}":
            return _at(GITHUB, [_commit(event.get("before")), _parent()], default)
        return _at(GITHUB, [_branch(default)], default)
    return None


def _github_pull_request(variables: Variables, event: Mapping[str, Any]) -> Occasion:
    base = _table(event, "pull_request", "base")
    branch = variables.get("GITHUB_BASE_REF") or base.get("ref")
    merged = variables.get("GITHUB_SHA", "")
    points = [_branch(branch), _commit(base.get("sha"))]
    target = variables.get("GITHUB_EVENT_NAME") == "pull_request_target"
    if _COMMIT.fullmatch(merged) and not target:  # there it is the target's newest commit
        # What is checked out by default is the request merged into its target, which is the
        # first parent of that: nothing else need be fetched.
        first = Point(revision="HEAD^1", shown=f"{branch}", exact=True, head=merged.lower())
        points.insert(0, first)
    return _at(GITHUB, points, branch)


def _gitlab(variables: Variables) -> Occasion | None:
    target = variables.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "")
    known = ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "CI_MERGE_REQUEST_DIFF_BASE_SHA")
    commits = [_commit(variables.get(name)) for name in known]
    if target or any(commits):
        return _at(GITLAB, [*commits, _branch(target)], target)
    default = variables.get("CI_DEFAULT_BRANCH", "")
    if not default:
        return None
    if variables.get("CI_COMMIT_BRANCH") == default:
        before = _commit(variables.get("CI_COMMIT_BEFORE_SHA"))
        return _at(GITLAB, [before, _parent()], default)
    return _at(GITLAB, [_branch(default)], default)


def _bitbucket(variables: Variables) -> Occasion | None:
    target = variables.get("BITBUCKET_PR_DESTINATION_BRANCH", "")
    commit = _commit(variables.get("BITBUCKET_PR_DESTINATION_COMMIT"))
    return _at(BITBUCKET, [_branch(target), commit], target) if target or commit else None


def _jenkins(variables: Variables) -> Occasion | None:
    target = variables.get("CHANGE_TARGET", "")
    return _at(JENKINS, [_branch(target)], target) if target else None


def _plain() -> Iterator[Point]:
    # Who works in a fork calls what it is a fork of `upstream`; the fork's own branches lag behind.
    for remote in ("upstream", "origin"):
        for name in ("HEAD", "main", "master"):
            yield Point(revision=f"refs/remotes/{remote}/{name}", shown=f"{remote}/{name}")
    for name in ("main", "master"):
        yield Point(revision=f"refs/heads/{name}", shown=name)


def _at(service: Service, points: list[Point | None], branch: Any) -> Occasion:
    found = _branch(branch)
    return Occasion(
        points=tuple(point for point in points if point is not None),
        service=service,
        branch=found.shown.removeprefix("origin/") if found is not None else "",
    )


def _branch(name: Any) -> Point | None:
    return branch_point(name) if isinstance(name, str) else None


def _commit(value: Any) -> Point | None:
    if not isinstance(value, str) or not _COMMIT.fullmatch(value) or not value.strip("0"):
        return None
    return Point(revision=value.lower(), shown=value[:10].lower())


def _parent() -> Point:
    return Point(revision="HEAD^1", shown="the commit before", exact=True)


def _payload(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _table(outer: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    value: Any = outer
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}
