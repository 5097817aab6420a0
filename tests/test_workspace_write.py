from __future__ import annotations

import errno
import os
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from inhouse.errors import IncompleteError, InhouseError, InputError
from inhouse.model.patch import FileChange, Patch, patch_of
from inhouse.workspace import Workspace
from tests.written import FILES, LOCK, in_child, patch, project, tree

ROOT_USER = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


def one(path: str, after: bytes | None = b"new\n", before: bytes | None = None) -> Patch:
    return Patch(changes=(FileChange(path=path, before=before, after=after),))


def refused(root: Path, change: Patch, guard: tuple[str, ...] = ()) -> str:
    """Return why a patch is refused; nothing may have changed."""
    before = tree(root, times=True)
    with pytest.raises(InhouseError) as caught:
        Workspace(root).write(change, guard=guard)
    assert tree(root, times=True) == before
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("path", "before", "why"),
    [
        ("src/app.py", b"import toml", "changed since it was read"),
        ("src/app.py", None, "exists already"),
        ("src/none.py", b"", "is gone"),
        ("src", None, "a directory|not a regular file|Is a directory"),
        ("run.py/x.py", None, "is a file"),
    ],
)
def test_a_file_that_is_not_as_expected_is_refused(
    root: Path, path: str, before: bytes | None, why: str
) -> None:
    said = refused(root, one(path, before=before))
    assert any(each in said for each in why.split("|")), said


def test_one_wrong_file_stops_all_others(root: Path) -> None:
    assert "changed since" in refused(root, patch().then(one("kept.bin", before=b"?")))


@pytest.mark.parametrize(
    "path",
    [
        "../x.py",
        "/etc/x",
        "a/../../x",
        "./x",
        "",
        "a//b",
        "x\0",
        ".",
        "src/..",
        "out/x.py",
        "a" * 300,
        "\ud800",
    ],
)
def test_paths_that_leave_the_project_are_refused(root: Path, path: str) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    (root / "out").symlink_to(outside)
    refused(root, one(path))
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("path", [".git/config", "a/.GIT/hooks/x", ".inhouse-undo/0.old"])
def test_what_is_not_the_projects_own_is_refused(root: Path, path: str) -> None:
    assert "not the project's own" in refused(root, one(path))


def test_links_that_lead_nowhere_or_round_are_refused(root: Path) -> None:
    (root / "dangling.py").symlink_to("nowhere.py")
    (root / "round.py").symlink_to("round.py")
    (root / "away.py").symlink_to("/etc/hostname")
    for name in ("round.py", "away.py"):
        refused(root, one(name))
    # a link to a file that is not there yet is one that would be made behind the user's back
    assert refused(root, one("dangling.py", before=b"x"))
    assert (root / "dangling.py").is_symlink()


def test_a_link_is_never_deleted(root: Path) -> None:
    why = refused(root, one("link.py", after=None, before=FILES["src/app.py"]))
    assert why == ("link.py: leads to src/app.py; delete it by hand: a link is never deleted")


def test_two_names_of_one_file_must_say_the_same(root: Path) -> None:
    text = FILES["src/app.py"]
    both = [FileChange(path=each, before=text, after=b"a") for each in ("link.py", "src/app.py")]
    other = FileChange(path="src/app.py", before=text, after=b"b")
    assert "is the same file as src/app.py" in refused(root, patch_of([both[0], other]))
    Workspace(root).write(patch_of(both)).done()
    assert (root / "link.py").is_symlink()
    assert (root / "src/app.py").read_bytes() == b"a"


@pytest.mark.parametrize("path", ["src/app.py", "run.py"])
def test_a_read_only_file_is_refused(root: Path, path: str) -> None:
    (root / path).chmod(0o444)
    assert refused(root, patch()) == f"{path}: is read-only; make it writable"


