"""The commit to compare with, in real repositories: whole, shallow, odd and hostile."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from inhouse.errors import InputError, UsageError
from inhouse.tree.standpoint import NoCommitError, Standpoint, find_base
from tests.gating.shops import commit, git

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Main with two commits, and the branch `change` that began at the first."""
    folder = tmp_path / "repo"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    (folder / "uv.lock").write_text("one\n")
    commit(folder, "first")
    git(folder, "branch", "change")
    (folder / "uv.lock").write_text("two\n")
    commit(folder, "second")
    git(folder, "checkout", "-q", "change")
    (folder / "app.py").write_text("x = 1\n")
    commit(folder, "third")
    return folder


def clone(origin: Path, name: str, *options: str) -> Path:
    folder = origin.parent / name
    git(origin.parent, "clone", "-q", *options, origin.as_uri(), str(folder))
    return folder


def at(repo: Path, revision: str) -> str:
    return git(repo, "rev-parse", revision)


def found(folder: Path, asked: str | None = None, **variables: str) -> Standpoint:
    return find_base(folder, asked, variables)


def refused(folder: Path, asked: str | None = None, **variables: str) -> str:
    with pytest.raises((InputError, UsageError)) as caught:
        find_base(folder, asked, variables)
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_no_repository_asks_for_a_file(tmp_path: Path) -> None:
    assert "--base FILE" in refused(tmp_path)


def test_no_git_asks_for_a_file(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repo))
    assert "git is not installed; give the lock to compare with: --base FILE" in refused(repo)


def test_no_commit_and_no_branch_are_told(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "trunk")
    assert "holds no commit yet" in refused(tmp_path)
    commit(tmp_path)
    assert "--base REF" in refused(tmp_path)


def test_an_empty_branch_of_a_repository_with_commits_is_no_start(repo: Path) -> None:
    git(repo, "checkout", "-q", "--orphan", "other")
    for asked in (None, "main"):
        with pytest.raises(InputError) as caught:
            find_base(repo, asked, {})
        assert not isinstance(caught.value, NoCommitError)
        assert "--base FILE" in str(caught.value)


def test_the_work_tree_and_its_index_stay_as_they_are(repo: Path) -> None:
    (repo / "uv.lock").write_text("three\n")
    before = {path: path.stat().st_mtime_ns for path in repo.rglob("*") if path.is_file()}
    assert found(repo).files.read("uv.lock", 100) == b"one\n"
    assert {p: p.stat().st_mtime_ns for p in repo.rglob("*") if p.is_file()} == before


def test_plain_git_takes_the_commit_where_the_branch_began(repo: Path) -> None:
    point = found(repo)
    assert (point.commit, point.same) == (at(repo, "main~1"), False)
    assert point.shown == f"{point.commit[:10]} (main)"


def test_on_the_default_branch_only_what_is_not_committed_is_new(repo: Path) -> None:
    git(repo, "checkout", "-q", "main")
    point = found(repo)
    assert (point.commit, point.same) == (at(repo, "main"), True)


def test_a_clone_asks_what_its_remote_calls_the_default(repo: Path) -> None:
    git(repo, "branch", "-m", "main", "trunk")
    git(repo, "checkout", "-q", "trunk")
    copy = clone(repo, "copy")
    git(copy, "checkout", "-q", "change")
    assert found(copy).shown.endswith("(origin/HEAD)")
    assert found(copy).commit == at(repo, "trunk~1")


@pytest.mark.parametrize("asked", ["main", "main~1", "HEAD~1", "refs/heads/main"])
def test_a_base_that_is_asked_for_is_where_the_branches_part(repo: Path, asked: str) -> None:
    assert found(repo, asked).commit == at(repo, "main~1")


@pytest.mark.parametrize(
    "asked",
    [
        *("nowhere", "-x", "--help", "--output=x", "main:uv.lock", "", "a\nb", "a\0b", "@{-9}"),
        *("f" * 40, "main..change", "^main", ":/", "x" * 100_000),
    ],
)
def test_what_is_no_commit_is_refused_and_no_option(repo: Path, asked: str) -> None:
    assert "neither a file nor a commit" in refused(repo, asked)
    assert not (repo / "x").exists()


def test_branches_without_a_common_commit_are_told(repo: Path) -> None:
    git(repo, "checkout", "-q", "--orphan", "other")
    commit(repo, "alone")
    assert "no commit in common" in refused(repo, "main")
    assert "no commit in common" in refused(repo)


