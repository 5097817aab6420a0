"""Reads and walks the modules of a distribution, or says why their figures are not known."""

from __future__ import annotations

from dataclasses import dataclass

from inhouse.evidence.contents import Contents, UnreadableError
from inhouse.evidence.measure.facts import ModuleFacts, Sighting
from inhouse.evidence.measure.layout import Layout, module_name
from inhouse.evidence.measure.limits import MeasureLimits
from inhouse.evidence.measure.sightings import UNPACKERS
from inhouse.evidence.measure.syntax import Source, read_source
from inhouse.evidence.measure.walk import walk
from inhouse.model.evidence import Missing, TooLarge

_SQUEEZED_STATEMENTS = 4  # per code line; people stay below 1.2, minifiers pass 5
_SQUEEZED_FROM = 40  # statements; below that any style is readable
_PACKED_LINES = 25  # a text of 2,000 characters; shorter ones hold no program
_OBFUSCATORS = ("pyarmor", "pytransform", "sourcedefender", "__pyarmor__")


@dataclass(frozen=True, slots=True)
class ReadModules:
    """The modules that could be read; `gap` says why the figures are not those of all the code."""

    read: dict[str, tuple[Source, ModuleFacts]]
    gap: Missing | None

    @property
    def facts(self) -> tuple[ModuleFacts, ...]:
        """The facts of all modules that could be read, by module name."""
        return tuple(facts for _, (_, facts) in sorted(self.read.items()))


def read_modules(contents: Contents, layout: Layout, limits: MeasureLimits) -> ReadModules:
    """Walk every module of the import packages once. Call inside `syntax.quiet()`."""
    gap = _gap_before_reading(layout, limits)
    if gap is not None:
        return ReadModules({}, gap)
    read: dict[str, tuple[Source, ModuleFacts]] = {}
    for entry in layout.code:
        try:
            source = read_source(entry.path, contents.read(entry.path))
        except UnreadableError as error:
            source = Missing(f"{entry.path}: {error}")
        if isinstance(source, Missing):
            gap = gap or source
            continue
        name = module_name(entry.path)
        read[name] = (source, walk(source, name))
    return ReadModules(read, gap or _gap_in_code(layout, read))


def _gap_before_reading(layout: Layout, limits: MeasureLimits) -> Missing | None:
    total = sum(entry.size for entry in layout.code)
    if total > limits.python_bytes or len(layout.code) > limits.files:
        size = f"{total // 1000} kB of Python in {len(layout.code)} files"
        most = f"{limits.python_bytes // 1000} kB or {limits.files} files"
        return TooLarge(f"{size}: past the {most} that are measured", total)
    if layout.code:
        return None
    if layout.native:
        return Missing(f"compiled code only ({layout.native[0].path})")
    if layout.stubs:
        return Missing(f"type stubs only ({len(layout.stubs)} .pyi files)")
    if layout.native_sources:
        return Missing(f"the code is not Python ({layout.native_sources[0].path})")
    return None


def _packed(facts: ModuleFacts) -> Sighting | None:
    """Return the call that runs code which the text holds only in packed form."""
    if facts.packed:
        return facts.packed[0]
    runs = [call for call in facts.calls if call.name in ("exec", "eval")]
    unpacks = any(call.name.endswith(UNPACKERS) for call in facts.calls)
    return runs[0] if runs and unpacks and facts.longest_literal >= _PACKED_LINES else None


def _gap_in_code(layout: Layout, read: dict[str, tuple[Source, ModuleFacts]]) -> Missing | None:
    """Say where the text is not the program: packed, squeezed, or only a door to compiled code."""
    for _, facts in read.values():
        if hit := _packed(facts):
            return Missing(f"{facts.path}:{hit.line} unpacks code and runs it with {hit.name}")
        for each in facts.imports:
            if each.module.startswith(_OBFUSCATORS):
                return Missing(f"{facts.path}:{each.line} runs obfuscated code ({each.module})")
        if facts.statements > max(_SQUEEZED_FROM, _SQUEEZED_STATEMENTS * facts.sloc):
            counts = f"{facts.statements} statements on {facts.sloc} lines"
            return Missing(f"{facts.path}: squeezed code ({counts})")
    functions = sum(len(facts.complexities) + facts.classes for _, facts in read.values())
    if layout.native and not functions:
        return Missing(f"the code is compiled ({layout.native[0].path})")
    return None
