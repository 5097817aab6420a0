from __future__ import annotations

import os
from pathlib import Path

import pytest

from inhouse.errors import InputError, UsageError
from inhouse.workspace import MAX_FILE_BYTES, Workspace


def write(root: Path, *rels: str, text: str = "x = 1\n") -> None:
    for rel in rels:
        path = root / rel
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.mark.parametrize("name", ["missing", "file", "nul\0"])
def test_a_root_that_is_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError) as caught:
        Workspace(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_foreign_folders_are_not_listed(tmp_path: Path) -> None:
    write(
        tmp_path,
        ".git/hook.py",
        ".tox/a.py",
        "node_modules/a.py",
        "__pycache__/a.py",
        "build/lib/a.py",
        "dist/a.py",
        "x/site-packages/a.py",
        "my_env/lib/a.py",
        "my_env/pyvenv.cfg",
        "venv/lib/a.py",
        "x.egg-info/a.py",
        "a.txt",
    )
    assert Workspace(tmp_path).python_files() == ()


def test_own_files_are_listed_by_kind(tmp_path: Path) -> None:
    write(
        tmp_path,
        "b.py",
        "a/b.pyi",
        "a/n.ipynb",
        "build/__init__.py",
        "a/venv/__init__.py",
        ".github/workflows/ci.yml",
        "data.yml",
        "pyproject.toml",
        "docker/Dockerfile.dev",
        "Makefile",
        "uv.lock",
    )
    workspace = Workspace(tmp_path)
    assert workspace.python_files() == (
        "a/b.pyi",
        "a/venv/__init__.py",
        "b.py",
        "build/__init__.py",
    )
    assert workspace.notebooks() == ("a/n.ipynb",)
    assert workspace.config_files() == (
        ".github/workflows/ci.yml",
        "Makefile",
        "docker/Dockerfile.dev",
        "pyproject.toml",
    )
    assert workspace.names() == ("Makefile", "b.py", "data.yml", "pyproject.toml", "uv.lock")
    assert workspace.stat("b.py").size == 6
    assert workspace.notes == ()


@pytest.mark.parametrize("pattern", ["gen", "gen/", "gen/*.py", "*.py", "gen/a.py"])
def test_excluded_by_path_or_name(tmp_path: Path, pattern: str) -> None:
    write(tmp_path, "gen/a.py")
    assert Workspace(tmp_path, (pattern,)).python_files() == ()


def test_links_out_of_the_project_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "out/secret.py", "in/a.py")
    root = tmp_path / "in"
    (root / "file.py").symlink_to(tmp_path / "out" / "secret.py")
    (root / "folder").symlink_to(tmp_path / "out", target_is_directory=True)
    (root / "loop").symlink_to(root, target_is_directory=True)
    (root / "self.py").symlink_to(root / "self.py")
    (root / "gone.py").symlink_to(root / "nothing.py")
    workspace = Workspace(root)
    assert workspace.python_files() == ("a.py",)
    for rel in ("file.py", "folder/secret.py", "../out/secret.py", str(tmp_path / "out/secret.py")):
        with pytest.raises(InputError, match="outside the project"):
            workspace.read(rel)
    assert not workspace.exists("file.py")


def test_links_inside_the_project_are_read(tmp_path: Path) -> None:
    write(tmp_path, "a.py")
    (tmp_path / "b.py").symlink_to("a.py")
    workspace = Workspace(tmp_path)
    assert workspace.python_files() == ("a.py", "b.py")
    assert workspace.read("b.py") == b"x = 1\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_pipes_are_neither_listed_nor_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    workspace = Workspace(tmp_path)
    assert workspace.python_files() == ()
    with pytest.raises(InputError, match="not a regular file"):
        workspace.read("pipe.py")


def test_limits_are_said(tmp_path: Path) -> None:
    for name in ("big.py", "uv.lock"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(MAX_FILE_BYTES + 1)
    workspace = Workspace(tmp_path)
    with pytest.raises(InputError, match=r"big\.py: larger than 5 MB"):
        workspace.read("big.py")
    assert len(workspace.read("uv.lock")) == MAX_FILE_BYTES + 1
    with (tmp_path / "uv.lock").open("wb") as file:
        file.truncate(100_000_001)
    with pytest.raises(InputError, match=r"uv\.lock: larger than 100 MB"):
        workspace.read("uv.lock")


def test_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.py: No such file"):
        Workspace(tmp_path).read("a.py")
    with pytest.raises(InputError):
        Workspace(tmp_path).read("a\0.py")


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="permissions do not bind here")
def test_unreadable_folder_is_noted(tmp_path: Path) -> None:
    write(tmp_path, "closed/a.py", "b.py")
    (tmp_path / "closed").chmod(0)
    try:
        workspace = Workspace(tmp_path)
        assert workspace.python_files() == ("b.py",)
        assert workspace.notes[0].text == "closed: Permission denied; not read"
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_deep_folders_end(tmp_path: Path) -> None:
    deep = "/".join(["d"] * 100)
    write(tmp_path, f"{deep}/a.py", "b.py")
    assert Workspace(tmp_path).python_files() == ("b.py",)