def test_a_shallow_clone_says_what_to_run(repo: Path) -> None:
    copy = clone(repo, "copy", "--depth=1", "--branch=change")
    assert "fetch" in refused(copy, "main")
    said = refused(copy, GITHUB_EVENT_NAME="pull_request", GITHUB_BASE_REF="main")
    assert "fetch-depth: 0" in said
    assert "+refs/heads/main:refs/remotes/origin/main" in said
    git(copy, "fetch", "-q", "--depth=1", "origin", "+refs/heads/main:refs/remotes/origin/main")
    assert "too shallow" in refused(copy, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")
    assert "GIT_DEPTH" in refused(copy, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")
    assert "git fetch --unshallow" in refused(copy, "origin/main")
    git(repo, "checkout", "-q", "main")
    single = clone(repo, "single", "--depth=1", "--branch=change")
    assert "git fetch --unshallow origin '+refs/heads/*:" in refused(single)


def test_what_the_message_says_to_run_helps(repo: Path) -> None:
    copy = clone(repo, "copy", "--depth=1", "--branch=change")
    variables = {"CHANGE_TARGET": "main"}
    with pytest.raises(InputError) as caught:
        find_base(copy, None, variables)
    command = str(caught.value).rpartition("; run git ")[2]
    git(copy, *command.split())
    assert find_base(copy, None, variables).commit == at(repo, "main~1")


def test_the_target_in_a_command_to_copy_is_quoted(repo: Path) -> None:
    said = refused(repo, CHANGE_TARGET="a;touch$IFS")
    assert "'+refs/heads/a;touch$IFS:refs/remotes/origin/a;touch$IFS'" in said


def test_the_merged_pull_request_needs_two_commits_only(repo: Path, tmp_path: Path) -> None:
    git(repo, "checkout", "-q", "main")
    git(repo, "merge", "-q", "--no-edit", "change")
    copy = clone(repo, "copy", "--depth=2", "--branch=main")
    variables = {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "main"}
    merged = {**variables, "GITHUB_SHA": at(repo, "HEAD")}
    assert found(copy, **merged).commit == at(repo, "HEAD^1")
    # Another commit was checked out: its first parent says nothing of the target.
    git(repo, "checkout", "-q", "change")
    assert "fetch" in refused(repo, **merged)


def test_a_push_is_compared_with_what_was_there_before_it(repo: Path, tmp_path: Path) -> None:
    git(repo, "checkout", "-q", "main")
    event = tmp_path / "event.json"
    payload = {"ref": "refs/heads/main", "before": at(repo, "main~1")}
    event.write_text(json.dumps({**payload, "repository": {"default_branch": "main"}}))
    point = found(repo, GITHUB_EVENT_NAME="push", GITHUB_EVENT_PATH=str(event))
    assert (point.commit, point.same) == (at(repo, "main~1"), False)


def test_a_project_in_a_folder_with_an_odd_name(repo: Path) -> None:
    inner = repo / "--a ;b" / "caf\xe9\n"
    inner.mkdir(parents=True)
    (inner / "uv.lock").write_text("inner\n")
    (inner / "requirements").mkdir()
    (inner / "requirements" / "dev.txt").write_text("x==1\n")
    commit(repo)
    files = found(inner, "HEAD").files
    assert files.prefix == "--a ;b/caf\xe9\n/"
    assert files.names() == ("uv.lock",)
    assert files.names_in("requirements") == ("requirements/dev.txt",)
    assert files.read("uv.lock", 100) == b"inner\n"
    assert files.holds("uv.lock", b"inner\n") and not files.holds("uv.lock", b"outer\n")
    assert files.paths_named("uv.lock") == ("uv.lock",)


def test_links_in_the_commit_stay_in_the_repository(repo: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret\n")
    for name, target in {
        "good.txt": "uv.lock",
        "absolute.txt": str(tmp_path / "secret"),
        "upwards.txt": "../secret",
        "circle.txt": "circle.txt",
        "folder.txt": ".",
    }.items():
        (repo / name).symlink_to(target)
    commit(repo)
    files = found(repo, "HEAD").files
    assert files.read("good.txt", 100) == b"one\n"
    for name in ("absolute.txt", "upwards.txt", "circle.txt", "folder.txt", "../secret", "/etc"):
        assert not files.exists(name)
        with pytest.raises(InputError, match="no such file"):
            files.read(name, 100)


def test_a_file_above_the_limit_is_not_read(repo: Path) -> None:
    with pytest.raises(InputError, match="larger than"):
        found(repo).files.read("uv.lock", 2)


@pytest.mark.parametrize("old", [True, False], ids=["old git", "any git"])
def test_a_repository_that_a_change_brings_along_is_not_opened(
    repo: Path, old: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files can be committed under any name but .git, with a history that suits the change."""
    part = repo / "part"
    shutil.copytree(repo / ".git", part)
    git(repo, "config", "--file", str(part / "config"), "core.worktree", "..")
    if not old:  # then git itself refuses
        monkeypatch.setattr("inhouse.tree.standpoint.posing", lambda _: None)
    assert "bare" in refused(part) or "without a working tree" in refused(part)


def test_programs_that_the_repository_names_are_not_run(repo: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external"):
        git(repo, "config", key, f"touch {ran}")
    git(repo, "config", "filter.x.smudge", f"touch {ran}")
    git(repo, "config", "uploadpack.packObjectsHook", f"touch {ran}")
    (repo / ".gitattributes").write_text("* filter=x diff=x\n")
    found(repo).files.read("uv.lock", 100)
    found(repo, "main")
    assert not ran.exists()


def test_in_a_fork_the_branches_of_upstream_count(repo: Path) -> None:
    """Those of the fork are as old as its owner lets them be."""
    fork = clone(repo, "fork", "--branch=main")
    git(repo, "checkout", "-q", "main")
    newest = commit(repo, "fourth")
    git(fork, "remote", "add", "upstream", repo.as_uri())
    git(fork, "fetch", "-q", "upstream")
    git(fork, "checkout", "-q", "-b", "mine", "upstream/main")
    assert (found(fork).commit, found(fork).shown) == (newest, f"{newest[:10]} (upstream/main)")
