"""Which packages others use where they are installed, without asking for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from inhouse.model.evidence import Maybe, Measurement, Missing
from inhouse.model.graph import DependencyGraph, Standing


def optional_for(
    graph: DependencyGraph,
    standings: Iterable[Standing],
    measured: Mapping[str, Maybe[Measurement]],
) -> dict[str, tuple[str, ...]]:
    """Return, by key, the names of packages that import a package and do not require it.

    An import that is not guarded counts too: the module that needs it is the optional part then.
    What leaves together with the package does not.
    """
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    namespaces: set[str] = set()
    for node in graph.nodes:
        facts = measured[node.key]
        if isinstance(facts, Missing):
            continue
        for name in {*facts.guarded_imports, *facts.plain_imports}:
            wanted[name].append(node.key)
        namespaces.update(name.partition(".")[0] for name in _imports(facts) if "." in name)
    leaving = {standing.key: frozenset(standing.sheds) for standing in standings}
    required = {(edge.parent, edge.child) for edge in graph.edges}
    names = {node.key: str(node.package.name) for node in graph.nodes}
    found: dict[str, tuple[str, ...]] = {}
    for node in graph.nodes:
        facts = measured[node.key]
        own = () if isinstance(facts, Missing) else _imports(facts)
        hosts = {
            names[host]
            for name in own
            if name not in namespaces  # several share it: which was meant is not known
            for host in wanted[name]
            if (host, node.key) not in required and host not in leaving.get(node.key, ())
        }
        hosts.discard(str(node.package.name))
        if hosts:
            found[node.key] = tuple(sorted(hosts))
    return found


def _imports(facts: Measurement) -> tuple[str, ...]:
    return () if isinstance(facts.import_names, Missing) else facts.import_names
