"""What callers of editor may rely on."""

import io
import os
import sys
import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def folder(monkeypatch):
    """Return a folder that is the current one, and all of PATH but for what sh needs."""
    with tempfile.TemporaryDirectory() as name:
        monkeypatch.chdir(name)
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.delenv("EDITOR", raising=False)
        yield Path(name).resolve()
        monkeypatch.chdir("/")


def program(path, script='printf "%s|" "$@" >> "$LAST"', mode=0o755):
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\nfor LAST; do :; done\n{script}\n")
    path.chmod(mode)
    return str(path)


def test_which_editor(subject, folder, monkeypatch):
    monkeypatch.setenv("EDITOR", "two")
    assert subject.get_editor() == "two"
    monkeypatch.setenv("VISUAL", "one -w")
    assert subject.get_editor() == "one -w"
    monkeypatch.setenv("VISUAL", "")
    assert subject.get_editor() == "two"


def test_known_editors(subject, folder, monkeypatch):
    monkeypatch.setenv("PATH", str(folder / "bin"))
    monkeypatch.setenv("EDITOR", "")
    with pytest.raises(subject.EditorError) as caught:
        subject.get_editor()
    assert str(caught.value) == (
        "Unable to find a viable editor on this system."
        "Please consider setting your $EDITOR variable"
    )
    assert isinstance(caught.value, RuntimeError)
    with pytest.raises(subject.EditorError):
        subject.edit(contents="x")
    for name in ("nano", "emacs", "vim", "editor"):
        path = program(folder / "bin" / name)
        assert subject.get_editor() == path
    program(folder / "bin" / "vi")
    assert subject.get_editor() == str(folder / "bin" / "editor")


def test_a_temporary_file(subject, folder, monkeypatch):
    monkeypatch.setenv("EDITOR", program(folder / "ed"))
    found = subject.edit(contents="text\n", suffix=".md")
    assert type(found) is bytes
    text, _, rest = found.decode().partition("\n")
    assert text == "text"
    assert rest.endswith(".md|")
    assert rest.count("|") == 1
    assert not os.path.exists(rest[:-1])
    assert subject.edit().decode().count("|") == 1
    assert subject.edit(None, b"\xff", False, "")[:1] == b"\xff"
    assert subject.edit(contents="\xe9")[:2] == "\xe9".encode()
    assert not subject.edit(contents="").startswith(b"\n")


def test_a_file(subject, folder, monkeypatch):
    monkeypatch.setenv("EDITOR", program(folder / "ed", 'echo more >> "$1"'))
    path = folder / "x.txt"
    path.write_text("one\n")
    assert subject.edit(str(path)) == b"one\nmore\n"
    assert path.read_text() == "one\nmore\n"
    assert subject.edit(filename=path, contents="two\n") == b"two\nmore\n"
    assert subject.edit("x.txt", contents="") == b"more\n"
    new = folder / "new.txt"
    assert subject.edit(str(new)) == b"more\n"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("vim", ["-f", "-o"]),
        ("gvim", ["-f", "-o"]),
        ("vim.basic", ["-f", "-o"]),
        ("vim.tiny", ["-f", "-o"]),
        ("emacs", ["-nw"]),
        ("gedit", ["-w", "--new-window"]),
        ("nano", ["-R"]),
        ("ed", []),
        ("vi", []),
    ],
)
def test_arguments(subject, folder, monkeypatch, name, arguments):
    path = program(folder / "bin" / name)
    monkeypatch.setenv("EDITOR", path)
    file = folder / "x.txt"
    file.touch()
    assert subject.edit(str(file)).decode().split("|")[:-1] == [*arguments, str(file)]
    link = folder / "link"
    link.symlink_to(path)
    monkeypatch.setenv("EDITOR", str(link))
    file.write_text("")
    assert subject.edit(str(file)).decode().split("|")[:-1] == [*arguments, str(file)]


def test_an_editor_that_cannot_be_started(subject, folder, monkeypatch):
    for name in (str(folder / "none"), program(folder / "ed") + " -w"):
        monkeypatch.setenv("EDITOR", name)
        with pytest.raises(FileNotFoundError):
            subject.edit(contents="x")
    monkeypatch.setenv("EDITOR", program(folder / "plain", mode=0o644))
    with pytest.raises(PermissionError):
        subject.edit(contents="x")


def test_an_editor_that_fails(subject, folder, monkeypatch):
    monkeypatch.setenv("EDITOR", program(folder / "ed", "exit 3"))
    assert subject.edit(contents="x") == b"x"
    monkeypatch.setenv("EDITOR", program(folder / "ed", '/bin/rm "$1"'))
    path = folder / "x.txt"
    with pytest.raises(FileNotFoundError):
        subject.edit(str(path), contents="x")


@pytest.mark.parametrize("wrong", [5, ["x"]])
def test_contents_that_are_no_text(subject, folder, monkeypatch, wrong):
    monkeypatch.setenv("EDITOR", program(folder / "ed"))
    with pytest.raises(TypeError):
        subject.edit(contents=wrong)


class Stream(io.StringIO):
    def __init__(self, is_terminal):
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self):
        return self.is_terminal


@pytest.mark.parametrize(
    ("given", "reads", "writes", "asks"),
    [
        (None, True, False, True),
        (None, True, True, False),
        (None, False, False, False),
        (True, False, True, True),
        (False, True, False, False),
    ],
)
def test_the_terminal(subject, folder, monkeypatch, given, reads, writes, asks):
    monkeypatch.setenv("EDITOR", program(folder / "ed"))
    monkeypatch.setattr(sys, "stdin", Stream(reads))
    monkeypatch.setattr(sys, "stdout", Stream(writes))
    if asks:  # there is none here
        with pytest.raises(OSError) as caught:
            subject.edit(contents="x", use_tty=given)
        assert caught.value.filename in ("/dev/tty", Path("/dev/tty"))
    else:
        assert subject.edit(contents="x", use_tty=given)[:1] == b"x"


def test_files_that_are_no_programs(subject, side, folder, monkeypatch):
    monkeypatch.setenv("PATH", str(folder / "bin"))
    path = program(folder / "bin" / "nano")
    program(folder / "bin" / "vim", mode=0o644)
    (folder / "editor").touch()
    assert (subject.get_editor() == path) == (side == "replacement")
