from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from inhouse.tree import state

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's own git settings out, and give git somebody who commits."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "x")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "x@mail.example")


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "protocol.file.allow=always", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True, text=True)
    return done.stdout


def repository(folder: Path) -> Path:
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    for rel, text in {
        "app.py": "x = 1\n",
        "sub/inner.py": "y = 1\n",
        ".gitignore": "ignored.py\n*.pyc\n",
        "data.bin": "raw\n",
    }.items():
        (folder / rel).parent.mkdir(exist_ok=True)
        (folder / rel).write_text(text)
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    return folder


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return repository(tmp_path / "repo")


def test_no_repository_is_no_obstacle(tmp_path: Path) -> None:
    found = state(tmp_path)
    assert (found.kind, found.clean, found.changed) == ("none", True, ())


def test_a_clean_tree_is_clean(repo: Path) -> None:
    (repo / "ignored.py").write_text("")
    (repo / "app.pyc").write_text("")
    found = state(repo)
    assert (found.kind, found.clean, found.changed, found.note) == ("git", True, (), "")


def test_what_is_not_committed_is_named(repo: Path) -> None:
    (repo / "app.py").write_text("x = 2\n")
    (repo / "sub/staged.py").write_text("")
    git(repo, "add", "sub/staged.py")
    (repo / "sub/inner.py").unlink()
    (repo / 'new\ncaf\xe9 ".py').write_text("")
    (repo / "fresh").mkdir()
    (repo / "fresh/deep.py").write_text("")
    found = state(repo)
    assert not found.clean
    assert found.changed == (
        "app.py",
        "fresh/deep.py",
        'new\ncaf\xe9 ".py',
        "sub/inner.py",
        "sub/staged.py",
    )


def test_untracked_files_that_no_patch_touches_do_not_count(repo: Path) -> None:
    (repo / "picture.png").write_text("")
    (repo / "letter.odt").write_text("")
    assert state(repo).clean
    (repo / "data.bin").write_text("changed")
    assert state(repo).changed == ("data.bin",)


def test_only_what_is_below_the_folder_counts(repo: Path) -> None:
    (repo / "app.py").write_text("x = 2\n")
    assert state(repo / "sub").clean
    (repo / "sub/inner.py").write_text("")
    assert state(repo / "sub").changed == ("inner.py",)


def test_a_rename_is_two_changes(repo: Path) -> None:
    git(repo, "mv", "app.py", "other.py")
    assert state(repo).changed == ("app.py", "other.py")


def test_a_repository_without_a_commit_is_not_clean(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "a.py").write_text("")
    assert state(tmp_path).changed == ("a.py",)


def test_line_endings_that_git_turns_are_no_change(repo: Path) -> None:
    git(repo, "config", "core.autocrlf", "true")
    (repo / "app.py").unlink()
    git(repo, "checkout", "app.py")
    assert (repo / "app.py").read_bytes() == b"x = 1\r\n"
    os.utime(repo / "app.py", (1, 1))
    assert state(repo).clean


@pytest.mark.parametrize("where", ["bare", "repo/.git"])
def test_where_there_is_no_tree_it_says_so(repo: Path, where: str) -> None:
    git(repo.parent, "clone", "-q", "--bare", "repo", "bare")
    found = state(repo.parent / where)
    assert not found.clean
    assert "without a working tree" in found.note


def test_a_broken_repository_is_not_clean(repo: Path) -> None:
    (repo / ".git/HEAD").write_text("?")
    found = state(repo)
    assert (found.kind, found.clean) == ("git", False)
    assert "not a git repository" in found.note
    (repo / "app.py").write_text("")


def test_a_damaged_index_is_not_clean(repo: Path) -> None:
    (repo / ".git/index").write_text("?")
    assert "index file" in state(repo).note


def test_without_git_a_repository_is_not_clean(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repo.parent))
    assert "git is not installed" in state(repo).note
    assert not state(repo).clean
    assert state(repo.parent).clean


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
def test_a_repository_of_somebody_else_is_not_opened(repo: Path) -> None:
    os.chown(repo, 4321, 4321)
    os.chown(repo / ".git", 4321, 4321)
    found = state(repo)
    assert not found.clean
    assert "belongs to another user" in found.note


def test_a_worktree_is_a_tree(repo: Path) -> None:
    git(repo, "worktree", "add", "-q", "../tree")
    tree = repo.parent / "tree"
    assert state(tree).clean
    (tree / "app.py").write_text("")
    assert state(tree).changed == ("app.py",)
    assert state(repo).clean


