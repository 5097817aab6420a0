from __future__ import annotations

import pytest

from inhouse.errors import InputError, UsageError
from inhouse.linker import link, standings
from inhouse.model.graph import ROOT, DependencyGraph
from inhouse.model.lock import Lockfile, Manifest, Member, Selection, Source
from tests.linker.environments import NOTHING, target
from tests.linker.locks import lock, needs, package, project, sets


def linked(a_lock: Lockfile, manifest: Manifest = NOTHING, **selected: object) -> DependencyGraph:
    return link(a_lock, manifest, target(), Selection(**selected))  # type: ignore[arg-type]


def keys(graph: DependencyGraph) -> list[str]:
    return [node.key for node in graph.nodes]


def direct(graph: DependencyGraph) -> list[str]:
    return [node.key for node in graph.nodes if node.direct]


def pairs(graph: DependencyGraph) -> list[tuple[str, str]]:
    return [(edge.parent, edge.child) for edge in graph.edges]


@pytest.mark.parametrize("what", ["groups", "extras"])
def test_an_unknown_name_is_refused_with_the_known_ones(what: str) -> None:
    manifest = project(extras=sets(known=()), groups=sets(known=()))
    with pytest.raises(UsageError, match=r"is called 'nope'; known: known$"):
        linked(lock(), manifest, **{what: ("nope",)})


def test_an_unknown_name_is_refused_where_there_is_none() -> None:
    with pytest.raises(UsageError, match="the project has none"):
        linked(lock(), project(), groups=("docs",))


def test_a_lock_where_all_need_all_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inhouse.linker.walk.MAX_EDGES", 100)
    made = lock(*(package(f"a=={version}", "a", "b") for version in range(90)), package("b"))
    with pytest.raises(InputError, match="more than 100 ways"):
        linked(made, project("a"))


def test_an_empty_lock_gives_an_empty_graph() -> None:
    graph = linked(lock(), project())
    assert (graph.nodes, graph.edges, graph.notes) == ((), (), ())


def test_what_nothing_leads_to_is_not_installed() -> None:
    graph = linked(lock(package("a==1"), package("b==1")), project("a"))
    assert keys(graph) == ["a==1"]


def test_a_lock_that_is_not_for_the_target_holds_nothing_and_says_so() -> None:
    made = lock(package("a==1"), environments=("sys_platform == 'win32'",))
    graph = linked(made, project("a"))
    assert graph.nodes == ()
    assert [note.code for note in graph.notes] == ["environment-not-locked"]


def test_edges_and_projects_are_followed_by_their_markers() -> None:
    made = lock(package("a==1", "b; sys_platform == 'win32'", "c"), package("b==1"), package("c"))
    graph = linked(made, project("a", "b; python_version < '3'"))
    assert pairs(graph) == [(ROOT, "a==1"), ("a==1", "c")]


def test_extras_of_a_parent_are_followed_and_pull_extras() -> None:
    made = lock(
        package("a==1", extras=sets(all=("a[one]",), one=("b",), two=("c",))),
        package("b==1"),
        package("c==1"),
    )
    graph = linked(made, project("a[all]"))
    assert pairs(graph) == [(ROOT, "a==1"), ("a==1", "b==1")]


def test_an_extra_of_the_project_may_pull_another() -> None:
    manifest = project(extras=sets(all=("Project[one]",), one=("a",), two=("b",)))
    graph = linked(lock(package("a==1"), package("b==1")), manifest, extras=("All",))
    assert [(node.key, node.extras, node.groups) for node in graph.nodes] == [
        ("a==1", ("all",), ())
    ]


def test_groups_include_groups_even_in_a_circle() -> None:
    manifest = project(groups=sets(dev=("a", "@lint"), lint=("b", "@dev"), docs=("c",)))
    made = lock(package("a==1"), package("b==1"), package("c==1"))
    graph = linked(made, manifest)
    assert [(node.key, node.groups) for node in graph.nodes] == [
        ("a==1", ("dev",)),
        ("b==1", ("dev",)),
    ]


def test_a_group_and_an_extra_may_share_a_name() -> None:
    manifest = project(groups=sets(test=("a",)), extras=sets(test=("b",)))
    made = lock(package("a==1"), package("b==1"))
    assert keys(linked(made, manifest, groups=("test",))) == ["a==1"]
    assert keys(linked(made, manifest, extras=("test",))) == ["b==1"]


