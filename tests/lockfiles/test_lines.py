"""Where a package stands in a lockfile."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.utils import canonicalize_name

from inhouse import lockfiles
from inhouse.errors import InhouseError
from inhouse.lockfiles.lines import line_in, line_of, lines_of

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
NAME = canonicalize_name("foo-bar")

UV = '''\
version = 1
# name = "foo-bar"
note = """
[[package]]
name = "foo-bar"
"""
markers = [
    "foo-bar",
    ["[[package]]", "]"],
]

[[package]]
name = "other"
version = "3"
dependencies = [
    { name = "foo-bar", version = "9" },
]

[package.metadata]
name = "foo-bar"

[[package.metadata.requires]]
name = "foo-bar"

[[package]] # the first
name = "Foo_Bar"
version = "1.0"
source = { registry = "https://index.example/simple" }

[[package]]
version = '2.0'
name = 'foo-bar'

[manifest]
name = "foo-bar"
version = "7"
'''
PIPFILE = """\
{"_meta": {"foo-bar": {"version": "==9"}, "sources": [{"name": "foo-bar"}]},
 "default": {
  "other": {"version": "==1", "extras": ["foo-bar"]},
  "foo_bar": {
    "hashes": ["sha256:00"], "version": "==1.0"}},
 "develop": {"foo-bar": {"version": "==2.0", "markers": "x == \\"}\\""},
  "a": {}}}
"""
REQUIREMENTS = """\
# foo-bar==1.0
--index-url https://index.example/foo-bar
other==1 \\
    --hash=sha256:00
    # via foo-bar
-r foo-bar.txt
Foo.Bar[x]==1.0 ; python_version < "3.12" \\
    --hash=sha256:00
foo-bar==2.0; python_version >= "3.12"
baz @ https://files.example/baz-3.0-py3-none-any.whl
-e git+https://git.example/qux.git#egg=qux
"""


@pytest.mark.parametrize(
    ("file", "text", "lines"),
    [
        ("uv.lock", UV, (26, 32)),
        ("poetry.lock", UV, (26, 32)),
        ("pdm.lock", UV.replace("\n", "\r\n"), (26, 32)),
        ("pylock.dev.toml", UV.replace("[package", "[packages"), (26, 32)),
        ("Pipfile.lock", PIPFILE, (4, 6)),
        ("requirements.txt", REQUIREMENTS, (7, 9)),
    ],
)
def test_each_version_has_its_own_entry(file: str, text: str, lines: tuple[int, int]) -> None:
    if file == "uv.lock":
        assert text.split("\n")[25] == 'name = "Foo_Bar"'
    found = lines_of(text, file)
    assert (found[NAME, "1.0"], found[NAME, "2.0"]) == lines
    assert line_of(text, file, NAME, "2.0") == lines[1]
    assert line_of(text, file, NAME, None) == lines[0]
    assert line_in(found, NAME, "9") == lines[0]
    assert line_of(text, file, canonicalize_name("absent"), None) is None
    assert len({name for name, _ in found}) == len(set(_names(text, file)))


def _names(text: str, file: str) -> list[str]:
    usual = ["foo-bar", "other"]
    return {"Pipfile.lock": [*usual, "a"], "requirements.txt": [*usual, "baz", "qux"]}.get(
        file, usual
    )


def test_urls_and_repositories_are_found_by_their_names() -> None:
    assert line_of(REQUIREMENTS, "requirements.txt", canonicalize_name("baz"), "3.0") == 10
    assert line_of(REQUIREMENTS, "requirements.txt", canonicalize_name("qux"), None) == 11


def test_entries_written_as_inline_tables_are_found() -> None:
    text = 'version = 1\npackage = [\n  {name = "a", version = "1"},\n  {name = "foo-bar"}]\n'
    assert line_of(text, "uv.lock", NAME, None) == 4


def test_a_file_that_is_no_lock_has_none() -> None:
    assert not lines_of("foo-bar==1.0", "yarn.lock")
    assert not lines_of("{", "Pipfile.lock")
    assert not lines_of('x = """\n[[package]]\nname = "a"', "uv.lock")


def locks_of(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        if path.is_file() and lockfiles.format_of(path.name) is not None:
            yield path


@pytest.mark.parametrize("root", [ROOT / "fixtures" / "locks", ROOT.parent / "shared" / "corpus"])
def test_every_package_of_a_real_lock_is_found_at_a_line_with_its_name(root: Path) -> None:
    if not root.is_dir():
        pytest.skip("the corpus is not here")
    seen = 0
    for path in locks_of(root):
        text = path.read_text("utf-8")
        try:
            lock = lockfiles.parse(path.name, text)
        except InhouseError:  # it includes files, or is broken on purpose
            continue
        found, rows = lines_of(text, path.name), text.split("\n")
        for package in lock.packages:
            line = line_in(found, package.name, package.version)
            assert line is not None, (path, package.name)
            assert package.name in canonicalize_name(rows[line - 1]), (path, package.name, line)
            seen += 1
    assert seen > 50


def test_every_format_has_lines() -> None:
    samples = {"Pipfile.lock": PIPFILE, "requirements.txt": REQUIREMENTS}
    names = {"pdm": "pdm.lock", "pipfile": "Pipfile.lock", "poetry": "poetry.lock"}
    names |= {"pylock": "pylock.toml", "requirements": "requirements.txt", "uv": "uv.lock"}
    for each in lockfiles.formats():
        assert lines_of(samples.get(names[each.FORMAT], UV), names[each.FORMAT]), each.FORMAT


@given(st.text(st.sampled_from("\"'\\[]{}=#\n\r ab\x00,:") | st.characters()), st.data())
def test_any_text_gives_lines_or_none(text: str, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(["uv.lock", "Pipfile.lock", "requirements.txt"]))
    for line in lines_of(text, file).values():
        assert 1 <= line <= len(re.split(r"\r\n|\r|\n", text))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.text(max_size=8)), max_size=8))
def test_texts_of_any_kind_before_an_entry_do_not_hide_it(rows: list[tuple[str, str]]) -> None:
    head = "".join(f"{key}{at} = {json.dumps(value)}\n" for at, (key, value) in enumerate(rows))
    head = head.replace("\\ud", "\\u0")  # half characters are no TOML
    text = f'{head}[[package]]\nname = "foo-bar"\n'
    assert line_of(text, "uv.lock", NAME, None) == len(rows) + 2


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("uv.lock", '"""\\' * 200_000),
        ("uv.lock", '"\\' * 400_000),
        ("uv.lock", "[" * 500_000),
        ("uv.lock", 'a=["x",' * 150_000),
        ("uv.lock", '[[package]]\nname = "a"\n' * 40_000),
        ("Pipfile.lock", '"\\' * 400_000),
        ("Pipfile.lock", '{"a":' * 200_000),
        ("requirements.txt", "a==1\n" * 100_000),
    ],
)
def test_hostile_texts_take_no_more_time_than_their_size(file: str, text: str) -> None:
    started = time.process_time()
    lines_of(text, file)
    assert time.process_time() - started < 5
