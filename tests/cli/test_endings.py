"""How a run ends: exit codes, one line on stderr, and streams that go away."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from inhouse.cli.app import run as run_here

pytestmark = pytest.mark.once

STAND_IN = Path(__file__).parent / "stand_in.py"


def command(behaviour: str, *arguments: str) -> list[str]:
    return [sys.executable, str(STAND_IN), behaviour, *arguments]


def run(behaviour: str, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(behaviour, *arguments),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environ},
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["audit", "--formt", "json"], "No such option: --formt"),
        (["audt"], "No such command 'audt'. Did you mean 'audit'?"),
        (["explain"], "Missing argument 'PACKAGE'"),
        (["audit", "a", "b"], "unexpected extra argument"),
        (["audit", "--format", "xml"], "--format 'xml': no such format; give github, gitlab,"),
        (["graph", "--format", "table"], "give dot or mermaid"),
        (["audit", "--output", "json"], "not FORMAT=FILE"),
        (["audit", "--output", "xml=x"], "--output 'xml': no such format"),
        (["audit", "--output", "json=x", "--output", "table=x"], "goes to the same file"),
        (["audit", "--lock"], "requires an argument"),
    ],
)
def test_a_wrong_command_line_is_two_plain_lines_at_most(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_here(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert says in shown.err
    assert shown.err.startswith("error: ")
    assert len(shown.err.splitlines()) <= 2


@pytest.mark.parametrize(
    ("behaviour", "code", "line"),
    [
        ("refused", 2, "error: uv.lock x: is not TOML; lock again\n"),
        ("offline", 3, "error: no index and nothing cached\n"),
    ],
)
def test_trouble_is_one_line(behaviour: str, code: int, line: str) -> None:
    done = run(behaviour, "audit")
    assert (done.returncode, done.stdout, done.stderr) == (code, "", line)


def test_a_bug_is_one_line_and_a_traceback_only_when_asked() -> None:
    done = run("bug", "audit", INHOUSE_DEBUG="")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("error: this is a bug in inhouse: KeyError:")
    assert len(done.stderr.splitlines()) == 1
    debugged = run("bug", "audit", INHOUSE_DEBUG="1")
    assert debugged.returncode == 3
    assert "Traceback" in debugged.stderr
    assert "\x1b" not in done.stderr + debugged.stderr


def test_a_clean_run_prints_the_report_alone() -> None:
    done = run("instant", "audit")
    assert (done.returncode, done.stderr) == (0, "")
    assert "own 141 lines, shed 11 packages" in done.stdout
    assert "\x1b" not in done.stdout


def test_json_is_one_document_whatever_libraries_print() -> None:
    done = run("chatty", "audit", "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["schema_version"] == 1


def test_the_outcome_decides_the_exit_code() -> None:
    done = run("incomplete", "audit")
    assert done.returncode == 3
    assert "own 141 lines" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "starts"),
    [
        (["explain", "pytz"], "parcel-tracker"),
        (["explain", "pytz", "--format", "json"], "{"),
        (["graph"], "digraph dependencies {"),
        (["graph", "--format", "mermaid"], "flowchart LR"),
    ],
)
def test_each_command_answers(arguments: list[str], starts: str) -> None:
    done = run("instant", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(starts)


@pytest.mark.parametrize(
    ("arguments", "starts"), [(["--version"], "inhouse "), ([], "Usage: inhouse")]
)
def test_what_needs_no_project_answers(
    arguments: list[str], starts: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_here(arguments) == 0
    assert capsys.readouterr().out.startswith(starts)


def test_a_stdout_of_ascii_gets_ascii() -> None:
    done = run("instant", "audit", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert "parcel-tracker - uv.lock - Python" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="POSIX streams and signals")
class TestStreams:
    @pytest.mark.parametrize("arguments", [["audit"], ["--help"]])
    def test_a_reader_that_goes_away_ends_it_quietly(self, arguments: list[str]) -> None:
        reader, writer = os.pipe()
        os.close(reader)
        try:
            done = subprocess.run(
                command("instant", *arguments), stdout=writer, stderr=subprocess.PIPE, check=False
            )
        finally:
            os.close(writer)
        assert (done.returncode, done.stderr) == (0, b"")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
    @pytest.mark.parametrize("arguments", [["audit"], ["--help"]])
    def test_an_output_that_cannot_be_written_is_3(self, arguments: list[str]) -> None:
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                command("instant", *arguments), stdout=full, stderr=subprocess.PIPE, check=False
            )
        assert done.returncode == 3
        assert done.stderr == (
            b"error: standard output: cannot be written: No space left on device\n"
        )

    def test_a_closed_stdout_is_3(self) -> None:
        line = f"'{sys.executable}' '{STAND_IN}' instant audit >&-"
        done = subprocess.run(["sh", "-c", line], stderr=subprocess.PIPE, check=False)
        assert (done.returncode, done.stderr.count(b"\n")) == (3, 1)

    @pytest.mark.parametrize(
        ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["int", "term"]
    )
    def test_an_interrupt_ends_it_at_once(self, sent: signal.Signals, code: int) -> None:
        with subprocess.Popen(
            command("slow", "audit"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stderr is not None
            assert process.stderr.readline() == b"ready\n"
            process.send_signal(sent)
            out, err = process.communicate(timeout=10)
        assert (process.returncode, out, err) == (code, b"", b"error: interrupted\n")


def test_modules_in_the_current_folder_are_never_imported(tmp_path: Path) -> None:
    for name in ("typer", "rich", "inspect", "networkx", "signal", "traceback"):
        tmp_path.joinpath(f"{name}.py").write_text("raise SystemExit('imported')\n")
    done = subprocess.run(
        [sys.executable, "-m", "inhouse", "--version"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("inhouse ")
