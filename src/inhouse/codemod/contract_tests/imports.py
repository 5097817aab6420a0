"""The import block of a generated test file: standard library, installed, the project's own."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from inhouse.codemod.contract_tests.bound_names import imported
from inhouse.codemod.contract_tests.layout import WIDTH
from inhouse.model.recorded import RecordedTest


def local_names(tests: Iterable[RecordedTest]) -> dict[str, str]:
    """Return the names under which classes of errors are known in the file.

    A class whose name something else has already is written in full.
    """
    tests = list(tests)
    taken: dict[str, str] = {}
    for module, name, bound in imported(tests):
        taken.setdefault(bound, f"{module}.{name}" if name else module)
    found: dict[str, str] = {}
    for dotted in sorted({each.raises for each in tests if each.raises and "." in each.raises}):
        last = dotted.rsplit(".", 1)[-1]
        if taken.setdefault(last, dotted) == dotted:
            found[dotted] = last
        else:
            found[dotted] = dotted
    return found


def import_lines(tests: Sequence[RecordedTest], extra: Sequence[str] = ()) -> list[str]:
    """Return the sorted import statements that tests need, in groups with a blank line between."""
    plain: set[tuple[str, str]] = {(each, "") for each in extra}
    names: dict[str, set[tuple[str, str]]] = {}
    for module, name, bound in imported(tests):
        if name:
            names.setdefault(module, set()).add((name, "" if bound == name else bound))
        else:
            plain.add((module, "" if bound == module.split(".")[0] else bound))
    for dotted, local in local_names(tests).items():
        module, _, last = dotted.rpartition(".")
        if local == last:
            names.setdefault(module, set()).add((last, ""))
        else:
            plain.add((module, ""))
    groups: dict[int, list[str]] = {}
    for module, alias in sorted(plain):
        line = f"import {module}" + (f" as {alias}" if alias else "")
        groups.setdefault(_kind(module), []).append(line)
    for module in sorted(names):
        groups.setdefault(_kind(module), []).extend(_from(module, names[module]))
    lines: list[str] = []
    for kind in sorted(groups):
        lines += [*groups[kind], ""]
    return lines[:-1]


def _kind(module: str) -> int:
    top = module.split(".")[0]
    if top in sys.stdlib_module_names:
        return 0
    return 1 if top == "pytest" else 2


def _from(module: str, names: set[tuple[str, str]]) -> list[str]:
    parts = [name + (f" as {alias}" if alias else "") for name, alias in sorted(names)]
    line = f"from {module} import {', '.join(parts)}"
    if len(line) <= WIDTH:
        return [line]
    return [f"from {module} import (", *(f"    {each}," for each in parts), ")"]