def test_default_groups_are_the_manifests_and_can_be_dropped() -> None:
    manifest = project(
        "a", groups=sets(dev=("b",), docs=("c",)), default_groups=("docs", "missing")
    )
    made = lock(package("a"), package("b"), package("c"))
    assert keys(linked(made, manifest)) == ["a", "c"]
    assert keys(linked(made, manifest, no_dev=True)) == ["a"]
    assert keys(linked(made, manifest, no_dev=True, all_groups=True)) == ["a", "b"]


def test_groups_reach_what_their_packages_need() -> None:
    manifest = project("a", groups=sets(dev=("b",)))
    graph = linked(lock(package("a", "c"), package("b", "c"), package("c")), manifest)
    assert [(node.key, node.groups) for node in graph.nodes] == [
        ("a", ("runtime",)),
        ("b", ("dev",)),
        ("c", ("dev", "runtime")),
    ]


def test_what_the_lock_lacks_of_the_manifest_is_said() -> None:
    asked = ("a", "b", "win; sys_platform == 'win32'")
    manifest = project(*asked, groups=sets(dev=("c",), docs=("d",)))
    assert linked(lock(package("a"), package("b"), package("c")), manifest).notes == ()
    partly = lock(package("a"), edges_known=False)
    assert "not-locked" not in {note.code for note in linked(partly, manifest).notes}
    assert linked(lock(package("a", required_by=("-r a.in",))), manifest).notes == ()
    (note,) = linked(lock(package("a", "e")), manifest).notes
    assert note.code == "not-locked"
    assert "asks for: b, c; lock it again" in note.text
    (note,) = linked(lock(package("a")), manifest, no_dev=True).notes
    assert "asks for: b; lock it again" in note.text


def test_a_fork_is_chosen_by_the_specifier_where_the_edge_names_no_version() -> None:
    made = lock(package("a==1", "b<2"), package("b==1.5"), package("b==2.5"))
    assert keys(linked(made, project("a"))) == ["a==1", "b==1.5"]


def test_without_a_manifest_what_nothing_needs_is_asked_for() -> None:
    made = lock(
        package("a==1", "b<2; python_version >= '3'", "b>=2; python_version < '3'"),
        package("b==1"),
        package("b==2"),
        package("twin-a", "twin-b"),
        package("twin-b", "twin-a", "c"),
        package("c", marker="sys_platform == 'win32'"),
    )
    graph = linked(made)
    assert keys(graph) == ["a==1", "b==1", "twin-a", "twin-b"]
    assert direct(graph) == ["a==1", "twin-a"]


def test_a_project_that_asks_for_nothing_here_has_nothing() -> None:
    made = lock(package("a==1"))
    assert keys(linked(made, project(extras=sets(more=("a",))))) == []


def test_the_same_version_from_two_sources_has_two_keys() -> None:
    git = Source(kind="git", location="https://git.example/a.git")
    made = lock(package("a==1"), package("a==1", source=git))
    graph = linked(made, project("a"))
    assert keys(graph) == ["a==1", "a==1 @ https://git.example/a.git"]


def test_a_circle_through_the_project_is_no_edge() -> None:
    made = lock(package("plugin==1", "project[more]"), package("a==1"))
    manifest = project("plugin", extras=sets(more=("a",)))
    assert pairs(linked(made, manifest)) == [(ROOT, "a==1"), (ROOT, "plugin==1")]


def test_members_of_a_workspace_are_roots_and_no_nodes() -> None:
    members = (
        Member(name=needs("one")[0].name, path="one", requirements=needs("two[more]", "a")),
        Member(
            name=needs("two")[0].name, path="two", requirements=needs("b"), extras=sets(more=("c",))
        ),
    )
    graph = linked(lock(package("a"), package("b"), package("c"), members=members))
    assert direct(graph) == ["a", "b", "c"]
    assert graph.project == "one"


def test_an_unreadable_marker_counts_as_true_and_is_noted() -> None:
    made = lock(package("a==1", marker="what is this"), listed=True)
    graph = linked(made)
    assert keys(graph) == ["a==1"]
    assert [note.code for note in graph.notes] == ["marker-unreadable"]


def test_universal_keeps_all_forks_and_strays() -> None:
    made = lock(
        package("a==1", "b==1; sys_platform == 'win32'", "b==2; sys_platform != 'win32'"),
        package("b==1"),
        package("b==2"),
        package("stray==1"),
    )
    manifest = project("a", groups=sets(docs=("c",)))
    graph = link(made, manifest, target(universal=True), Selection())
    assert keys(graph) == ["a==1", "b==1", "b==2", "stray==1"]
    graph = link(made, manifest, target(universal=True), Selection(no_dev=True))
    assert keys(graph) == ["a==1", "b==1", "b==2"]


