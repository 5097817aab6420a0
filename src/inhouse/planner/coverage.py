"""Whether every use that the audit saw is one that the codemod saw too.

Two readers that know nothing of each other look for uses: what only one of them finds is a
place that is not understood, and stands in the way.
"""

from __future__ import annotations

import re
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Collection, Iterable, Mapping, Set

from inhouse.model.evidence import Site, Usage
from inhouse.model.places import FileSites, ImportSite, Left, Span

_PYTHON = (".py", ".pyi", ".pyw")
_GUARD = re.compile(rb"^if\b.*(?:__name__.*__main__|__main__.*__name__)", re.MULTILINE)
_BARE = re.compile(rb"^[ \t]*(?:import|from)[ \t]+([A-Za-z_]\w*)", re.MULTILINE)


def uncovered(
    usage: Usage,
    sites: Iterable[FileSites],
    through_own: Callable[[Site], bool] = lambda _: False,
) -> tuple[Left, ...]:
    """Return the uses that no site stands for, and those outside Python files.

    What a file has from another file of the project, which passes a name of the package on, is
    covered by the import there: the name stays bound whatever it is bound to. `through_own` tells
    that of a use in a file with sites of its own.
    """
    every = tuple(sites)
    lines = {each.path: _lines(each) for each in every}
    passed_on = {
        _target(site) for each in every for site in each.imports if site.exported and site.binds
    }
    found: dict[tuple[str, int], Left] = {}
    for site in usage.sites:
        if _is_covered(site, lines) or _is_passed_on(site, lines, passed_on):
            continue
        if through_own(site):
            continue
        found.setdefault(
            (site.file, site.line), Left(file=site.file, line=site.line, why=_why(site))
        )
    return tuple(found[key] for key in sorted(found))


def _is_covered(site: Site, lines: Mapping[str, set[int]]) -> bool:
    if not site.file.endswith(_PYTHON):
        return False
    return site.line in lines.get(site.file, set())


def _is_passed_on(site: Site, lines: Mapping[str, set[int]], passed_on: Set[str]) -> bool:
    """Tell whether a file that has no site of its own reaches a name that another passes on."""
    if not site.file.endswith(_PYTHON) or site.kind in ("dynamic", "config"):
        return False
    parts = site.symbol.split(".")
    prefixes = {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
    return site.file not in lines and bool(prefixes & passed_on)


def _target(site: ImportSite) -> str:
    return f"{site.module}.{site.name}" if site.form == "from" else site.module


def _lines(sites: FileSites) -> set[int]:
    found: set[int] = {each.line for each in (*sites.left, *sites.opaque, *sites.patched)}
    spans: list[Span] = [each.span for each in sites.imports]
    spans += [each.span for each in sites.uses]
    spans += [each.span for each in sites.strings]
    spans += [each.call for each in sites.uses if each.call is not None]
    spans += [each.call for each in sites.strings if each.call is not None]
    for span in spans:
        found.update(range(span.line, span.end_line + 1))
    return found


def _why(site: Site) -> str:
    if site.kind == "config" or not site.file.endswith(_PYTHON):
        return f"names {site.symbol} outside Python code"
    if site.kind == "dynamic":
        return f"reaches {site.symbol} by name"
    return f"uses {site.symbol} in a way that the codemod does not follow"


def outside(
    paths: Iterable[str],
    home_folder: str,
    texts: Mapping[str, bytes],
    package: str,
    every: Collection[str] = (),
) -> tuple[Left, ...]:
    """Return the files that cannot be sure to import the project's own package.

    A file outside the package gets an import of it only where it has one already, or is a test;
    so does a script inside it, since Python puts only the script's own folder on the path. What
    imports a module beside it by its bare name (`every` are the project's files) is run like that.
    """
    top = home_folder.removesuffix("/_inhouse")
    found = []
    for path in paths:
        if home_folder == "_inhouse":
            continue
        name = path.rpartition("/")[2]
        alone = _runs_alone(texts[path]) or _has_neighbour(path, texts[path], every)
        if path.startswith(f"{top}/") and (name == "__main__.py" or not alone):
            continue
        if name == "setup.py":
            why = "runs before the project is installed, so it cannot import from it"
            found.append(Left(file=path, line=1, why=why))
        elif not _imports(texts[path], package) and not _is_test(path):
            why = f"does not import {package} so far, so it may run where that cannot be imported"
            found.append(Left(file=path, line=1, why=why))
    return tuple(found)


def _runs_alone(text: bytes) -> bool:
    """Say whether a text is a script that imports nothing from its own package by a dot."""
    if not text.removeprefix(BOM_UTF8).startswith(b"#!") and not _GUARD.search(text):
        return False
    return not any(line.lstrip().startswith(b"from .") for line in text.splitlines())


def _has_neighbour(path: str, text: bytes, every: Collection[str]) -> bool:
    """Say whether a file imports a module of its own folder as a script would.

    One that is called like a module of Python (`logging.py` in a package) is hardly meant.
    """
    folder = path.rpartition("/")[0]
    names = {match[1].decode("ascii") for match in _BARE.finditer(text)}
    names -= sys.stdlib_module_names
    return any(f"{folder}/{name}.py" in every and f"{name}.py" not in every for name in names)


def _imports(text: bytes, package: str) -> bool:
    name = package.encode()
    return any(
        line.lstrip().startswith((b"import " + name, b"from " + name)) for line in text.splitlines()
    )


def _is_test(path: str) -> bool:
    *folders, name = path.split("/")
    return bool({"tests", "test"}.intersection(folders)) or name.startswith(("test_", "conftest"))