@pytest.fixture
def immutable(root: Path) -> Iterator[Path]:
    done = subprocess.run(["chattr", "+i", str(root / "src")], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("chattr +i does not work here")
    yield root
    subprocess.run(["chattr", "-i", str(root / "src")], check=True)


@pytest.mark.skipif(not ROOT_USER, reason="only root makes folders immutable")
def test_a_folder_that_even_root_cannot_write_is_refused(immutable: Path) -> None:
    assert refused(immutable, patch()) == "src: this folder is read-only; make it writable"


def open_the_way_to(root: Path) -> None:
    """Lets every user through the folders that pytest made for its own user only."""
    for parent in root.parents:
        if parent.stat().st_uid == os.getuid() and parent.stat().st_mode & 0o077 == 0:
            parent.chmod(0o711)


@pytest.mark.skipif(not ROOT_USER, reason="only root can become somebody else")
@pytest.mark.parametrize("folder", [".", "src"])
def test_a_folder_that_a_user_cannot_write_is_refused(root: Path, folder: str) -> None:
    for path in [root, *root.rglob("*")]:
        os.chown(path, 65534, 65534, follow_symlinks=False)
    (root / folder).chmod(0o555)
    open_the_way_to(root)

    def as_nobody() -> None:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
        assert refused(root, patch()).startswith(f"{folder}: this folder is read-only")

    assert in_child(as_nobody) == 0


@pytest.mark.skipif(not ROOT_USER, reason="only root can become somebody else")
def test_a_file_whose_owner_would_change_is_refused(root: Path) -> None:
    for path in [root, *root.rglob("*")]:
        os.chown(path, 65534, 65534, follow_symlinks=False)
    os.chown(root / "src/app.py", 12345, 12345)
    (root / "src/app.py").chmod(0o666)
    open_the_way_to(root)

    def as_nobody() -> None:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
        assert "belongs to another user" in refused(root, patch())

    assert in_child(as_nobody) == 0


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(place)]
    if not ROOT_USER or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small file system can be mounted here")
    yield project(place / "project")
    subprocess.run(["umount", str(place)], check=True)


def test_a_change_that_will_not_fit_is_refused_before_it_begins(small: Path) -> None:
    why = refused(small, patch().then(one("big.py", b"x" * 300_000)))
    assert "are free; nothing was written" in why


@pytest.mark.parametrize("when", ["keep src/app.py", "manifest", "new run.py", "put src/app.py"])
def test_a_disk_that_fills_up_meanwhile_undoes_the_write(small: Path, when: str) -> None:
    before = tree(small, times=True)
    filler = small.parent / "filler"

    def step(name: str) -> None:
        if name != when:
            return
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError as error:
                assert error.errno == errno.ENOSPC

    change = patch().then(one("deep/new/x.py", b"x" * 9000))
    if when.startswith("put"):  # all room is taken by then: it succeeds on a full disk
        Workspace(small).write(change, step=step).undo()
    else:
        with pytest.raises(IncompleteError, match="No space left on device; nothing was changed"):
            Workspace(small).write(change, step=step)
    assert tree(small, times=True) == before


def test_a_file_that_may_not_grow_that_big_undoes_the_write(root: Path) -> None:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        assert "File too large; nothing was changed" in refused(root, many_bytes)

    many_bytes = patch().then(one("zz/big.py", b"x" * 30_000))
    assert in_child(limited) == 0


def test_a_file_that_changes_while_writing_undoes_the_write(root: Path) -> None:
    before = tree(root, times=True)

    def edit(name: str) -> None:
        if name == "put src/app.py":
            (root / "src/app.py").write_bytes(b"edited")

    with pytest.raises(InputError, match="changed while inhouse was writing") as caught:
        Workspace(root).write(patch(), step=edit)
    after = tree(root, times=True)
    assert (root / "src/app.py").read_bytes() == b"edited"
    del before["src/app.py"], after["src/app.py"]
    assert after == before
    assert "run inhouse again" in str(caught.value)


def test_nothing_to_write_leaves_no_trace(root: Path) -> None:
    before = tree(root, times=True)
    Workspace(root).write(Patch()).done()
    Workspace(root).write(Patch()).undo()
    assert Workspace(root).recover() == ()
    assert tree(root, times=True) == before


