from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inhouse.evidence.index.lookup import Lookup
from inhouse.evidence.index.project import ProjectFile, ProjectPage
from inhouse.evidence.obtained import Wanted
from inhouse.evidence.store import Store
from inhouse.evidence.upkeep import DAY, UpkeepAnswer, from_page, upkeep_of
from inhouse.model.evidence import Missing, Upkeep
from inhouse.model.lock import Source
from tests.evidence.archives import sha256, wheel
from tests.evidence.indexes import artifact, lookup, wanted
from tests.loopback import Loopback

WHEEL = "tiny-1.0-py3-none-any.whl"
DATA = wheel()
FILE = {
    "filename": WHEEL,
    "url": "../../files/" + WHEEL,
    "digests": {"sha256": sha256(DATA)},
    "size": len(DATA),
    "upload_time_iso_8601": "2020-05-05T14:18:17.2Z",
    "yanked": False,
}
PROJECT = {
    "info": {"name": "tiny", "version": "1.0", "requires_dist": ["six"]},
    "releases": {
        "1.0": [FILE],
        "0.9": [{**FILE, "filename": "tiny-0.9.tar.gz", "upload_time_iso_8601": "2019-01-01T0"}],
        "2.0": [{**FILE, "yanked": True, "upload_time_iso_8601": "2024-01-01T00:00:00Z"}],
        "empty": [],
    },
    "ownership": {"roles": [{"user": "a"}, {"user": "b"}, {"user": "a", "role": "Owner"}]},
}


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback() as loopback:
        yield loopback


def ask(
    item: Wanted, store: Store, index: Lookup | None = None, moment: float = 1_000.0
) -> UpkeepAnswer:
    (answer,) = upkeep_of([item], store=store, lookup=index, now=lambda: moment)
    if index is not None:
        index.client.close()
    return answer


def test_offline_without_a_cache_is_missing(tmp_path: Path) -> None:
    answer = ask(wanted(), Store(tmp_path))
    assert isinstance(answer.upkeep, Missing)
    assert "offline" in answer.upkeep.reason


def test_what_comes_from_elsewhere_is_not_asked_for(tmp_path: Path) -> None:
    answer = ask(wanted(source=Source(kind="git")), Store(tmp_path))
    assert answer.upkeep == Missing("it does not come from an index")


def test_an_error_page_is_a_reason(server: Loopback, tmp_path: Path) -> None:
    server.add("/pypi/tiny/json", "<html>Oops</html>", kind="text/html")
    server.add("/simple/tiny/", "<html>Oops</html>", kind="text/html")
    answer = ask(wanted(), Store(tmp_path), lookup(server.url + "/simple"))
    assert answer.upkeep == Missing("the page is not a page of a package index")


def test_another_project_of_the_name_does_not_speak_for_it(
    server: Loopback, tmp_path: Path
) -> None:
    server.add_json("/pypi/tiny/json", PROJECT)
    with Loopback() as gone:
        private = gone.url + "/simple"
    other = wanted(artifact(WHEEL, b"other bytes"), index=private)
    answer = ask(other, Store(tmp_path), lookup(server.url + "/simple"))
    assert isinstance(answer.upkeep, Missing)
    assert "another project of this name" in answer.upkeep.reason
    same = wanted(artifact(WHEEL, DATA), index=private)
    assert isinstance(ask(same, Store(tmp_path), lookup(server.url + "/simple")).upkeep, Upkeep)


def test_upkeep_from_the_projects_json(server: Loopback, tmp_path: Path) -> None:
    server.add_json("/pypi/tiny/json", PROJECT)
    answer = ask(wanted(), Store(tmp_path), lookup(server.url + "/simple"))
    assert answer.upkeep == Upkeep(
        last_release="2020-05-05",
        first_release="2019-01-01",
        releases=3,
        yanked=False,
        status=Missing("the index does not say"),
        maintainers=2,
    )


def test_a_day_of_rest(server: Loopback, tmp_path: Path) -> None:
    store, index = Store(tmp_path), server.url + "/simple"
    server.add_json("/pypi/tiny/json", PROJECT)
    ask(wanted(), store, lookup(index))
    ask(wanted(), store, lookup(index), moment=1_000 + DAY - 1)
    assert len(server.seen) == 1
    ask(wanted(), store, lookup(index), moment=1_000 + DAY)
    assert len(server.seen) == 2


def test_old_answers_serve_when_nothing_else_does(server: Loopback, tmp_path: Path) -> None:
    store = Store(tmp_path)
    server.add_json("/pypi/tiny/json", PROJECT)
    ask(wanted(), store, lookup(server.url + "/simple"))
    server.routes.clear()
    late = 1_000 + 90 * DAY
    for index in (None, lookup(server.url + "/simple")):
        answer = ask(wanted(), store, index, moment=late)
        assert isinstance(answer.upkeep, Upkeep)
        assert [note.code for note in answer.notes] == ["upkeep-old"]


def test_the_status_of_a_direct_package(server: Loopback, tmp_path: Path) -> None:
    server.add_json("/pypi/tiny/json", PROJECT)
    page = {"meta": {"api-version": "1.4"}, "files": [], "project-status": {"status": "archived"}}
    server.add_json("/simple/tiny/", page)
    transitive = ask(wanted(), Store(tmp_path / "a"), lookup(server.url + "/simple"))
    assert isinstance(transitive.upkeep, Upkeep)
    assert isinstance(transitive.upkeep.status, Missing)
    direct = ask(wanted(direct=True), Store(tmp_path / "b"), lookup(server.url + "/simple"))
    assert isinstance(direct.upkeep, Upkeep)
    assert direct.upkeep.status == "archived"


def test_an_index_with_html_only(server: Loopback, tmp_path: Path) -> None:
    server.add_page("/simple/tiny/", [(WHEEL, f"/files/{WHEEL}#sha256={sha256(DATA)}")])
    upkeep = ask(wanted(), Store(tmp_path), lookup(server.url + "/simple")).upkeep
    assert isinstance(upkeep, Upkeep)
    assert (upkeep.releases, upkeep.yanked) == (1, False)
    assert isinstance(upkeep.last_release, Missing)
    assert isinstance(upkeep.maintainers, Missing)


def test_an_empty_project_says_nothing() -> None:
    upkeep = from_page(ProjectPage(index="x", files=()), "1.0")
    assert all(
        isinstance(value, Missing)
        for value in (upkeep.last_release, upkeep.first_release, upkeep.releases, upkeep.yanked)
    )


def test_a_release_is_yanked_when_all_its_files_are() -> None:
    def file(name: str, yanked: bool) -> ProjectFile:
        url = "https://index.example/" + name
        return ProjectFile(filename=name, url=url, version="1.0", yanked=yanked)

    half = ProjectPage(index="x", files=(file("a", True), file("b", False)))
    whole = ProjectPage(index="x", files=(file("a", True), file("b", True)))
    assert (from_page(half, "1.0").yanked, from_page(whole, "1.0").yanked) == (False, True)
