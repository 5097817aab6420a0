"""The laws of the house, each one an assertion over the imports and calls in src/.

docs/architecture.md draws the staircase; this file keeps the drawing true.
"""

from __future__ import annotations

import ast
import functools
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

pytestmark = pytest.mark.once

SRC = Path(__file__).resolve().parents[1] / "src" / "inhouse"
# A module stands on the floor of its first folder or file below the package.
FLOORS = {
    "__main__": 6,
    "cli": 5,
    "pipeline": 4,
    "settings": 3,
    "target": 3,
    "workspace": 3,
    "lockfiles": 3,
    "manifests": 3,
    "linker": 3,
    "evidence": 3,
    "catalogue": 3,
    "rulebook": 3,
    "classifier": 3,
    "planner": 3,
    "gate": 3,
    "codemod": 3,
    "verifier": 3,
    "relock": 3,
    "tree": 3,
    "reports": 3,
    "model": 2,
    "errors": 1,
    "": 0,  # the package's own __init__: the version
}
FILE_DOORS = {"workspace", "catalogue", "evidence", "verifier", "relock", "tree", "cli"}
PROCESSES = {"verifier", "relock", "tree"}
# The programs that are handed to another interpreter, in a throw-away process, by their paths.
# Only there is code of others run. `inhouse` itself imports none of them.
CHILD_PROGRAMS = {
    "verifier.contract_mutants_child",
    "verifier.contract_plugin",
    "verifier.mutants_child",
    "verifier.mutants_modules",
    "verifier.mutants_trying",
    "verifier.probe",
    "verifier.upstream_plugin",
}
RUNNING_BY_NAME = {"exec", "eval", "__import__"}
RUNNING_BY_ATTRIBUTE = {"import_module", "exec_module", "load_module", "run_module", "run_path"}
OWN_FOLDERS = {"lockfiles", "reports.formats"}  # import inhouse's own modules, found by walking
# What only `replace` and `rules` need.
OF_REPLACE = {"codemod", "planner", "relock", "rulebook", "tree", "verifier"}
# The gate asks git what was there before; `allow` edits a manifest.
OF_GATE = {"pipeline.gating": "tree", "pipeline.allowing": "codemod.manifest"}
# The audit reads ledgers, so it reads the format; it does so only where there is one.
READS_LEDGERS = {"pipeline.ledgers", "pipeline.ledger_digests"}
RENTED_FOR_REPLACE = {"hypothesis": "verifier", "tomlkit": "codemod.inlining.ledger"}
BANNED_NAMES = {"utils", "common", "helpers", "core", "base", "misc"}


@functools.cache
def modules() -> dict[str, ast.Module]:
    found = {}
    for path in sorted(SRC.rglob("*.py")):
        parts = path.relative_to(SRC).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def is_child_program(name: str) -> bool:
    return name in CHILD_PROGRAMS or name.rpartition(".")[0] in CHILD_PROGRAMS


