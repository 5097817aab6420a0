"""What the project imports stays, and so does all that it needs."""

from __future__ import annotations

import dataclasses

from packaging.utils import canonicalize_name

from inhouse.model.evidence import Evidence, Missing, Usage
from inhouse.model.graph import DependencyGraph, Edge, Standing
from inhouse.pipeline.leaving import Leaving
from tests.classifier.subjects import NOT_USED, measurement, subject, usage

GRAPH = DependencyGraph(
    nodes=(),
    edges=(
        Edge(parent="top==1", child="mid==1"),
        Edge(parent="top==1", child="shared==1"),
        Edge(parent="mid==1", child="low==1"),
        Edge(parent="low==1", child="mid==1"),
    ),
)


def standing(**changes: object) -> Standing:
    found = Standing(
        key="top==1",
        name=canonicalize_name("top"),
        version="1",
        direct=True,
        groups=("runtime",),
        extras=(),
        required_by=(),
        path=("project", "top"),
        sheds=("low==1", "mid==1", "top==1"),
        stays_through=(),
    )
    return dataclasses.replace(found, **changes)  # type: ignore[arg-type]


def evidence(used: Usage = NOT_USED, *imports: str) -> Evidence:
    return subject(used=used, measured=measurement(import_names=imports)).evidence


def leaving(**changes: Evidence) -> Leaving:
    found = {"low": evidence(), "mid": evidence(), "shared": evidence()} | changes
    return Leaving(GRAPH, {f"{name}==1": each for name, each in found.items()})


def test_nothing_changes_where_the_project_imports_none_of_it() -> None:
    shared = leaving(shared=evidence(usage()))
    assert shared.without_carried(standing()) == standing()
    assert shared.carried(standing()) == ()
    transitive = standing(direct=False)
    assert leaving(mid=evidence(usage())).without_carried(transitive) == transitive


def test_what_is_imported_stays_with_all_below_it() -> None:
    found = leaving(mid=evidence(usage()))
    assert found.without_carried(standing()).sheds == ("top==1",)
    assert found.carried(standing()) == ("mid",)


def test_only_direct_requirements_that_leave_are_brought() -> None:
    brought = leaving(mid=evidence(NOT_USED, "middle")).brought(standing())
    assert [(each.key, each.imports) for each in brought] == [("mid==1", ("middle",))]
    assert leaving().brought(standing(direct=False)) == ()


def test_import_names_that_are_not_known_are_none() -> None:
    blind = dataclasses.replace(evidence(), measurement=Missing("not at hand"))
    assert [each.imports for each in leaving(mid=blind).brought(standing())] == [()]
