"""Detectors that look at the metadata, the layout and the package as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inhouse.evidence.measure.found import Found, Hit, seen
from inhouse.evidence.measure.layout import module_name
from inhouse.evidence.measure.skeleton import absolute

DATA_BYTES = 20_000  # as in Thresholds
LITERAL_LINES = 60
_PROTOCOL = re.compile(
    r"\b(RFC[ -]?\d{3,5}|PEP[ -]?\d{1,4}|ISO(?:/IEC)?[ -]?\d{3,5}|IEEE[ -]?\d{3,4})", re.IGNORECASE
)
_TYPING = re.compile(
    r"\btyping\.|\btyping_extensions\b|\btype (?:hints?|systems?|annotations?|stubs?)\b"
    r"|\bfor use with (?:mypy|type checkers)\b|\bmypy type checker\b",
    re.IGNORECASE,
)
# A library may be driven by annotations without being about them.
_DRIVEN_BY = re.compile(r"\b(?:based on|using|uses|from|via) (?:\w+ ){0,2}$", re.IGNORECASE)
_SECURITY = re.compile(r"\bsecurity\b|\bcryptograph|\bpassword", re.IGNORECASE)
_PAIRS = (
    ("encode", "decode"), ("dumps", "loads"), ("dump", "load"), ("pack", "unpack"),
    ("serialize", "deserialize"), ("encrypt", "decrypt"), ("compress", "decompress"),
)  # fmt: skip
_SCRIPTS = ("console_scripts", "gui_scripts", "pipx.run")
_BUILD_GROUPS = re.compile(r"^(distutils\.|setuptools\.|hatch|pdm\.build|flit|poetry\.)")


def package_hits(found: Found) -> Iterator[Hit]:
    """Yield what the distribution says of itself, and what follows from all of it."""
    yield from _said(found)
    yield from _entry_points(found)
    yield from _shape(found)
    yield from _pairs(found)
    yield from _accelerators(found)


def _said(found: Found) -> Iterator[Hit]:
    for classifier in found.metadata.classifiers:
        if classifier.startswith("Topic :: Security"):
            yield Hit("security", f"METADATA classifier {classifier}")
    summary = found.metadata.summary if isinstance(found.metadata.summary, str) else ""
    for place, text in (("summary", summary), ("description", found.metadata.head)):
        if match := _PROTOCOL.search(text):
            yield Hit("protocol", f"METADATA {place} names {match.group(1)}")
    if match := _SECURITY.search(summary):
        yield Hit("security", f"METADATA summary says {match.group(0)!r}")
    match = _TYPING.search(summary)
    if match and not _DRIVEN_BY.search(summary[: match.start()]):
        yield Hit("typing-marker", f"METADATA summary says {match.group(0)!r}")


def _entry_points(found: Found) -> Iterator[Hit]:
    for group, name in found.metadata.entry_points:
        if _BUILD_GROUPS.match(group):
            yield Hit("build-backend", f"entry_points.txt [{group}] {name}")
        if group in _SCRIPTS:
            yield Hit("console-script", f"entry_points.txt [{group}] {name}")
        else:
            yield Hit("plugin", f"entry_points.txt [{group}] {name}")
    for entry in found.layout.startup:
        if entry.path.endswith("-nspkg.pth"):  # only joins a namespace, as setuptools once did
            continue
        yield Hit("plugin", f"{entry.path} is read at every start of Python")


def _shape(found: Found) -> Iterator[Hit]:
    layout = found.layout
    if layout.stubs and not layout.code and not layout.native:
        yield Hit("stub-only", f"{layout.stubs[0].path} and no code")
    elif found.complete and not layout.native and not _defines(found):
        yield Hit("no-code", f"{len(found.modules)} modules without a function or class")
    tests = [entry for entry in layout.aside if "test" in entry.path]
    if tests:
        yield Hit("ships-tests", f"{tests[0].path} and {len(tests) - 1} more")
    if found.data_bytes > DATA_BYTES:
        largest = max(layout.data, key=lambda entry: entry.size)
        yield Hit("data-table", f"{largest.path} and other data, {found.data_bytes} bytes")
    for module in found.modules:
        if module.longest_literal > LITERAL_LINES:
            text = f"a table of {module.longest_literal} lines"
            yield seen("data-table", module, module.longest_literal_line, text)


def _defines(found: Found) -> bool:
    return any(module.complexities or module.classes for module in found.modules)


def _pairs(found: Found) -> Iterator[Hit]:
    public = [m for m in found.modules if not m.module.rpartition(".")[2].startswith("_")]
    named = {n.lower(): (m, line) for m in public for n, line in m.defined.items() if n[0] != "_"}
    for one, other in _PAIRS:
        match = next(
            (n for n in sorted(named) if one in n and n.replace(one, other) in named), None
        )
        if match is not None:
            module, line = named[match]
            text = f"the pair {match}, {match.replace(one, other)}"
            yield seen("persisted-format", module, line, text)


def _accelerators(found: Found) -> Iterator[Hit]:
    own = {module.module for module in found.modules}
    compiled = {module_name(entry.path) for entry in found.layout.native}
    roots = tuple(found.layout.import_names)
    for module in found.modules:
        for each in module.imports:
            if each.guard != "guarded":
                continue
            base = absolute(module.module, module.is_package, each.module, each.level)
            if each.level == 0 and not base.startswith(roots):
                continue
            for path in {base, *(f"{base}.{name}" for name, _ in each.names)}:
                missing = path == base and bool(each.module) and path not in own
                if path in compiled or (missing and found.native and _looks_compiled(path)):
                    yield seen("accelerator", module, each.line, f"tries the compiled {path}")
    if found.native and found.modules and not compiled:
        yield Hit("accelerator", "another wheel of this release holds compiled modules")


def _looks_compiled(path: str) -> bool:
    last = path.rpartition(".")[2]
    return last.startswith("_") or "speedup" in last or last.endswith("_c")
