"""What callers of atomicwrites may rely on."""

import os
import stat
import sys

import pytest

posix = pytest.mark.skipif(sys.platform == "win32", reason="no such thing there")


def test_a_new_file(subject, tmp_path):
    path = tmp_path / "x"
    with subject.atomic_write(path) as file:
        file.write("ab")
        file.flush()
        assert not path.exists()
        assert os.path.dirname(file.name) == str(tmp_path)
        assert os.path.basename(file.name).startswith("tmp")
    assert file.closed
    assert path.read_text() == "ab"
    assert os.listdir(tmp_path) == ["x"]


@pytest.mark.parametrize("options", [{}, {"overwrite": False}])
def test_what_is_there_stays(subject, tmp_path, options):
    path = tmp_path / "x"
    path.write_text("old")
    with pytest.raises(FileExistsError), subject.atomic_write(str(path), **options) as file:
        file.write("new")
        done = True
    assert done
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["x"]


def test_overwriting(subject, tmp_path):
    path = tmp_path / "x"
    for text in ("one", "two"):
        with subject.atomic_write(path, overwrite=True) as file:
            file.write(text)
        assert path.read_text() == text
    assert os.listdir(tmp_path) == ["x"]


@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("overwrite", [True, False])
def test_a_block_that_raises(subject, tmp_path, kind, overwrite):
    path = tmp_path / "x"
    error = kind()
    with pytest.raises(kind) as caught, subject.atomic_write(path, overwrite=overwrite) as file:
        file.write("half")
        raise error
    assert caught.value is error
    assert file.closed
    assert os.listdir(tmp_path) == []


def test_a_file_closed_by_the_block(subject, tmp_path):
    with pytest.raises(ValueError), subject.atomic_write(tmp_path / "x") as file:
        file.close()
    assert os.listdir(tmp_path) == []


def test_modes(subject, tmp_path):
    path = tmp_path / "x"
    with subject.atomic_write(path, mode="wb", overwrite=True) as file:
        file.write(b"\x00\r\n")
    assert path.read_bytes() == b"\x00\r\n"
    with subject.atomic_write(path, mode="w+", overwrite=True) as file:
        file.write("abc")
        file.seek(0)
        assert file.read() == "abc"
    assert path.read_text() == "abc"
    for mode in ("a", "x", "r", "r+", "xb", "ab", "wa", "wx", ""):
        with pytest.raises(ValueError):
            subject.atomic_write(path, mode=mode)
    assert path.read_text() == "abc"


def test_options_of_open(subject, tmp_path):
    path = tmp_path / "x"
    with subject.atomic_write(path, encoding="utf-16", newline="\r\n") as file:
        file.write("\xe9\n")
        assert file.encoding == "utf-16"
    assert path.read_bytes().decode("utf-16") == "\xe9\r\n"
    with subject.atomic_write(path, encoding="ascii", errors="replace", overwrite=True) as file:
        file.write("\xe9")
    assert path.read_text() == "?"
    with (
        pytest.raises(LookupError),
        subject.atomic_write(path, encoding="no such thing", overwrite=True),
    ):
        pass
    assert path.read_text() == "?"


def test_wrong_paths(subject, tmp_path):
    with pytest.raises(FileNotFoundError), subject.atomic_write(tmp_path / "none" / "x"):
        pass
    for wrong in (None, 5):
        with pytest.raises(TypeError):
            subject.atomic_write(wrong)
    with pytest.raises(OSError), subject.atomic_write(tmp_path, overwrite=True):
        pass


def test_the_folder_at_hand(subject, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with subject.atomic_write("x") as file:
        file.write("a")
    with subject.atomic_write(os.path.join(os.curdir, "y")) as file:
        file.write("b")
    assert sorted(os.listdir()) == ["x", "y"]


@posix
def test_only_the_owner_may_read_it(subject, tmp_path):
    path = tmp_path / "x"
    path.write_text("old")
    path.chmod(0o644)
    with subject.atomic_write(path, overwrite=True):
        pass
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@posix
def test_links_are_replaced(subject, tmp_path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    with subject.atomic_write(tmp_path / "link", overwrite=True) as file:
        file.write("new")
    assert (tmp_path / "real").read_text() == "old"
    assert not (tmp_path / "link").is_symlink()


@pytest.fixture
def synced(subject, monkeypatch):
    """Returns what is synced: whether it is a folder, and the size of a file."""
    found = []
    real = os.fsync

    def sync(descriptor):
        state = os.fstat(descriptor)
        found.append("folder" if stat.S_ISDIR(state.st_mode) else state.st_size)
        real(descriptor)

    names = subject.atomic_write.__globals__
    monkeypatch.setattr(os, "fsync", sync)
    if "_proper_fsync" in names:  # bound when the package was loaded
        monkeypatch.setitem(names, "_proper_fsync", sync)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="syncs in other ways")
@pytest.mark.parametrize("overwrite", [True, False])
def test_all_is_synced(subject, tmp_path, synced, overwrite):
    with subject.atomic_write(tmp_path / "x", overwrite=overwrite) as file:
        file.write("abc")
    assert synced == [3, "folder"]


@pytest.mark.skipif(sys.platform != "linux", reason="syncs in other ways")
def test_moving(subject, tmp_path, synced):
    (tmp_path / "a").mkdir()
    one, two, three = tmp_path / "one", tmp_path / "two", tmp_path / "a" / "three"
    one.write_text("1")
    two.write_text("2")
    with pytest.raises(FileExistsError):
        subject.move_atomic(str(one), str(two))
    assert (one.read_text(), two.read_text(), synced) == ("1", "2", [])
    subject.replace_atomic(str(one), str(two))
    assert (one.exists(), two.read_text(), synced) == (False, "1", ["folder"])
    subject.move_atomic(str(two), str(three))
    assert (two.exists(), three.read_text(), synced) == (False, "1", ["folder"] * 3)
    for name in ("move_atomic", "replace_atomic"):
        with pytest.raises(FileNotFoundError):
            getattr(subject, name)(str(one), str(tmp_path / "x"))


def test_paths_that_are_bytes(subject, side, tmp_path):
    path = os.fsencode(tmp_path / "x")
    if side == "original":
        with pytest.raises(TypeError), subject.atomic_write(path):
            pass
    else:
        with subject.atomic_write(path) as file:
            file.write("a")
        assert (tmp_path / "x").read_text() == "a"
