"""What callers of wget may rely on."""

import os
import random
from email.message import Message

import pytest

URLS = [
    ("http://example.test/a/b.txt", "b.txt"),
    ("http://example.test/b.tar.gz?x=1/y.txt#z/w", "b.tar.gz"),
    ("http://example.test/a%20b.txt", "a%20b.txt"),
    ("http://example.test/a b.txt", "a b.txt"),
    ("http://example.test/ä.txt", "ä.txt"),
    ("http://example.test/b;c=1", "b"),
    ("http://example.test/b/", None),
    ("http://example.test/", None),
    ("http://example.test", None),
    ("http://example.test/a/..", None),
    ("http://example.test/ . .\t", None),
    ("http://example.test/.x", ".x"),
    ("http://example.test/a/ x", " x"),
    ("file:///a/b", "b"),
    ("a/b", "b"),
    ("b", "b"),
    ("X", "X"),
    ("", None),
    ("?b", None),
]

HEADERS = [
    ("attachment; filename=a.txt", "a.txt"),
    ('attachment; filename="a b.txt"', "a b.txt"),
    ("INLINE;filename=a.txt", "a.txt"),
    (" attachment ;  filename= a.txt ", "a.txt"),
    ("attachment; size=3; filename=\ta.txt", "a.txt"),
    ("attachment; filename=/etc/passwd", "passwd"),
    ("attachment; filename=../../a", "a"),
    ('attachment; filename="a=b"', "a"),
    ('attachment; filename="a;b"', "a"),
    ("attachment; filename=XaX", "XaX"),
    ("attachment; filename=", None),
    ('attachment; filename=""', None),
    ("attachment; filename=a/", None),
    ("attachment; filename=a; filename=b", None),
    ("form-data; filename=a.txt", None),
    ("attachment", None),
    ("filename=a.txt", None),
    ("; filename=a.txt", None),
    ("", None),
]
NAMELESS = [
    "attachment;",
    "attachment; size=3",
    "attachment; filename*=UTF-8''a",
    "attachment; FILENAME=a",
    "attachment; filename =a",
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def fill(*names):
        for each in os.listdir("."):
            os.remove(each)
        for each in names:
            open(each, "w").close()

    return fill


@pytest.mark.parametrize(("url", "name"), URLS)
def test_names_of_addresses(subject, url, name):
    assert subject.filename_from_url(url) == name
    assert subject.filename_from_url(url=url) == name


@pytest.mark.parametrize("url", ["http://[", "http://[::1/a"])
def test_addresses_that_are_none(subject, url):
    with pytest.raises(ValueError):
        subject.filename_from_url(url)


@pytest.mark.parametrize("url", [None, b"http://example.test/a", b""])
def test_addresses_that_are_no_text(subject, url):
    with pytest.raises(TypeError):
        subject.filename_from_url(url)


@pytest.mark.parametrize(("header", "name"), HEADERS)
def test_names_of_headers(subject, header, name):
    assert subject.filename_from_headers({"Content-Disposition": header}) == name
    message = Message()
    message["content-disposition"] = header
    assert subject.filename_from_headers(message) == name
    line = f"Content-Disposition: {header}"
    assert subject.filename_from_headers([line]) == name
    assert (
        subject.filename_from_headers([f"Content-Disposition:{header}", "X: filename=no"]) == name
    )
    assert subject.filename_from_headers(headers=f"Date: 1:2:3\r\n{line}\nX: y") == name


def test_no_header(subject):
    for headers in (
        {},
        Message(),
        [],
        "",
        ["X: y"],
        "X: y",
        {"X": "attachment; filename=a"},
        {"Content-Disposition": None},
    ):
        assert subject.filename_from_headers(headers) is None
    assert subject.filename_from_headers({"content-disposition": "attachment; filename=a"}) is None
    assert subject.filename_from_headers("content-disposition: attachment; filename=a") is None
    twice = [
        "Content-Disposition: attachment; filename=a",
        "Content-Disposition: attachment; filename=b",
    ]
    assert subject.filename_from_headers(twice) == "b"


@pytest.mark.parametrize("header", NAMELESS)
def test_parameters_without_a_name(subject, header):
    with pytest.raises(IndexError):
        subject.filename_from_headers({"Content-Disposition": header})


def test_headers_that_are_none(subject):
    class Text(str):
        pass

    class Lines(list):
        pass

    for headers in (["no colon"], "HTTP/1.1 200 OK\nX: y"):
        with pytest.raises(ValueError):
            subject.filename_from_headers(headers)
    for headers in (None, 3, ("X: y",), b"X: y", [3], Text("X: y"), Lines(["X: y"])):
        with pytest.raises(AttributeError):
            subject.filename_from_headers(headers)
    with pytest.raises(TypeError):
        subject.filename_from_headers({"Content-Disposition": b"attachment; filename=a"})


def test_headers_stay_as_they_are(subject):
    headers = ["Content-Disposition: attachment; filename=a"]
    subject.filename_from_headers(headers)
    assert headers == ["Content-Disposition: attachment; filename=a"]


@pytest.mark.parametrize(
    ("there", "name", "free"),
    [
        ([], "a.txt", "a (1).txt"),
        (["a.txt"], "a.txt", "a (1).txt"),
        (["a.txt", "a (1).txt"], "a.txt", "a (2).txt"),
        (["a (7).txt", "a (3).txt"], "a.txt", "a (8).txt"),
        (["a (9).txt", "a (10).txt"], "a.txt", "a (11).txt"),
        (["a (0).txt"], "a.txt", "a (1).txt"),
        (["a (0123456789).txt"], "a.txt", "a (123456790).txt"),
        (["a (X).txt", "a (1X).txt"], "a.txt", "a (1).txt"),
        (["a (007).txt"], "a.txt", "a (8).txt"),
        (["a (4).png", "a (5)"], "a.txt", "a (6).txt"),
        (
            ["a (x).txt", "a(4).txt", "a (4) .txt", "a (-4).txt", "a ( 4).txt", "b (4).txt"],
            "a.txt",
            "a (1).txt",
        ),
        (["a (²).txt", "a (٣).txt"], "a.txt", "a (1).txt"),
        (["ab (4).txt"], "a.txt", "a (1).txt"),
        (["aa (4).txt"], "a.txt", "a (5).txt"),
        (["A (4).txt"], "a.txt", "a (1).txt"),
        (["x (4).y.txt"], "x.txt", "x (1).txt"),
        (["x.tar (4).gz"], "x.tar.gz", "x.tar (5).gz"),
        ([" (4).rc"], ".rc", " (5).rc"),
        (["a (4)."], "a.", "a (5)."),
        (["f (4).txt"], "./f.txt", "./f (1).txt"),
        (["f (4).txt"], "in/f.txt", "in/f (1).txt"),
    ],
)
def test_names_that_are_free(subject, folder, there, name, free):
    folder(*there)
    assert subject.filename_fix_existing(name) == free
    assert subject.filename_fix_existing(filename=name) == free
    assert sorted(os.listdir(".")) == sorted(there)


def test_names_that_cannot_be_freed(subject, folder):
    folder("README", "b ().txt")
    for name in ("README", "", "b.txt"):
        with pytest.raises(ValueError):
            subject.filename_fix_existing(name)
    for name in (None, 3):
        with pytest.raises(AttributeError):
            subject.filename_fix_existing(name)


def test_random_names_that_are_free(subject, folder):
    dice = random.Random(3)
    for _ in range(100):
        numbers = [dice.randrange(30) for _ in range(dice.randrange(5))]
        folder(*{f"{dice.choice('ab')} ({number}).txt" for number in numbers})
        for stem in "ab":
            mine = [int(each[3:-5]) for each in os.listdir(".") if each[0] == stem]
            assert (
                subject.filename_fix_existing(f"{stem}.x")
                == f"{stem} ({max(mine, default=0) + 1}).x"
            )


def test_which_name_counts(subject):
    url, headers = "http://example.test/url", {"Content-Disposition": "inline; filename=head"}
    none = {"X": "y"}
    detect = subject.detect_filename
    assert detect() == "download.wget"
    assert detect(default="d") == "d"
    assert detect(default="") == ""
    assert detect(None, None, None, "d") == "d"
    assert detect(url) == detect(url=url) == "url"
    assert detect("http://example.test/") == "download.wget"
    assert detect(url, "out") == detect(url, out="out", headers=headers) == "out"
    assert detect(url, "") == "url"
    assert detect(url, None, headers) == detect(url, headers=headers) == "head"
    assert detect(headers=headers) == "head"
    assert detect(url, headers=none) == "url"
    assert detect("", "", {}, "d") == "d"
    assert detect(headers=none, default="d") == "d"
    assert detect(out=3) == 3


def test_names_that_do_not_count_are_looked_for(subject):
    with pytest.raises(IndexError):
        subject.detect_filename(out="out", headers={"Content-Disposition": "inline;"})
    with pytest.raises(ValueError):
        subject.detect_filename("http://[", "out")


def test_arguments(subject):
    for call in (
        subject.filename_from_url,
        subject.filename_from_headers,
        subject.filename_fix_existing,
    ):
        with pytest.raises(TypeError):
            call()
