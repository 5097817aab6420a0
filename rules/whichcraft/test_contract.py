"""What callers of whichcraft may rely on."""

import os
import shutil

import pytest


@pytest.fixture
def folder(tmp_path):
    for name, mode in (("tool", 0o755), ("text", 0o644)):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(mode)
    (tmp_path / "inner").mkdir()
    return tmp_path


def test_it_is_the_function_of_shutil(subject):
    assert subject.which is shutil.which


def test_a_program_is_found(subject, folder):
    assert subject.which("tool", path=str(folder)) == str(folder / "tool")
    assert subject.which(str(folder / "tool")) == str(folder / "tool")
    assert subject.which("tool", os.F_OK | os.X_OK, str(folder)) == str(folder / "tool")


def test_what_is_no_program_is_not(subject, folder):
    for name in ("text", "inner", "none"):
        assert subject.which(name, path=str(folder)) is None
    assert subject.which("text", mode=os.F_OK, path=str(folder)) == str(folder / "text")