def test_listed_entries_are_installed_by_marker_and_group() -> None:
    made = lock(
        package("a==1", groups=("runtime",)),
        package("b==1", groups=("dev",), marker="sys_platform == 'win32'"),
        package("c==1", groups=("docs",)),
        package("d==1", groups=("dev", "runtime")),
        package("e==1", groups=("speed",)),
    )
    manifest = project("a", extras=sets(speed=("e",)), groups=sets(dev=("b", "d"), docs=("c",)))
    graph = linked(made, manifest, extras=("speed",))
    assert [(node.key, node.groups, node.extras) for node in graph.nodes] == [
        ("a==1", ("runtime",), ()),
        ("d==1", ("dev", "runtime"), ()),
        ("e==1", (), ("speed",)),
    ]


def test_entries_are_limited_by_extras_and_groups_in_their_markers() -> None:
    made = lock(
        package("a==1", marker="'speed' in extras"),
        package("b==1", marker="'docs' in dependency_groups or 'base' in dependency_groups"),
        package("c==1", marker="'docs' in dependency_groups"),
        package("d==1", marker="extra == 'speed'"),
        listed=True,
        extras=("speed",),
        groups=("base", "docs"),
        default_groups=("base",),
    )
    assert keys(linked(made, no_dev=True)) == ["b==1"]
    assert keys(linked(made, no_dev=True, extras=("speed",))) == ["a==1", "b==1", "d==1"]
    assert keys(linked(made, no_dev=True, groups=("docs",))) == ["b==1", "c==1"]


def test_without_any_edges_everything_listed_is_installed_and_direct() -> None:
    graph = linked(lock(package("a==1"), package("b==1"), edges_known=False))
    assert direct(graph) == ["a==1", "b==1"]
    assert [note.code for note in graph.notes] == ["edges-unknown"]


def test_metadata_gives_edges_with_the_extras_that_are_wanted() -> None:
    made = lock(
        package("a==1", wanted_extras=("fast",)),
        package("b==1"),
        package("c==1"),
        edges_known=False,
    )
    metadata = {
        "a==1": ("b>=1; extra == 'fast'", "c; extra == 'slow'", "d", "not ! a requirement"),
        "b==1": (),
        "c==1": (),
    }
    graph = link(made, NOTHING, target(), Selection(), metadata)
    assert pairs(graph) == [(ROOT, "a==1"), (ROOT, "c==1"), ("a==1", "b==1")]
    assert graph.notes == ()
    everywhere = link(made, NOTHING, target(universal=True), Selection(), metadata)
    assert pairs(everywhere) == pairs(graph)


def test_comments_say_who_wants_an_entry() -> None:
    made = lock(
        package("a==1", required_by=("-r main.in",)),
        package("b==1", required_by=("a", "other")),
        package("c==1", required_by=("-c constraints.txt", "b")),
        package("other==1", required_by=("a",), marker="sys_platform == 'win32'"),
        edges_known=False,
    )
    graph = linked(made)
    assert pairs(graph) == [(ROOT, "a==1"), ("a==1", "b==1"), ("b==1", "c==1")]
    assert graph.notes == ()


def test_comments_know_better_than_the_manifest_which_files_a_lock_was_made_from() -> None:
    made = lock(
        package("a==1", required_by=("-r main.in",)),
        package("b==1", required_by=("a",)),
        package("c==1", required_by=("-r lint.in",)),
        edges_known=False,
    )
    manifest = project("a", "b", groups=sets(dev=("c",)))
    graph = linked(made, manifest)
    assert [(node.key, node.direct, node.groups) for node in graph.nodes] == [
        ("a==1", True, ("runtime",)),
        ("b==1", False, ("runtime",)),
        ("c==1", True, ("dev",)),
    ]


def test_an_entry_of_unknown_parents_is_not_direct_but_has_a_path() -> None:
    made = lock(package("a==1"), package("b==1"), edges_known=False)
    graph = linked(made, project("a"))
    assert direct(graph) == ["a==1"]
    stray = standings(graph)[1]
    assert (stray.path, stray.sheds, stray.direct) == (("project", "b"), ("b==1",), False)
