"""What fails on which Python: names that left the standard library, needed at import."""

from __future__ import annotations

from collections.abc import Iterator

from inhouse.evidence.measure.facts import Import, ModuleFacts
from inhouse.evidence.measure.found import Found, Hit, seen
from inhouse.evidence.measure.removed import PROVIDERS, REMOVED_MODULES, REMOVED_NAMES, is_newer
from inhouse.evidence.measure.skeleton import absolute
from inhouse.model.evidence import Measurement, Trait


def broken_on(measurement: Measurement, python: str) -> Trait | None:
    """Return the trait that says why importing the package fails on Python `python` ("3.12")."""
    for trait in measurement.traits:
        if trait.code == "broken-on-target" and is_newer(python, trait.since):
            return trait
    return None


def broken_hits(found: Found) -> Iterator[Hit]:
    """Yield every removed name that importing the top modules runs into, unguarded."""
    required = found.metadata.requires_dist
    names = tuple(text.lower() for text in required) if isinstance(required, tuple) else ()
    own = {name.partition(".")[0] for name in found.layout.import_names}
    for module in _imported_first(found):
        for each in module.imports:
            if each.guard != "plain" or each.in_function or each.level:
                continue
            yield from _removed_import(module, each, own, names)
        for attribute in module.attributes:
            full = module.resolve(attribute.name)
            if attribute.detail == "plain" and full in REMOVED_NAMES:
                yield _hit(module, attribute.line, full, REMOVED_NAMES[full])


def _removed_import(
    module: ModuleFacts, each: Import, own: set[str], required: tuple[str, ...]
) -> Iterator[Hit]:
    root = each.module.partition(".")[0]
    if root in REMOVED_MODULES and root not in own and not _is_provided(root, required):
        yield _hit(module, each.line, root, REMOVED_MODULES[root])
    for name, _ in each.names:
        full = f"{each.module}.{name}"
        if full in REMOVED_NAMES:
            yield _hit(module, each.line, full, REMOVED_NAMES[full])


def _hit(module: ModuleFacts, line: int, name: str, since: str) -> Hit:
    text = f"needs {name}, which Python {since} no longer has"
    if name == "pkg_resources":
        text = "needs pkg_resources, which new environments no longer have"
    return seen("broken-on-target", module, line, text, since)


def _is_provided(root: str, required: tuple[str, ...]) -> bool:
    providers = (*PROVIDERS.get(root, ()), f"standard-{root}", "future")
    return any(text.startswith(providers) for text in required)


def _imported_first(found: Found) -> list[ModuleFacts]:
    """Return the modules that importing the import packages runs."""
    known = {module.module: module for module in found.modules}
    queue = [name for name in found.layout.import_names if name in known]
    reached = dict.fromkeys(queue)
    while queue:
        module = known[queue.pop()]
        for each in module.imports:
            if each.guard != "plain" or each.in_function:
                continue
            base = absolute(module.module, module.is_package, each.module, each.level)
            for path in (base, *(f"{base}.{name}" for name, _ in each.names)):
                if path in known and path not in reached:
                    reached[path] = None
                    queue.append(path)
    return [known[name] for name in reached]