def test_submodules_and_inner_repositories_are_looked_into(repo: Path) -> None:
    repository(repo.parent / "other")
    git(repo, "submodule", "--quiet", "add", "../other", "vendored")
    git(repo, "commit", "-q", "-m", "submodule")
    repository(repo / "loose")
    assert state(repo).clean
    (repo / "vendored/app.py").write_text("")
    (repo / "loose/sub/inner.py").write_text("")
    assert state(repo).changed == ("loose/sub/inner.py", "vendored/app.py")


def test_overlooked_files_are_mentioned(repo: Path) -> None:
    git(repo, "update-index", "--assume-unchanged", "app.py")
    (repo / "app.py").write_text("x = 2\n")
    found = state(repo)
    assert found.clean
    assert found.note == "git overlooks changes in app.py as it was told"


def test_variables_of_a_surrounding_git_do_not_mislead(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = repository(repo.parent / "other")
    (other / "app.py").write_text("")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
    assert state(repo).clean


def trapped(repo: Path, mark: Path) -> None:
    """Make everything that a repository can name leave a mark."""
    trap = repo.parent / "trap"
    trap.write_text(f"#!/bin/sh\necho $0 $* >> '{mark}'\ncat\n")
    trap.chmod(0o755)
    hooks = repo / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-index-change", "pre-auto-gc", "reference-transaction"):
        shutil.copy(trap, hooks / name)
    (repo / ".git/info/attributes").write_text(
        "*.py filter=evil=odd diff=evil\n*.bin filter=slow.er\n"
    )
    with (repo / ".git/config").open("a") as config:
        config.write(f"""
[core]
    fsmonitor = {trap}
    pager = {trap}
    editor = {trap}
    sshCommand = {trap}
    hooksPath = {hooks}
[filter "evil=odd"]
    clean = {trap}
    smudge = {trap}
    required = true
[filter "slow.er"]
    process = {trap}
    required = true
[diff]
    external = {trap}
[diff "evil"]
    textconv = {trap}
    command = {trap}
[alias]
    status = !{trap}
    rev-parse = !{trap}
[pager]
    status = {trap}
    ls-files = {trap}
[status]
    submoduleSummary = true
    showUntrackedFiles = no
[extensions]
    partialClone = origin
[remote "origin"]
    promisor = true
    url = ext::{trap} %S
    uploadpack = {trap}
[include]
    path = more
""")
    (repo / ".git/more").write_text(f'[filter "more"]\n\tclean = {trap}\n')


def test_nothing_that_a_repository_names_is_run(repo: Path) -> None:
    repository(repo.parent / "other")
    git(repo, "submodule", "--quiet", "add", "../other", "vendored")
    (repo / "a.txt").write_text("")
    git(repo, "add", ".")
    git(repo, "commit", "-q", "-m", "more")
    mark = repo.parent / "mark"
    inner = repo.parent / "inner-mark"
    trapped(repo, mark)
    with (repo / ".git/modules/vendored/config").open("a") as config:
        config.write(f"[core]\n\tfsmonitor = touch {inner}; false\n")
    for name in ("app.py", "data.bin", "sub/inner.py", "vendored/app.py"):
        os.utime(repo / name, (1, 1))  # git has to look into them
    with (repo / ".git/info/attributes").open("a") as attributes:
        attributes.write("a.txt filter=more\n")
    found = state(repo)
    assert not mark.exists(), mark.read_text()
    assert not inner.exists()
    assert found.clean, found
    (repo / "sub/inner.py").write_text("y = 2\n")
    (repo / "hidden.py").write_text("")
    (repo / "data.bin").write_text("a filter might make this the same again")
    assert state(repo).changed == ("hidden.py", "sub/inner.py")
    assert not mark.exists()
    subprocess.run(["git", "status"], cwd=repo, capture_output=True, check=False)
    assert mark.exists(), "the traps do not work"


def test_a_missing_object_is_not_fetched(repo: Path) -> None:
    mark = repo.parent / "mark"
    trapped(repo, mark)
    for folder in (repo / ".git/objects").iterdir():
        if len(folder.name) == 2:
            shutil.rmtree(folder)
    assert not state(repo).clean
    assert not mark.exists()


def test_a_git_that_came_with_the_project_is_not_run(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = repo.parent / "mark"
    program = repo / "bin/git"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\n")
    program.chmod(0o755)
    link = repo.parent / "elsewhere"
    link.symlink_to(program.parent)
    monkeypatch.chdir(repo)
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", os.pathsep.join([str(program.parent), str(link), "bin", "", path]))
    (repo / "app.py").write_text("")
    assert state(repo).changed[0] == "app.py"
    assert not mark.exists()
