"""Puts the measures of one distribution together. Definitions: docs/measures.md."""

from __future__ import annotations

from inhouse.evidence.contents import Contents
from inhouse.evidence.measure.facts import ModuleFacts
from inhouse.evidence.measure.found import Found
from inhouse.evidence.measure.layout import MAX_NAMES, Layout, lay_out
from inhouse.evidence.measure.licences import licence_of
from inhouse.evidence.measure.limits import LIMITS, MeasureLimits
from inhouse.evidence.measure.metadata import Metadata, read_metadata
from inhouse.evidence.measure.modules import ReadModules, read_modules
from inhouse.evidence.measure.requirements import carried_names, imported_names
from inhouse.evidence.measure.skim import skimmed_imports
from inhouse.evidence.measure.syntax import quiet
from inhouse.evidence.measure.traits import traits_of
from inhouse.model.evidence import Definition, Maybe, Measurement, Missing, TooLarge

_SELF_REPLACED = "the top module replaces itself when it is imported"


def measure(
    contents: Contents, *, native_wheels: bool = False, limits: MeasureLimits = LIMITS
) -> Measurement:
    """Measure one distribution.

    `native_wheels` says that a wheel of the same release is built for a platform. Raises
    UnreadableError only where the metadata itself cannot be read; everything else that could not
    be found out is Missing in its field.
    """
    with quiet():
        return _measure(contents, native_wheels, limits)


def _measure(contents: Contents, native_wheels: bool, limits: MeasureLimits) -> Measurement:
    layout = lay_out(contents)
    metadata = read_metadata(contents)
    modules = read_modules(contents, layout, limits)
    facts = modules.facts
    native = bool(layout.native or native_wheels or _to_compile(contents, layout))
    data_bytes = sum(entry.size for entry in layout.data)
    found = Found(
        layout=layout,
        metadata=metadata,
        modules=facts,
        complete=modules.gap is None,
        native=native,
        data_bytes=data_bytes,
        longest_literal=max((module.longest_literal for module in facts), default=0),
    )
    return _joined(contents, found, modules, limits)


def _to_compile(contents: Contents, layout: Layout) -> bool:
    """Tell whether a build would compile sources; in what is built they are only templates."""
    built = contents.filename.endswith((".whl", "(installed)")) and bool(layout.code)
    return bool(layout.native_sources) and not built


def _joined(
    contents: Contents, found: Found, modules: ReadModules, limits: MeasureLimits
) -> Measurement:
    layout, metadata, facts, gap = found.layout, found.metadata, found.modules, modules.gap
    complexities = [number for module in facts for number in module.complexities]
    own = (*layout.import_names, *carried_names(entry.path for entry in layout.code))
    if isinstance(gap, TooLarge):
        guarded, plain = skimmed_imports(contents, layout.code, own)
    else:
        guarded, plain = imported_names(facts, own)
    return Measurement(
        artifact=contents.artifact,
        source=contents.source,
        sloc=gap or sum(module.sloc for module in facts),
        files=len(layout.code),
        public_names=_public_names(modules, layout, limits),
        functions=gap or len(complexities),
        max_complexity=gap or max(complexities, default=0),
        sum_complexity=gap or sum(complexities),
        native=found.native,
        data_bytes=found.data_bytes,
        longest_literal=gap or found.longest_literal,
        requires_dist=metadata.requires_dist,
        requires_python=metadata.requires_python,
        license=licence_of(contents, metadata),
        typed=_is_typed(contents, layout),
        import_names=_names(layout),
        entry_point_groups=_groups(metadata),
        console_scripts=_scripts(metadata),
        summary=metadata.summary,
        size_bytes=sum(entry.size for entry in contents.entries),
        funding=metadata.funding,
        traits=traits_of(found),
        guarded_imports=guarded,
        plain_imports=plain,
        modules=tuple(_definition(module) for module in facts) if gap is None else (),
    )


def _definition(module: ModuleFacts) -> Definition:
    return Definition(module=module.module, path=module.path, sloc=module.sloc)


def _public_names(modules: ReadModules, layout: Layout, limits: MeasureLimits) -> Maybe[int]:
    if modules.gap is not None:
        return modules.gap
    if not layout.code:
        return 0
    total = sum(entry.size for entry in layout.code)
    if total > limits.surface_bytes:
        return Missing(f"{total // 1000} kB of Python: past what is read for public names")
    tops = [modules.read[name][1] for name in layout.import_names if name in modules.read]
    for top in tops:
        if why := _opaque(top):
            return Missing(why)
    from inhouse.evidence.measure.surface import public_names

    return public_names(modules.read, layout.import_names)


def _opaque(top: ModuleFacts) -> str | None:
    """Say why a top module's names cannot be read from its text."""
    if top.declares_all:
        return None
    for target in top.item_targets:
        if top.resolve(target.name) == "sys.modules" and target.key_is("__name__"):
            return f"{top.path}:{target.line} {_SELF_REPLACED}"
        if target.name == "globals":
            return f"{top.path}:{target.line} makes its names at import time"
    for call in top.calls:
        if call.name == "globals.update":
            return f"{top.path}:{call.line} makes its names at import time"
    lazy = any(call.name.endswith(("import_module", "__import__")) for call in top.calls)
    if "__getattr__" in top.defined and lazy:
        return f"{top.path}:{top.defined['__getattr__']} makes names when they are asked for"
    return None


def _is_typed(contents: Contents, layout: Layout) -> bool:
    if layout.stubs:
        return True
    return any(entry.path.endswith("/py.typed") for entry in contents.entries)


def _names(layout: Layout) -> Maybe[tuple[str, ...]]:
    if len(layout.import_names) > MAX_NAMES:
        return Missing(f"{len(layout.import_names)} top-level modules, past {MAX_NAMES}")
    return layout.import_names


def _groups(metadata: Metadata) -> tuple[str, ...]:
    return tuple(sorted({group for group, _ in metadata.entry_points}))


def _scripts(metadata: Metadata) -> tuple[str, ...]:
    wanted = ("console_scripts", "gui_scripts")
    return tuple(sorted({name for group, name in metadata.entry_points if group in wanted}))
