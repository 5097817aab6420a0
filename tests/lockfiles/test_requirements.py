from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from inhouse.errors import LockfileError
from inhouse.lockfiles.requirements import included, is_pinned, is_usual_name, matches, parse
from inhouse.model.lock import LockedPackage, Lockfile, Manifest, Selection, Source
from tests.lockfiles.tools import CORPUS, linked, target

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "locks" / "requirements"
FILES = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.glob("**/*.txt"))

REFUSED = {
    "": "requirements.txt: is empty",
    "a==1\nb==\n": "requirements.txt: line 2: 'b==' is not a requirement",
    "a==1 ; python_version": "line 1: 'a==1 ; python_version' is not a requirement",
    "./a-1.0.tar.gz ; os == 1": "line 1: 'os == 1' is not a marker",
    "-r ../b.txt": "line 1: includes '../b.txt', outside the project",
    "-r /etc/passwd": "line 1: includes '/etc/passwd', outside the project",
    "-r C:\\b.txt": "outside the project",
    "-r a/../../b.txt": "outside the project",
    "-r b.txt": "line 1: includes 'b.txt', which cannot be read here",
    "-r requirements.txt": "includes 'requirements.txt', which includes it; break the circle",
    "a==1\x1b[2J": "line 1: holds control characters",
    "<<<<<<< HEAD": "has merge conflict markers",
    "a\0": "is not text",
}


def reader(folder: Path) -> Callable[[str], str]:
    return lambda path: (folder / path).read_text("utf-8")


def read(project: str) -> Lockfile:
    folder = FIXTURES / project
    return parse(reader(folder)("requirements.txt"), include=reader(folder))


def by_name(lock: Lockfile) -> dict[str, LockedPackage]:
    return {str(each.name): each for each in lock.packages}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_wrong_is_said_with_its_line(text: str) -> None:
    with pytest.raises(LockfileError, match=re.escape(REFUSED[text])) as caught:
        parse(text)
    assert "\n" not in str(caught.value)


def test_circles_are_refused() -> None:
    files = {"a.txt": "-r deep/b.txt", "deep/b.txt": "-r ../a.txt"}
    with pytest.raises(LockfileError, match=r"deep/b.txt: line 1: includes 'a.txt', which incl"):
        parse(files["a.txt"], "a.txt", files.__getitem__)


def test_names() -> None:
    assert is_usual_name("requirements-dev.txt")
    assert is_usual_name("dev-requirements.txt")
    assert not is_usual_name("main.txt")
    assert matches("main.txt")  # as chosen by --lock
    assert not matches("poetry.lock")


def test_includes_and_constraints() -> None:
    lock = read("layers")
    packages = by_name(lock)
    assert {name: package.version for name, package in packages.items()} == {
        "shared": "1.0",
        "main-lib": "2.0",
        "dev-tool": "1.0.dev1",
        "bare": "9.0",
    }
    assert packages["shared"].hashes == (("sha256", "aa"), ("sha256", "bb"))
    assert packages["main-lib"].wanted_extras == ("a", "b")
    assert packages["main-lib"].marker == 'python_version < "3.12"'
    assert lock.indexes == ("https://index.example/simple",)
    assert not lock.edges_known
    assert lock.notes == ()


def test_a_file_included_twice_is_no_circle() -> None:
    files = {
        "a.txt": "-r b.txt\n-r c.txt",
        "b.txt": "-r d.txt",
        "c.txt": "-r d.txt",
        "d.txt": "x==1",
    }
    assert by_name(parse(files["a.txt"], "a.txt", files.__getitem__)).keys() == {"x"}
    assert included(files["a.txt"], "a.txt", files.__getitem__) == {"b.txt", "c.txt", "d.txt"}


def test_via_comments_in_all_their_styles() -> None:
    lock = read("annotated")
    assert {name: package.required_by for name, package in by_name(lock).items()} == {
        "alone": ("main.in", "other-lib"),
        "blank": (),
        "braced": ("main.in", "other-lib", "pyproject.toml"),
        "continued": ("the-project",),
        "other-lib": ("main.in",),
        "single": ("alone",),
    }
    assert by_name(lock)["single"].hashes == (("sha256", "cc"),)
    assert lock.edges_known


