"""The public names of one distribution and the modules they come from, read and never run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inhouse.evidence.contents import Contents
from inhouse.evidence.measure.layout import lay_out
from inhouse.evidence.measure.limits import LIMITS
from inhouse.evidence.measure.modules import read_modules
from inhouse.evidence.measure.syntax import quiet
from inhouse.model.evidence import Maybe


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """`names` are dotted, as callers import them; `modules` are paths of files by dotted name."""

    import_names: tuple[str, ...]
    names: Maybe[tuple[str, ...]]
    modules: Mapping[str, str]
    sloc: int


def interface_of(contents: Contents) -> Interface:
    """Return what a distribution offers; UnreadableError where its files cannot be listed."""
    from inhouse.evidence.measure.surface import offered_names

    with quiet():
        layout = lay_out(contents)
        modules = read_modules(contents, layout, LIMITS)
        return Interface(
            import_names=layout.import_names,
            names=offered_names(modules.read, layout.import_names),
            modules={name: source.path for name, (source, _) in modules.read.items()},
            sloc=sum(facts.sloc for facts in modules.facts),
        )