def test_all_is_written_with_modes_kept(root: Path) -> None:
    workspace = Workspace(root)
    assert "src/_inhouse/__init__.py" not in workspace.python_files()
    old = os.umask(0o027)
    try:
        workspace.write(patch()).done()
    finally:
        os.umask(old)
    for change in patch().changes:
        path = root / change.path
        assert (path.read_bytes() if path.exists() else None) == change.after
    modes = {rel: mode for rel, (mode, _) in tree(root).items()}
    assert modes["run.py"] == 0o755
    assert modes["src/app.py"] == 0o640
    assert modes["src/_inhouse/__init__.py"] == 0o640
    assert modes["src/_inhouse/deep"] == 0o750
    assert not list(root.rglob(".inhouse*"))
    assert "src/_inhouse/__init__.py" in workspace.python_files()


@pytest.mark.skipif(not ROOT_USER, reason="only root gives files away")
def test_owner_and_attributes_are_kept_both_ways(root: Path) -> None:
    path = root / "src/app.py"
    os.chown(path, 1234, 4321)
    try:
        os.setxattr(path, "user.kept", b"yes")
    except OSError:
        pytest.skip("no extended attributes here")
    undo = Workspace(root).write(patch())
    for _ in range(2):
        assert (path.stat().st_uid, path.stat().st_gid) == (1234, 4321)
        assert os.getxattr(path, "user.kept") == b"yes"
        undo.undo()


def test_a_link_inside_is_kept_and_its_target_written(root: Path) -> None:
    Workspace(root).write(one("link.py", before=FILES["src/app.py"])).done()
    assert (root / "link.py").readlink() == Path("src/app.py")
    assert (root / "src/app.py").read_bytes() == b"new\n"


def test_undo_puts_all_back_and_the_lock_too(root: Path) -> None:
    before = tree(root, times=True)
    undo = Workspace(root).write(patch(), guard=(LOCK, "pdm.lock"))
    (root / LOCK).write_bytes(b"refreshed")
    (root / "pdm.lock").write_bytes(b"new")
    (root / "src/_inhouse/__pycache__").mkdir()
    (root / "src/_inhouse/__pycache__/x.pyc").write_bytes(b"")
    undo.undo()
    assert tree(root, times=True) == before
    undo.undo()
    undo.done()


def test_undo_keeps_what_somebody_added(root: Path) -> None:
    undo = Workspace(root).write(patch())
    (root / "src/_inhouse/mine.py").write_bytes(b"mine")
    undo.undo()
    assert [path.name for path in (root / "src/_inhouse").iterdir()] == ["mine.py"]


def test_undo_does_not_overwrite_somebodys_edit(root: Path) -> None:
    undo = Workspace(root).write(patch())
    (root / "src/app.py").write_bytes(b"mine")
    with pytest.raises(InputError, match=r"src/app.py: changed since .* this one is \d.old"):
        undo.undo()
    assert (root / "src/app.py").read_bytes() == b"mine"
    undo.done()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{" * 100_000,
        '{"version": 2, "records": [], "folders": []}',
        '{"version": 1, "records": [], "folders": ["../victim"]}',
        '{"version": 1, "records": [{"path": "../victim/x", "before": null, "after": null, '
        '"loose": true, "waits": ".inhouse-new-1"}], "folders": []}',
        '{"version": 1, "records": [{"path": "x", "before": null, "after": null, '
        '"loose": true, "waits": "../victim/x"}], "folders": []}',
        '{"version": 1, "records": [{"path": "x", "before": null, "after": null, '
        '"loose": true, "waits": "kept.bin"}], "folders": []}',
        '{"version": 1, "records": [{"path": "run.py", "before": "00", "after": "00", '
        '"loose": true, "waits": ".inhouse-new-1"}], "folders": []}',
    ],
)
def test_a_journal_that_came_with_the_project_harms_nothing(root: Path, text: str) -> None:
    victim = root.parent / "victim"
    victim.mkdir()
    (victim / "x").write_bytes(b"")
    (root / ".inhouse-undo").mkdir()
    (root / ".inhouse-undo/manifest.json").write_text(text)
    (root / ".inhouse-undo/0.old").symlink_to("/etc/hostname")
    before = tree(root)
    with pytest.raises(InputError):
        Workspace(root).recover()
    after = tree(root)
    after.pop(".inhouse-undo/lock", None)
    assert after == before
    assert (victim / "x").exists()
