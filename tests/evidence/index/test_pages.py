from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.evidence.index.project import UNSAID
from inhouse.evidence.index.project_json import parse_project_json, project_json_url
from inhouse.evidence.index.simple_html import parse_html
from inhouse.evidence.index.simple_json import parse_simple_json
from inhouse.evidence.index.trouble import IndexTroubleError
from inhouse.model.evidence import Missing

URL = "https://index.example/simple/tiny/"
WHEEL = "tiny-1.0-py3-none-any.whl"


@pytest.mark.parametrize(
    "text", ["", "<html><h1>502 Bad Gateway</h1></html>", "<a href='/login'>Log in</a>", "{}"]
)
def test_an_error_page_is_no_index_page(text: str) -> None:
    with pytest.raises(IndexTroubleError):
        parse_html(text, URL)


def test_an_empty_project_is_a_page() -> None:
    assert parse_html("<title>x</title><h1>Links for tiny</h1>", URL).files == ()


def test_links_of_a_page() -> None:
    page = parse_html(
        '<meta name="pypi:project-status" content="archived">'
        f'<a href="../../files/{WHEEL}#sha256=ABC" data-yanked="broken" data-core-metadata="true">'
        f"{WHEEL}</a>"
        '<a href="tiny-0.9.tar.gz#md5=1" data-dist-info-metadata="sha256=ff">old</a>'
        f'<a href="file:///etc/{WHEEL}">no</a><a href="http://[">no</a><a href="x.exe">no</a>',
        URL,
    )
    wheel, sdist = page.files
    assert page.status == "archived"
    assert wheel.url == f"https://index.example/files/{WHEEL}"
    assert (wheel.hashes, wheel.yanked, wheel.metadata) == ((("sha256", "abc"),), True, "")
    assert (sdist.url, sdist.version, sdist.metadata) == (URL + "tiny-0.9.tar.gz", "0.9", "ff")
    assert not page.of_version("2.0")
    assert page.of_version("1.0.0") == (wheel,)


def test_a_base_link_moves_the_others() -> None:
    page = parse_html(f'<base href="https://files.example/x/"><a href="{WHEEL}">w</a>', URL)
    assert page.files[0].url == f"https://files.example/x/{WHEEL}"


def test_a_simple_json_page() -> None:
    file = {
        "filename": WHEEL,
        "url": f"/files/{WHEEL}",
        "hashes": {"sha256": "AB", "odd": 3},
        "size": 12,
        "upload-time": "2024-01-02T03:04:05Z",
        "yanked": "reason",
        "core-metadata": {"sha256": "cd"},
    }
    data = {"meta": {"api-version": "1.4"}, "files": [file, 3, {"filename": "x"}]}
    page = parse_simple_json(json.dumps(data).encode(), URL)
    assert page.status == "active"
    (found,) = page.files
    assert (found.size, found.yanked, found.metadata) == (12, True, "cd")
    assert (found.hashes, found.uploaded) == ((("sha256", "ab"),), "2024-01-02T03:04:05Z")


def test_an_older_json_page_says_no_status() -> None:
    data = {"meta": {"api-version": "1.1"}, "files": []}
    assert isinstance(parse_simple_json(json.dumps(data).encode(), URL).status, Missing)


@pytest.mark.parametrize("size", [-1, True, "12", 1.5, None, [1], 10**30])
def test_lying_sizes_are_not_sizes(size: object) -> None:
    data = {"files": [{"filename": WHEEL, "url": WHEEL, "size": size}]}
    (file,) = parse_simple_json(json.dumps(data).encode(), URL).files
    assert file.size is None or file.size == 10**30


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"files": 3}', b"[" * 100_000, b"\xff"])
def test_other_json_is_refused(body: bytes) -> None:
    with pytest.raises(IndexTroubleError):
        parse_simple_json(body, URL)
    with pytest.raises(IndexTroubleError):
        parse_project_json(body, URL, URL)


def test_where_the_json_would_be() -> None:
    index = "https://index.example/team/simple/"
    assert project_json_url(index, "tiny") == "https://index.example/team/pypi/tiny/json"
    assert project_json_url("https://index.example/custom", "tiny") is None


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    for start in ("", "<a href=", "<a href='tiny-1.0.tar.gz#", "<meta name='pypi:project-status'"):
        try:
            page = parse_html(start + text, URL)
        except IndexTroubleError as trouble:
            assert trouble.reason.isprintable()
        else:
            assert all(each.filename and "/" not in each.filename for each in page.files)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(JSON, JSON, JSON)
def test_any_json_is_read_or_refused(first: object, second: object, third: object) -> None:
    simple = {"files": [first, {"filename": WHEEL, "url": second, "hashes": third}], "meta": third}
    assert len(parse_simple_json(json.dumps(simple).encode(), URL).files) <= 2
    item = {"filename": WHEEL, "url": second, "digests": third, "yanked": first}
    data = {
        "info": {"requires_dist": first, "status": second, "version": third},
        "releases": {"1.0": [first, item], "2": second},
        "ownership": third,
    }
    page = parse_project_json(json.dumps(data).encode(), URL, URL)
    assert page.status is UNSAID or isinstance(page.status, str)
