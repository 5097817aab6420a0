"""What really leaves with a package: not what the project itself imports without asking for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from inhouse.classifier import Brought
from inhouse.model.evidence import Evidence, Missing
from inhouse.model.graph import DependencyGraph, Standing


class Leaving:
    """Answers for each package of one graph; `evidence` is by key."""

    def __init__(self, graph: DependencyGraph, evidence: Mapping[str, Evidence]) -> None:
        self._evidence = evidence
        self._children: defaultdict[str, list[str]] = defaultdict(list)
        for edge in graph.edges:
            self._children[edge.parent].append(edge.child)

    def without_carried(self, standing: Standing) -> Standing:
        """Return the standing with `sheds` less what the project would then have to ask for."""
        carried = self._carried(standing)
        if not carried:
            return standing
        stay = self._below(carried, {*standing.sheds} - {standing.key})
        return replace(standing, sheds=tuple(key for key in standing.sheds if key not in stay))

    def carried(self, standing: Standing) -> tuple[str, ...]:
        """Return the names that the project imports and has only through a direct package."""
        return tuple(key.split("==")[0] for key in self._carried(standing))

    def _carried(self, standing: Standing) -> list[str]:
        if not standing.direct:
            return []
        return [key for key in standing.sheds if key != standing.key and self._imported(key)]

    def brought(self, standing: Standing) -> tuple[Brought, ...]:
        """Return the requirements that leave with a direct package."""
        if not standing.direct or len(standing.sheds) < 2:
            return ()
        children = sorted({*self._children[standing.key]} & {*standing.sheds} - {standing.key})
        return tuple(Brought(key=key, imports=self._import_names(key)) for key in children)

    def _import_names(self, key: str) -> tuple[str, ...]:
        found = self._evidence[key].measurement
        if isinstance(found, Missing) or isinstance(found.import_names, Missing):
            return ()
        return found.import_names

    def _imported(self, key: str) -> bool:
        usage, found = self._evidence[key].usage, self._evidence[key].measurement
        if isinstance(usage, Missing) or not usage.imported:
            return False
        # Stubs share the import name of the package that they describe.
        return isinstance(found, Missing) or all(t.code != "stub-only" for t in found.traits)

    def _below(self, keys: Iterable[str], within: set[str]) -> set[str]:
        """Return the keys and what they lead to, inside a set."""
        found: set[str] = set()
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key in within and key not in found:
                found.add(key)
                waiting.extend(self._children[key])
        return found
