"""Runs the whole stage on projects given as text or lying under fixtures/usage."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from inhouse.evidence.usage import PackageNames, SourceTree, UsageResult, find_usage
from inhouse.model.evidence import Usage
from inhouse.workspace import Workspace

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "usage"


def packages(names: tuple[str, ...]) -> list[PackageNames]:
    """Each name is a distribution whose import package and script are called the same."""
    return [
        PackageNames(name=name, imports=(name.replace("-", "_"),), commands=(name,))
        for name in names
    ]


def tree_of(files: Mapping[str, str | bytes]) -> SourceTree:
    data = {rel: text.encode() if isinstance(text, str) else text for rel, text in files.items()}
    return SourceTree(
        python=tuple(rel for rel in data if rel.endswith((".py", ".pyi"))),
        notebooks=tuple(rel for rel in data if rel.endswith(".ipynb")),
        configuration=tuple(rel for rel in data if not rel.endswith((".py", ".pyi", ".ipynb"))),
        stats={rel: (len(each), 1) for rel, each in data.items()},
        read=data.__getitem__,
    )


def result_of(files: Mapping[str, str | bytes], *names: str) -> UsageResult:
    return find_usage(tree_of(files), packages(names))


def usage_of(source: str, name: str) -> Usage:
    """The usage of one package in a project of one file."""
    result = result_of({"app.py": source}, name)
    assert not result.notes
    return result.usages[name]


def counts(usage: Usage) -> dict[str, int]:
    return {symbol.symbol: symbol.count for symbol in usage.symbols}


def workspace_tree(root: Path) -> SourceTree:
    workspace = Workspace(root)
    return SourceTree(
        python=workspace.python_files(),
        notebooks=workspace.notebooks(),
        configuration=workspace.config_files(),
        stats=workspace.stats(),
        read=workspace.read,
    )


def fixture(folder: str, *names: str | PackageNames) -> dict[str, Usage]:
    given = [name for name in names if isinstance(name, PackageNames)]
    plain = tuple(name for name in names if isinstance(name, str))
    result = find_usage(workspace_tree(FIXTURES / folder), [*given, *packages(plain)])
    assert not result.notes
    return result.usages
