"""A package that another one uses without asking for it is a soft dependency of that one."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from inhouse.linker import standings
from inhouse.model.evidence import Maybe, Measurement, Missing
from inhouse.model.graph import DependencyGraph, Edge, Node
from inhouse.model.lock import LockedPackage, Source
from inhouse.pipeline.soft import optional_for
from tests.classifier.subjects import measurement


def graph(*names: str, edges: tuple[tuple[str, str], ...] = ()) -> DependencyGraph:
    source = Source(kind="registry", location="https://index.example/simple")
    return DependencyGraph(
        nodes=tuple(
            Node(
                key=name,
                package=LockedPackage(name=canonicalize_name(name), version="1", source=source),
                direct=True,
                groups=(),
                extras=(),
            )
            for name in names
        ),
        edges=tuple(Edge(parent=parent, child=child) for parent, child in edges),
    )


def found(of: DependencyGraph, **facts: Maybe[Measurement]) -> dict[str, tuple[str, ...]]:
    return optional_for(of, standings(of), facts)


TINY = measurement(import_names=("tiny",))
GUARDED = measurement(import_names=("host",), guarded_imports=("tiny",))
PLAIN = measurement(import_names=("host",), plain_imports=("tiny",))


def test_a_requirement_is_not_soft() -> None:
    both = graph("host", "tiny", edges=(("host", "tiny"),))
    assert found(both, host=GUARDED, tiny=TINY) == {}


def test_what_came_with_a_package_leaves_with_it() -> None:
    of = graph("host", "tiny", edges=(("", "tiny"), ("tiny", "host")))
    assert found(of, host=PLAIN, tiny=TINY) == {}


def test_a_package_does_not_serve_itself() -> None:
    own = measurement(import_names=("tiny",), guarded_imports=("tiny",))
    assert found(graph("tiny"), tiny=own) == {}


def test_a_shared_namespace_says_nothing_of_its_members() -> None:
    of = graph("host", "tiny", "other")
    other = measurement(import_names=("tiny.other",))
    assert found(of, host=GUARDED, tiny=TINY, other=other) == {}


def test_files_that_are_not_known_say_nothing() -> None:
    assert found(graph("host", "tiny"), host=Missing("blind"), tiny=TINY) == {}
    assert found(graph("host", "tiny"), host=GUARDED, tiny=Missing("blind")) == {}


def test_what_is_imported_without_being_required_is_soft() -> None:
    of = graph("host", "tiny")
    assert found(of, host=GUARDED, tiny=TINY) == {"tiny": ("host",)}
    assert found(of, host=PLAIN, tiny=TINY) == {"tiny": ("host",)}