def test_what_is_not_on_an_index() -> None:
    lock = read("sources")
    found = {name: (each.version, each.source) for name, each in by_name(lock).items()}
    git = "https://git.example/"
    files = "https://files.example/"
    assert found == {
        "edited-lib": (None, Source(kind="git", location=f"{git}edited.git@main")),
        "by-git": (None, Source(kind="git", location=f"{git}by-git.git@0123abc")),
        "by-url": ("1.5", Source(kind="url", location=f"{files}by_url-1.5-py3-none-any.whl")),
        "plain-url": ("2.0", Source(kind="url", location=f"{files}plain_url-2.0.tar.gz")),
        "local-wheel": (
            "3.0",
            Source(kind="path", location="./libs/local_wheel-3.0-py3-none-any.whl"),
        ),
        "secret": (
            "1.0",
            Source(kind="url", location="https://${TOKEN}@files.example/secret-1.0.tar.gz"),
        ),
        "unpinned": (None, Source(kind="registry")),
        "ranged": (None, Source(kind="registry")),
    }
    assert [note.code for note in lock.notes] == [
        "unnamed-requirement",
        "environment-variable",
        "unknown-option",
        "unpinned",
    ]
    assert lock.notes[-1].text == "2 without an exact version: unpinned, ranged"


def test_marks_of_other_systems() -> None:
    assert by_name(parse("\ufeffa==1 \\\r\n  --hash=sha256:AB\r\nb == 2\r\n")).keys() == {"a", "b"}


def test_a_remote_include_is_noted() -> None:
    lock = parse("-c https://files.example/constraints.txt\na==1")
    assert [note.code for note in lock.notes] == ["remote-include"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("a==1\nb @ https://files.example/b-1.0.tar.gz", True),
        ("a==1\nb>=1", False),
        ("a==1.*", False),
        ("# nothing", False),
        ("a==", False),
    ],
)
def test_what_is_a_lock(text: str, answer: bool) -> None:
    assert is_pinned(text, "requirements.txt") is answer


@pytest.mark.parametrize("path", FILES)
def test_nothing_of_a_real_file_is_lost(path: str) -> None:
    """An independent count: lines that start with a name and pin it, and their hashes."""
    folder = CORPUS / path.partition("/")[0]
    inside = path.partition("/")[2]
    text = (CORPUS / path).read_text("utf-8")
    lock = parse(text, inside, reader(folder))
    seen = [inside, *included(text, inside, reader(folder))]
    texts = [reader(folder)(name) for name in seen]
    pins = {
        (re.sub(r"[-_.]+", "-", name).lower(), version)
        for each in texts
        for name, version in re.findall(r"(?m)^([\w.-]+)(?:\[.*?\])?==([\w.+!-]+)", each)
    }
    assert {(p.name, p.version) for p in lock.packages if p.version} == pins
    hashes = {digest for each in texts for digest in re.findall(r"--hash=sha256:(\w+)", each)}
    assert {digest for p in lock.packages for _, digest in p.hashes} == hashes
    if seen == [inside]:
        assert len(lock.packages) == len(
            set(re.findall(r"(?m)^[A-Za-z][\w.-]*(?:==[\w.+!-]+)?", text))
        )
        via = [line for line in text.splitlines() if re.match(r" {4}# {3}| {4}# via .", line)]
        assert sum(len(p.required_by) for p in lock.packages) == len(via)
        markers = len(re.findall(r"(?m)^\w.* ; ", text))
        assert sum(p.marker is not None for p in lock.packages) == markers


def test_all_that_is_listed_is_installed() -> None:
    lock = parse("a==1\nb==1\n    # via a\nc==1 ; os_name == 'nt'")
    found = linked(lock, Manifest(members=()), target(), Selection())
    assert found == {("a", "1"), ("b", "1")}
