"""`inhouse replace` from start to end on a project of ours, its package on a loopback index."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inhouse.codemod.inlining import read_ledger
from tests.command_line import Done, command, inhouse
from tests.evidence.archives import sha256, wheel
from tests.loopback import Loopback
from tests.replacing.shops import APP, GIT, PADS, contents, pads, shop


@pytest.fixture(scope="module")
def index() -> Iterator[Loopback]:
    with Loopback() as server:
        yield server


@pytest.fixture
def project(tmp_path: Path, index: Loopback) -> Path:
    return shop(tmp_path / "shop", index)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def replaced(
    project: Path, index: Loopback, cache: Path, *options: str, names: tuple[str, ...] = ("pads",)
) -> Done:
    fixed = ("--project", project, "--index-url", f"{index.url}/simple", "--cache-dir", cache)
    return inhouse("replace", *names, *fixed, *options)


def only(done: Done) -> dict[str, Any]:
    (found,) = json.loads(done.out)["packages"]
    return dict(found)


PLAN = ("--strategy", "slice", "--no-proof", "--format", "json")


# Wrong usage: one line, exit code 2, nothing changed.


@pytest.mark.once
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--strategy", "magic"), "--strategy 'magic': give drop, stdlib, snippet, slice, vendor"),
        (("--no-proof", "--write"), "nothing is written without proof"),
        (("--all",), "give packages or --all, not both"),
        (("--test", "'"), '--test "\'": not a command'),
        (("--format", "html"), "no such format"),
        (("--output", "json"), "not FORMAT=FILE"),
        (("--into", "src/other", *PLAN), "not an import package of the project (src/shop)"),
    ],
)
def test_wrong_usage_is_one_line(
    project: Path, index: Loopback, cache: Path, options: tuple[str, ...], said: str
) -> None:
    before = contents(project)
    done = replaced(project, index, cache, *options)
    told = done.err if done.code == 2 else done.out
    assert said in told
    assert done.code in (1, 2)
    assert "Traceback" not in done.err
    assert contents(project) == before


def test_nothing_to_replace_is_wrong_usage(project: Path, index: Loopback, cache: Path) -> None:
    done = replaced(project, index, cache, names=())
    assert (done.code, done.err.splitlines()[0]) == (
        2,
        "error: name a package, or give --all for every one that the audit would replace",
    )


def test_an_unknown_package_is_told_from_its_neighbour(
    project: Path, index: Loopback, cache: Path
) -> None:
    done = replaced(project, index, cache, names=("padz",))
    assert done.code == 2
    assert "padz: not in the lock; did you mean pads?" in done.err


def test_uncommitted_changes_are_not_written_over(
    project: Path, index: Loopback, cache: Path
) -> None:
    project.joinpath("src/shop/app.py").write_text(APP + "\n# mine\n")
    before = contents(project)
    done = replaced(project, index, cache, "--strategy", "slice", "--write")
    assert done.code == 2
    assert "src/shop/app.py; commit them, or give --allow-dirty" in done.err
    assert contents(project) == before


# Refusals: exit code 1, the reason in the report, nothing changed.


def test_other_advice_is_a_refusal(project: Path, index: Loopback, cache: Path) -> None:
    project.joinpath("pyproject.toml").write_text(
        project.joinpath("pyproject.toml").read_text()
        + '\n[[tool.inhouse.allow]]\nname = "pads"\nreason = "we like it"\n'
    )
    done = replaced(project, index, cache, "--no-proof", "--format", "json")
    assert done.code == 1
    assert only(done)["status"] == "refused"
    assert "the advice is keep: reviewed and kept: we like it" in only(done)["reason"]


def test_an_unknown_licence_is_refused_and_can_be_accepted(
    tmp_path: Path, index: Loopback, cache: Path
) -> None:
    project = shop(tmp_path / "shop", index, data=pads(licence="GPL-3.0-only"))
    done = replaced(project, index, cache, *PLAN)
    assert done.code == 1
    assert "--accept-license GPL-3.0-only" in only(done)["reason"]
    done = replaced(project, index, cache, *PLAN, "--accept-license", "GPL-3.0-only")
    assert (done.code, only(done)["license"]) == (0, "GPL-3.0-only")


@pytest.mark.once
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("import pads\n\n\ndef f():\n    return __import__('pads')\n", 5),
        ("import pads\n\nprint(pads.__file__)\n", 3),
        ("import sys\n\nimport pads\n\nsys.modules['pads'] = pads\n", 5),
    ],
)
def test_one_unclear_place_keeps_the_package(
    tmp_path: Path, index: Loopback, cache: Path, text: str, line: int
) -> None:
    project = shop(tmp_path / "shop", index, files={"src/shop/odd.py": text})
    before = contents(project)
    done = replaced(project, index, cache, *PLAN)
    found = only(done)
    assert (done.code, found["status"]) == (1, "refused")
    assert ("src/shop/odd.py", line) in {(each["file"], each["line"]) for each in found["left"]}
    assert contents(project) == before


def test_a_file_of_the_users_is_never_overwritten(
    tmp_path: Path, index: Loopback, cache: Path
) -> None:
    mine = {"src/shop/_inhouse/__init__.py": "", "src/shop/_inhouse/pads.py": "mine = 1\n"}
    project = shop(tmp_path / "shop", index, files=mine)
    before = contents(project)
    done = replaced(project, index, cache, "--strategy", "slice", "--write", "--format", "json")
    assert done.code == 1
    assert "src/shop/_inhouse/pads.py" in only(done)["reason"]
    assert contents(project) == before


# The change.


def test_a_plan_changes_nothing_and_is_a_patch_for_git(
    project: Path, index: Loopback, cache: Path
) -> None:
    before = contents(project)
    done = replaced(project, index, cache, *PLAN[:3], "--format", "diff")
    assert (done.code, contents(project) == before) == (0, True)
    subprocess.run([*GIT, "apply", "-"], cwd=project, input=done.out_bytes, check=True)
    assert "from shop._inhouse.pads import left" in project.joinpath("src/shop/app.py").read_text()
    assert "pads" not in project.joinpath("pyproject.toml").read_text()


def test_what_a_package_asks_for_and_never_imports_is_asked_for_by_its_copy(
    tmp_path: Path, cache: Path
) -> None:
    code = f"{PADS}\n\ndef more():\n    import spare\n"
    data = pads(files={"pads.py": code}, requires=("zones>=1", "spare"))
    pins = f"pads==1.0 --hash=sha256:{sha256(data)}\n    # via shop\n"
    with Loopback() as server:
        for name in ("zones", "spare"):
            other = wheel(name, "1.0", {f"{name}.py": "A = 1\n"})
            file = f"{name}-1.0-py3-none-any.whl"
            server.add(f"/files/{file}", other, ranges=True)
            link = f"{server.url}/files/{file}#sha256={sha256(other)}"
            server.add_page(f"/simple/{name}/", [(file, link)])
            pins += f"{name}==1.0 --hash=sha256:{sha256(other)}\n    # via pads\n"
        project = shop(tmp_path / "shop", server, data=data, files={"requirements.txt": pins})
        found = only(replaced(project, server, cache, *PLAN))
    assert found["status"] == "planned", found
    assert found["requires"] == ["zones>=1"]
    assert found["sheds"] == ["pads==1.0", "spare==1.0"]


@pytest.mark.once
def test_what_a_lock_kept_by_hand_still_holds_is_not_said_to_have_left(
    tmp_path: Path, cache: Path
) -> None:
    paths = (
        "spare.py",
        *(f"spare-1.0.dist-info/{each}" for each in ("METADATA", "WHEEL", "RECORD")),
    )
    record = {paths[3]: "".join(f"{path},,\n" for path in paths)}
    other = wheel("spare", "1.0", {"spare.py": "A = 1\n"}, extra=record)
    data = pads(
        files={"pads.py": f"{PADS}\n\ndef more():\n    import spare\n"}, requires=("spare",)
    )
    files = {"requirements.txt": "pads==1.0\nspare==1.0\n"}
    with Loopback() as server:
        link = server.add("/files/spare-1.0-py3-none-any.whl", other, ranges=True)
        server.add_page("/simple/spare/", [("spare-1.0-py3-none-any.whl", link)])
        project = shop(tmp_path / "shop", server, data=data, files=files)
        how = ("--strategy", "slice", "--write", "--format", "json")
        found = only(replaced(project, server, cache, *how))
    assert found["status"] == "applied", found
    assert found["sheds"] == ["pads==1.0"]
    assert "still in the lock: spare==1.0" in found["notes"]
    assert project.joinpath("requirements.txt").read_text() == "spare==1.0\n"


def test_code_goes_to_who_imports_it_and_not_to_who_has_a_word_like_it(
    tmp_path: Path, index: Loopback, cache: Path
) -> None:
    test = 'from pads import left\n\n\ndef test():\n    assert left("a", 2) == " a"\n'
    files = {"src/shop/app.py": 'KEY = {"pads": 1}\n', "tests/__init__.py": ""}
    files["tests/test_app.py"] = test
    found = only(replaced(shop(tmp_path / "shop", index, files=files), index, cache, *PLAN))
    paths = {each["path"] for each in found["files"]}
    assert "tests/_inhouse/pads.py" in paths
    assert not any(path.startswith("src/") for path in paths)


def test_a_setup_file_that_only_names_the_package_needs_no_import(
    project: Path, index: Loopback, cache: Path
) -> None:
    project.joinpath("setup.py").write_text(
        "from setuptools import setup\n\nsetup(name='shop', install_requires=['pads'])\n",
        encoding="utf-8",
    )
    found = only(replaced(project, index, cache, *PLAN))
    assert found["status"] == "planned", found
    assert "setup.py" in [each["path"] for each in found["files"]]


def test_a_module_named_as_the_package_may_import_it(
    tmp_path: Path, index: Loopback, cache: Path
) -> None:
    named = {"src/shop/pads.py": "import pads\n\nshown = pads.left\n"}
    project = shop(tmp_path / "shop", index, files=named)
    found = only(replaced(project, index, cache, *PLAN))
    assert found["status"] == "planned", found
    assert "src/shop/pads.py" in [each["path"] for each in found["files"]]


def test_written_with_proof_and_run_without_the_package(
    project: Path, index: Loopback, cache: Path
) -> None:
    done = replaced(project, index, cache, "--strategy", "slice", "--write", "--format", "json")
    assert done.code == 0, done.err
    found = only(done)
    assert (found["status"], found["strategy"], found["license"]) == ("applied", "slice", "MIT")
    assert found["sites"] == {"rewritten": 1, "left": 0}
    # A compiled list without the command that makes it is not edited, so pads is in it still.
    assert found["sheds"] == []
    assert "still in the lock: pads==1.0" in found["notes"]
    assert found["proof"]["cases"] > 50
    assert found["proof"]["differences"] == []
    owned = project.joinpath("src/shop/_inhouse/pads.py").read_text()
    assert "# From pads 1.0" in owned
    assert "SPDX-License-Identifier: MIT" in owned
    assert "def left(" in owned
    assert "unused" not in owned
    licence = next(project.joinpath("src/shop/_inhouse/licenses").iterdir())
    assert "A. Padder" in licence.read_text()
    (entry,) = read_ledger(project.joinpath("src/shop/_inhouse/ledger.toml").read_text())
    assert (entry.name, entry.version, entry.symbols) == ("pads", "1.0", ("pads.left",))
    assert not project.joinpath(".inhouse-undo").exists()
    runs = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert runs.returncode == 0, runs.stdout
    assert found["proof"]["generated"] > 0
    tests = project.joinpath("tests/test_inhouse_pads.py").read_text()
    assert "import pads" not in tests


@pytest.mark.once
def test_a_second_run_changes_nothing(project: Path, index: Loopback, cache: Path) -> None:
    assert replaced(project, index, cache, "--strategy", "slice", "--write").code == 0
    project.joinpath("requirements.txt").write_text("other==1.0\n")
    once = contents(project)
    again = replaced(
        project, index, cache, "--strategy", "slice", "--write", "--allow-dirty", "--format", "json"
    )
    assert (again.code, only(again)["status"]) == (0, "applied")
    assert "nothing to do" in only(again)["reason"]
    assert contents(project) == once


@pytest.mark.once
def test_the_summary_is_short_markdown(project: Path, index: Loopback, cache: Path) -> None:
    done = replaced(project, index, cache, "--strategy", "slice", "--summary")
    assert done.code == 0
    assert len(done.out.splitlines()) <= 10
    assert done.out.startswith("Take pads 1.0 in-house\n")


@pytest.mark.once
def test_a_failing_lock_tool_takes_everything_back(
    tmp_path: Path, index: Loopback, cache: Path
) -> None:
    project = shop(tmp_path / "shop", index, lock="uv")
    before = contents(project)
    tools = tmp_path / "tools"
    tools.mkdir()
    tool = tools / "uv"
    real = shutil.which("uv", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    tool.write_text(
        "#!/bin/sh\n"
        f'if [ "$1" != lock ]; then exec {real} "$@"; fi\n'
        "echo 'no solution, sorry' >&2\nexit 1\n"
    )
    tool.chmod(0o755)
    done = inhouse(
        *("replace", "pads", "--project", project, "--index-url", f"{index.url}/simple"),
        *("--cache-dir", cache, "--strategy", "slice", "--write", "--format", "json"),
        env={"PATH": f"{tools}:{os.environ['PATH']}"},
    )
    assert done.code == 3
    assert only(done)["status"] == "failed"
    assert "no solution, sorry" in only(done)["reason"]
    assert contents(project) == before


@pytest.mark.once
def test_an_environment_that_cannot_be_made_is_one_line(
    project: Path, index: Loopback, cache: Path, tmp_path: Path
) -> None:
    before = contents(project)
    assert replaced(project, index, tmp_path / "cold", *PLAN).code == 0  # its files are at hand now
    done = inhouse(
        *("replace", "pads", "--project", project, "--offline", "--write"),
        *("--cache-dir", tmp_path / "cold", "--strategy", "slice"),
        env={"UV_CACHE_DIR": str(tmp_path / "uv"), "PIP_NO_INDEX": "1"},
    )
    assert done.code == 3, done.out
    assert len(done.err.strip().splitlines()) == 1
    assert "Traceback" not in done.err
    assert contents(project) == before


@pytest.mark.once
@pytest.mark.parametrize("delay", [0.3, 1.0, 2.0, 3.0])
def test_killed_at_any_time_nothing_is_lost(
    project: Path, index: Loopback, cache: Path, delay: float
) -> None:
    before = contents(project)
    options = (*("--index-url", f"{index.url}/simple"), *("--cache-dir", str(cache)))
    run = subprocess.Popen(
        command(
            "replace", "pads", "--project", project, *options, "--strategy", "slice", "--write"
        ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(delay)
    run.send_signal(signal.SIGKILL)
    run.wait()
    done = replaced(project, index, cache, *PLAN, "--allow-dirty")
    assert "Traceback" not in done.err
    after = contents(project)
    whole = "src/shop/_inhouse/pads.py" in after and "tests/test_inhouse_pads.py" in after
    assert after == before or whole
