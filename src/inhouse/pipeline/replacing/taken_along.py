"""Public definitions that came along in owned code though the project does not use them.

The project owns them, so its tests should notice when they break.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping

from inhouse.codemod.cases import Cases, PackageSource, scripts_of
from inhouse.pipeline.replacing.draft import Draft
from inhouse.pipeline.replacing.grounds import owned_files
from inhouse.pipeline.replacing.subject import Subject

_MOST = 12  # definitions; each wants its share of the time and of the test file
_TOP = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Known = dict[str, tuple[str, str]]


def scripts_along(
    subject: Subject, draft: Draft, read: Callable[[str], bytes], tests: Mapping[str, bytes]
) -> Cases:
    """Return scripts for what was copied beside the used names; none for other strategies."""
    if draft.owned is None or draft.strategy not in ("slice", "vendor") or subject.facts is None:
        return Cases(scripts=())
    paths = {each.module: each.path for each in subject.facts.modules}
    package = PackageSource(read, paths)
    known = definitions_of(package, owned_modules(draft), draft.owned.modules)
    used = {_home_of(package, symbol) for symbol in draft.places.symbols}
    along = [symbol for symbol in known if _home_of(package, symbol) not in used]
    return scripts_of(
        [],
        along[:_MOST],
        read,
        paths,
        lambda text: moved(text, known, frozenset(subject.import_names)),
        description=(subject.contents.metadata or "") if subject.contents is not None else "",
        tests=tests,
        beside=draft.places.symbols,
    )


def owned_modules(draft: Draft) -> dict[str, bytes]:
    """Return the owned modules by dotted name, without the one that only makes a package."""
    found = {}
    for path, data in owned_files(draft).items():
        if path.endswith(".py"):
            dotted = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            found[dotted] = data
    if draft.home is not None:
        found.pop(draft.home.dotted, None)
    return found


def definitions_of(
    package: PackageSource, sources: Mapping[str, bytes], pairs: tuple[tuple[str, str], ...]
) -> Known:
    """Return public definitions of owned modules: the original's dotted name, own module, name."""
    found: Known = {}
    for own, source in sources.items():
        for name in _public(source):
            symbol = _origin(package, own, name, pairs)
            if symbol is not None:
                found.setdefault(symbol, (own, name))
    return found


def _public(source: bytes) -> Iterator[str]:
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in body:
        if isinstance(node, _TOP) and not node.name.startswith("_"):
            bases = node.bases if isinstance(node, ast.ClassDef) else []
            if not any(ast.unparse(each).endswith(("Error", "Exception")) for each in bases):
                yield node.name


def _origin(
    package: PackageSource, own: str, name: str, pairs: tuple[tuple[str, str], ...]
) -> str | None:
    """Return the dotted name by which the original is imported; None where it is not found."""
    for original, dotted in sorted(pairs, key=lambda pair: -len(pair[1])):
        if own == dotted or own.startswith(dotted + "."):
            symbol = f"{original}{own[len(dotted) :]}.{name}"
            if _home_of(package, symbol) is not None:
                return symbol
    for module in package.modules:
        found = package.look_up(module, name)
        if found is not None and (found.module, found.name) == (module, name):
            return f"{module}.{name}"
    return None


def _home_of(package: PackageSource, symbol: str) -> tuple[str, str] | None:
    found = package.find(symbol)
    if found is None or not isinstance(found.node, _TOP):
        return None
    return found.module, found.name


def moved(text: str, known: Known, packages: frozenset[str]) -> str | None:
    """Return a script with its imports from the package made to be of owned code.

    None where it takes anything else of the package.
    """
    body: list[ast.stmt] = []
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import):
            if any(alias.name.partition(".")[0] in packages for alias in node.names):
                return None
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in packages:
            for alias in node.names:
                target = known.get(f"{node.module}.{alias.name}")
                if target is None:
                    return None
                bound = alias.asname or alias.name
                name = ast.alias(target[1], bound if bound != target[1] else None)
                body.append(ast.ImportFrom(module=target[0], names=[name], level=0))
            continue
        body.append(node)
    return "\n".join(ast.unparse(node) for node in body) + "\n"
