from __future__ import annotations

import json
from typing import Any

import pytest

from inhouse.evidence.usage import SourceTree, UsageResult, find_usage
from tests.evidence.usage.projects import packages, tree_of

FILES: dict[str, str | bytes] = {
    "a.py": "import six\nsix.b()\n",
    "b.py": "import (\n",
    "Makefile": "x:\n\tsix run\n",
}


class Memory:
    """Keeps one JSON value, as the cache does."""

    def __init__(self) -> None:
        self.text = "null"
        self.saves = 0

    def load(self) -> Any:
        return json.loads(self.text)

    def save(self, value: Any) -> None:
        self.text = json.dumps(value)
        self.saves += 1


def run(memory: Memory, tree: SourceTree) -> UsageResult:
    return find_usage(tree, packages(("six",)), load=memory.load, save=memory.save)


def unreadable(tree: SourceTree) -> SourceTree:
    def refuse(rel: str) -> bytes:
        raise AssertionError(f"{rel} was read again")

    return SourceTree(
        python=tree.python,
        notebooks=tree.notebooks,
        configuration=tree.configuration,
        stats=tree.stats,
        read=refuse,
    )


def test_a_warm_run_reads_and_writes_nothing_and_says_the_same() -> None:
    memory, tree = Memory(), tree_of(FILES)
    first = run(memory, tree)
    assert run(memory, unreadable(tree)) == first
    assert memory.saves == 1
    assert first.notes


def test_a_changed_file_is_read_again() -> None:
    memory = Memory()
    run(memory, tree_of(FILES))
    result = run(memory, tree_of({**FILES, "a.py": "import six\nsix.u(1)\n"}))
    assert [each.symbol for each in result.usages["six"].symbols] == ["six.u"]
    assert memory.saves == 2


def test_a_deleted_file_is_forgotten() -> None:
    memory = Memory()
    run(memory, tree_of(FILES))
    assert not run(memory, tree_of({"b.py": "if (\n"})).usages["six"].imported
    assert "a.py" not in memory.load()["files"]


def test_a_file_written_just_now_is_read_again() -> None:
    memory = Memory()
    tree = tree_of({"a.py": "import six\n"})
    fresh = SourceTree(
        python=tree.python,
        notebooks=(),
        configuration=(),
        stats={"a.py": (11, 2**62)},
        read=tree.read,
    )
    run(memory, fresh)
    run(memory, fresh)
    assert memory.saves == 2


@pytest.mark.parametrize(
    "value",
    [1, [], {}, {"version": 1, "files": 3}, {"version": None, "files": {"a.py": [1, 1, [1]]}}],
)
def test_a_damaged_index_is_a_cold_run(value: object) -> None:
    memory, tree = Memory(), tree_of(FILES)
    expected = run(memory, tree)
    memory.save(value)
    assert run(memory, tree) == expected


def test_damaged_entries_are_read_again() -> None:
    memory, tree = Memory(), tree_of(FILES)
    expected = run(memory, tree)
    value = memory.load()
    for entry in value["files"].values():
        entry[2] = [{}, 1]
    memory.save(value)
    assert run(memory, tree) == expected


def test_a_file_that_cannot_be_read_is_noted() -> None:
    tree = tree_of({"a.py": "import six\n"})

    def refuse(rel: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    broken = SourceTree(
        python=tree.python, notebooks=(), configuration=(), stats=tree.stats, read=refuse
    )
    (note,) = find_usage(broken, packages(("six",))).notes
    assert note.text == "a.py: Permission denied"
