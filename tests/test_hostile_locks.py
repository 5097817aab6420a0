"""Damaged and malicious locks of every format: one line, exit code 2, soon, in little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inhouse.model.toml_text import toml_tables
from tests.command_line import Done, audit
from tests.sound_locks import LOCKS, MANY, NEWER, UV

pytestmark = pytest.mark.once

TOML = ("uv.lock", "poetry.lock", "pdm.lock", "pylock.toml")
MENDS = ("again", "resolve", "restore", "correct", "remove", "newer inhouse", "fewer", "split",
         "write it as", "not read", "lock it first")  # fmt: skip


def locked(tmp_path: Path, name: str, data: str | bytes) -> Done:
    project = tmp_path / "shop"
    project.mkdir()
    project.joinpath(name).write_bytes(data.encode() if isinstance(data, str) else data)
    return audit(project, "--offline")


def refused(done: Done, *says: str) -> None:
    """Check that a run ended in one whole line that says where, what and what to do."""
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert done.err.startswith("error: ")
    assert done.err[:-1].isprintable()
    assert len(done.err) < 500
    assert "bug" not in done.err
    assert any(mend in done.err for mend in MENDS), done.err
    for each in says:
        assert each in done.err
    assert done.seconds < 60
    assert done.megabytes < 250


DAMAGE: dict[str, tuple[Callable[[str], bytes], str]] = {
    "binary": (lambda _: bytes(range(256)) * 40, "is not UTF-8"),
    "utf-16": (lambda text: text.encode("utf-16"), "is not UTF-8"),
    "latin-1": (lambda text: b"# \xe9\n" + text.encode(), "byte 2 is not UTF-8"),
    "nul": (lambda text: (text[:20] + "\0" + text[20:]).encode(), "NUL bytes"),
    "merge": (
        lambda text: text.replace("\n", "\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n", 1).encode(),
        "line 2: has merge conflict markers; resolve them",
    ),
    "escape": (lambda text: text.replace("tiny", "ti\x1b[31mny").encode(), ""),
    "bidi": (lambda text: text.replace("tiny", "ti\u202eny").encode(), ""),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("name", LOCKS)
def test_what_is_no_lock_is_one_line(tmp_path: Path, name: str, damage: str) -> None:
    make, says = DAMAGE[damage]
    refused(locked(tmp_path, name, make(LOCKS[name])), name, says)


@pytest.mark.parametrize("name", LOCKS)
def test_an_empty_lock_is_one_line(tmp_path: Path, name: str) -> None:
    says = "no lockfile" if name == "requirements.txt" else f"{name}: is empty"
    refused(locked(tmp_path, name, "\n \n"), says)


@pytest.mark.parametrize("name", [*TOML, "Pipfile.lock"])
@pytest.mark.parametrize("part", [0.3, 0.55, 0.8])
def test_a_cut_lock_is_refused_or_read_as_the_shorter_lock_it_is(
    tmp_path: Path, name: str, part: float
) -> None:
    text = LOCKS[name]
    done = locked(tmp_path, name, text[: int(len(text) * part)])
    if done.code:
        refused(done, name)
    else:
        assert done.report["summary"]["packages"] <= 1


@pytest.mark.parametrize("name", NEWER)
def test_a_newer_major_version_is_refused(tmp_path: Path, name: str) -> None:
    done = locked(tmp_path, name, LOCKS[name].replace(*NEWER[name]))
    refused(done, name, "newest that is known; a newer inhouse")


@pytest.mark.parametrize("name", MANY)
def test_a_lock_of_absurdly_many_packages_is_refused_at_once(tmp_path: Path, name: str) -> None:
    rows = MANY[name] * 20_001
    text = '{"default": {' + rows + "}}" if name == "Pipfile.lock" else LOCKS[name] + rows
    done = locked(tmp_path, name, text)
    refused(done, name, "20,000")
    assert done.seconds < 60


def test_a_lock_of_50_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    row = MANY["uv.lock"]
    done = locked(tmp_path, "uv.lock", UV + row * (50_000_000 // len(row)))
    refused(done, "uv.lock: names 1,")


def test_a_lock_past_the_limit_is_refused(tmp_path: Path) -> None:
    project = tmp_path / "shop"
    project.mkdir()
    with project.joinpath("uv.lock").open("wb") as file:
        file.truncate(100_000_001)  # takes no room on disk
    refused(audit(project, "--offline"), "uv.lock: larger than 100 MB")


def _deep() -> Iterator[tuple[str, str, str]]:
    for name in TOML:
        yield name, LOCKS[name] + "x = " + "[" * 10_000 + "]" * 10_000, "nested too deeply"
        yield name, LOCKS[name] + "x" + ".x" * 10_000 + " = 1", "a key has more than 100 parts"
        yield name, LOCKS[name] + "x = " + "9" * 10_000, "a number has too many digits"
    yield "Pipfile.lock", '{"a":' * 10_000 + "}" * 10_000, "nested too deeply"


@pytest.mark.parametrize(("name", "text", "says"), list(_deep()), ids=lambda _: "")
def test_what_would_take_the_parser_hours_or_its_stack(
    tmp_path: Path, name: str, text: str, says: str
) -> None:
    done = locked(tmp_path, name, text)
    refused(done, name, says)
    assert done.seconds < 60


@pytest.mark.parametrize("name", LOCKS)
def test_a_name_that_is_a_path_reaches_nothing(tmp_path: Path, name: str) -> None:
    text = LOCKS[name].replace("tiny", "../../etc/passwd")
    done = locked(tmp_path, name, text + "tiny==1\n" if name == "requirements.txt" else text)
    if name == "requirements.txt":  # pip reads a path there
        assert done.code == 0
        assert "unnamed-requirement" in done.codes()
    else:
        refused(done, name, "is not a distribution name")


def test_a_broken_requirements_file_is_not_hidden_by_an_environment(tmp_path: Path) -> None:
    site = tmp_path / "shop/.venv/lib/python3.11/site-packages"
    site.mkdir(parents=True)
    tmp_path.joinpath("shop/.venv/pyvenv.cfg").write_text("version = 3.11.0\n")
    tmp_path.joinpath("shop/requirements.txt").write_text("a==1  # via b\n<<<<<<< HEAD\nb==1\n")
    refused(audit(tmp_path / "shop", "--offline"), "requirements.txt: line 2: has merge conflict")


def test_includes_that_double_at_every_step_are_read_once(tmp_path: Path) -> None:
    for step in range(20):
        lines = f"-r requirements{step + 1}.txt\n" * 2
        tmp_path.joinpath(f"requirements{step}.txt").write_text(lines)
    tmp_path.joinpath("requirements20.txt").write_text("a==1\n")
    done = audit(tmp_path, "--offline")
    assert (done.code, done.report["summary"]["packages"]) == (0, 1)
    assert done.seconds < 60


@pytest.mark.parametrize(
    "text",
    ["y" * 500_000, '"' * 500_000, '" ' * 250_000, "x." * 90 + '"', ("x." * 90 + "!") * 5_000],
)
def test_looking_for_long_keys_takes_no_time_itself(text: str) -> None:
    with pytest.raises(ValueError, match=r"line|document"):
        toml_tables(text)
