"""What a build service says a change is to be compared with."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.tree.occasions import branch_point, occasion

A, B = "a" * 40, "b" * 40
ZERO = "0" * 40


def revisions(variables: dict[str, str], event: Any = None) -> list[str]:
    found = occasion(variables, "" if event is None else json.dumps(event))
    return [point.revision for point in found.points]


@pytest.mark.parametrize(
    "name",
    [
        *("", "-x", "--upload-pack=x", "a b", "a..b", "a~1", "a^", "a:b", "a@{1}", "../x", "/x"),
        *("x/", "a\nb", "a\x80", "x.lock", ".hidden", "a//b", "a/.b", "a\\b", "a*", "a?", "a[b"),
        "x.",
    ],
)
def test_what_cannot_be_a_branch_is_none(name: str) -> None:
    assert branch_point(name) is None


@pytest.mark.parametrize("event", ["", "{", "[]", "3", '"x"', "[" * 100_000])
def test_an_event_that_says_nothing_leaves_the_branch(event: str) -> None:
    found = occasion({"GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "main"}, event)
    assert [point.revision for point in found.points] == ["refs/remotes/origin/main"]


def test_plain_git_asks_the_remote_first() -> None:
    assert revisions({}) == [
        "refs/remotes/upstream/HEAD",
        "refs/remotes/upstream/main",
        "refs/remotes/upstream/master",
        "refs/remotes/origin/HEAD",
        "refs/remotes/origin/main",
        "refs/remotes/origin/master",
        "refs/heads/main",
        "refs/heads/master",
    ]


def test_a_run_for_the_target_itself_has_no_merged_request_checked_out() -> None:
    found = occasion(
        {
            "GITHUB_EVENT_NAME": "pull_request_target",
            "GITHUB_BASE_REF": "main",
            "GITHUB_SHA": A,
        }
    )
    assert [point.revision for point in found.points] == ["refs/remotes/origin/main"]


PULL = {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "main", "GITHUB_SHA": A}
PUSH = {"GITHUB_EVENT_NAME": "push"}
MAIN = {"default_branch": "main"}


@pytest.mark.parametrize(
    ("variables", "event", "wanted"),
    [
        (
            PULL,
            {"pull_request": {"base": {"sha": B, "ref": "main"}}},
            ["HEAD^1", "refs/remotes/origin/main", B],
        ),
        (PUSH, {"ref": "refs/heads/main", "before": A, "repository": MAIN}, [A, "HEAD^1"]),
        (PUSH, {"ref": "refs/heads/main", "before": ZERO, "repository": MAIN}, ["HEAD^1"]),
        (PUSH, {"ref": "refs/heads/x", "repository": MAIN}, ["refs/remotes/origin/main"]),
        (
            {"GITHUB_EVENT_NAME": "merge_group"},
            {"merge_group": {"base_sha": A, "base_ref": "refs/heads/main"}},
            [A, "refs/remotes/origin/main"],
        ),
        (
            {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "dev", "CI_MERGE_REQUEST_DIFF_BASE_SHA": A},
            None,
            [A, "refs/remotes/origin/dev"],
        ),
        (
            {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA": B, "CI_MERGE_REQUEST_DIFF_BASE_SHA": A},
            None,
            [B, A],
        ),
        (
            {"CI_DEFAULT_BRANCH": "main", "CI_COMMIT_BRANCH": "main", "CI_COMMIT_BEFORE_SHA": A},
            None,
            [A, "HEAD^1"],
        ),
        (
            {"CI_DEFAULT_BRANCH": "main", "CI_COMMIT_BRANCH": "x"},
            None,
            ["refs/remotes/origin/main"],
        ),
        (
            {"BITBUCKET_PR_DESTINATION_BRANCH": "main", "BITBUCKET_PR_DESTINATION_COMMIT": A},
            None,
            ["refs/remotes/origin/main", A],
        ),
        ({"CHANGE_TARGET": "release/1.x"}, None, ["refs/remotes/origin/release/1.x"]),
    ],
)  # fmt: skip
def test_each_service_names_its_target(
    variables: dict[str, str], event: Any, wanted: list[str]
) -> None:
    assert revisions(variables, event) == wanted


def test_the_merge_of_a_pull_request_only_counts_where_it_is_checked_out() -> None:
    first = occasion(PULL, "").points[0]
    assert (first.head, first.exact) == (A, True)


texts = st.text(max_size=12) | st.sampled_from([A, ZERO, "main", "--x", "refs/heads/main"])
NAMES = (
    "GITHUB_EVENT_NAME", "GITHUB_BASE_REF", "GITHUB_SHA", "CI_DEFAULT_BRANCH", "CHANGE_TARGET",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "BITBUCKET_PR_DESTINATION_BRANCH", "CI_COMMIT_BRANCH",
)  # fmt: skip
values: st.SearchStrategy[Any] = st.recursive(
    texts | st.none() | st.integers(),
    lambda inner: st.dictionaries(
        st.sampled_from(["ref", "before", "repository", "pull_request", "base", "sha"]) | texts,
        inner,
        max_size=4,
    ),
)


@given(st.dictionaries(st.sampled_from(NAMES), texts), values)
def test_no_revision_is_ever_an_option(variables: dict[str, str], event: Any) -> None:
    for revision in revisions(variables, event):
        assert revision.startswith(("refs/", "HEAD", *"0123456789abcdef"))
        assert revision.isprintable()
        assert ".." not in revision