def imports(name: str, tree: ast.Module) -> Iterator[str]:
    """Yield the inhouse modules that a module imports, typing-only imports included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "inhouse":
                    yield alias.name.removeprefix("inhouse").lstrip(".")
        elif isinstance(node, ast.ImportFrom):
            if node.level == 1 and is_child_program(name):  # whose folder stands alone there
                yield f"{name}.{node.module}"
                continue
            assert node.level == 0, f"{name}: write absolute imports"
            if (node.module or "").split(".")[0] != "inhouse":
                continue
            origin = (node.module or "").removeprefix("inhouse").lstrip(".")
            for alias in node.names:
                inner = f"{origin}.{alias.name}".lstrip(".")
                yield inner if inner in modules() else origin


def room(name: str) -> str:
    return name.split(".")[0]


@functools.cache
def edges() -> list[tuple[str, str]]:
    return [(name, other) for name, tree in modules().items() for other in imports(name, tree)]


def test_every_room_has_a_floor() -> None:
    assert {room(name) for name in modules()} <= set(FLOORS)


def test_arrows_only_run_down_and_stages_never_meet() -> None:
    wrong = [
        f"{name} imports {other}"
        for name, other in sorted(set(edges()))
        if room(name) != room(other) and FLOORS[room(other)] >= FLOORS[room(name)]
    ]
    assert wrong == []
    assert len(edges()) > 1000


def test_there_is_no_circle() -> None:
    graph = nx.DiGraph((a, b) for a, b in edges() if a != b)
    assert list(nx.simple_cycles(graph)) == []


def imported_roots(tree: ast.Module) -> set[str]:
    roots = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            roots |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            roots.add(node.module.split(".")[0])
    return roots


def test_the_network_has_one_door() -> None:
    doors = {name for name, tree in modules().items() if "httpx" in imported_roots(tree)}
    assert doors and all(name.startswith("evidence.index") for name in doors), doors
    others = {
        name for name, tree in modules().items() if imported_roots(tree) & {"requests", "pip_audit"}
    }
    assert all(name.startswith("evidence.advisories") for name in others), others
    raw = {
        name
        for name, tree in modules().items()
        if imported_roots(tree) & {"socket", "urllib3", "http", "ftplib"}
    }
    assert raw == set()


def test_processes_are_started_in_three_rooms() -> None:
    starters = {"subprocess", "pty", "multiprocessing"}
    found = {n for n, tree in modules().items() if imported_roots(tree) & starters}
    assert {room(name) for name in found} <= PROCESSES, found
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                called = f"{node.value.id}.{node.attr}"
                assert not called.startswith(("os.system", "os.popen", "os.exec", "os.spawn")), name


def test_nothing_of_others_is_imported_or_run_but_by_child_programs() -> None:
    for name, tree in modules().items():
        if is_child_program(name):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in RUNNING_BY_NAME, f"{name}:{node.lineno}"
            if isinstance(node, ast.Attribute) and node.attr in RUNNING_BY_ATTRIBUTE:
                assert name in OWN_FOLDERS, f"{name}:{node.lineno}"


@pytest.mark.parametrize("program", sorted(CHILD_PROGRAMS))
def test_child_programs_stand_alone(program: str) -> None:
    parts = [name for name in modules() if name == program or name.startswith(f"{program}.")]
    assert parts, f"{program}: gone; take it off the list"
    for name, other in edges():
        if is_child_program(other):
            assert name in parts or not other.startswith(program), f"{name} imports {other}"
        if name in parts:
            assert other.startswith(program), f"{name} imports {other}: it runs without inhouse"


def test_only_replace_and_rules_reach_for_the_rooms_of_replace() -> None:
    for name, other in edges():
        if room(other) not in OF_REPLACE or room(name) == room(other):
            continue
        if name in READS_LEDGERS:
            assert other.startswith("codemod.inlining"), f"{name} imports {other}"
        elif any(name.startswith(each) for each in OF_GATE):
            asked = next(room for each, room in OF_GATE.items() if name.startswith(each))
            assert other.startswith(asked), f"{name} imports {other}"
        else:
            asks = ("pipeline.replacing.", "pipeline.rules", "cli.replace")
            assert name.startswith(asks), f"{name} imports {other}"


def test_libraries_of_replace_stay_where_they_are_needed() -> None:
    for name, tree in modules().items():
        for library in imported_roots(tree) & RENTED_FOR_REPLACE.keys():
            assert name.startswith(RENTED_FOR_REPLACE[library]), f"{name} imports {library}"


def test_files_are_opened_only_in_doors() -> None:
    readers = {"read_text", "read_bytes", "write_text", "write_bytes", "open", "mkstemp"}
    for name, tree in modules().items():
        if room(name) in FILE_DOORS:
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            if isinstance(called, ast.Name):
                assert called.id != "open", f"{name}:{node.lineno} opens a file"
            elif isinstance(called, ast.Attribute):
                assert called.attr not in readers, f"{name}:{node.lineno} opens a file"


def test_text_is_printed_only_by_the_console() -> None:
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "print" or name == "cli.console", f"{name}:{node.lineno}"


def test_names_say_what_lives_there() -> None:
    for name in modules():
        last = name.rsplit(".", 1)[-1]
        assert last not in BANNED_NAMES, name
        assert not last or last == "__main__" or last not in sys.stdlib_module_names, name


def test_rooms_are_small() -> None:
    sizes = {
        path.relative_to(SRC).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in SRC.rglob("*.py")
    }
    # A child program is one file, since it is handed over by its path.
    alone = {f"{name.replace('.', '/')}.py" for name in CHILD_PROGRAMS}
    for path, size in sizes.items():
        assert size <= (360 if path in alone else 300), f"{path} has outgrown its room"
    assert sorted(sizes.values())[len(sizes) // 2] <= 120, "the median file is too long"


def test_functions_are_short() -> None:
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno
                assert length <= 60, f"{name}.{node.name}: {length} lines"


def test_at_most_two_folders_below_the_package() -> None:
    for path in SRC.rglob("*.py"):
        assert len(path.relative_to(SRC).parts) <= 3, path
