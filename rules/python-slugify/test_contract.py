"""What is claimed of python-slugify, beside unicodedata and re, which people write in its place."""

import itertools
import os
import re
import subprocess
import sys
import textwrap
import typing
import unicodedata

import pytest


def by_hand(text):
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")


@pytest.mark.parametrize(
    "text, slug, other",
    [
        ("Straße", "strasse", "strae"),
        ("Œuvre", "oeuvre", "uvre"),
        ("北京", "bei-jing", ""),
        ("Привет", "privet", ""),
        ("Ελληνικά", "ellenika", ""),
        ("½ price", "1-2-price", "12-price"),
    ],
)
def test_letters_that_are_not_ascii(subject, text, slug, other):
    assert subject.slugify(text) == slug
    assert by_hand(text) == other


@pytest.mark.parametrize(
    "text, slug",
    [
        ("Crème brûlée", "creme-brulee"),
        ("İstanbul", "istanbul"),
        ("don\u2019t", "dont"),
        ("x²", "x2"),
        ("🙂 hi", "hi"),
    ],
)
def test_where_nfkd_does_the_same(subject, text, slug):
    assert subject.slugify(text) == slug
    assert by_hand(text) == slug


def test_texts_of_ascii(subject):
    others = []
    for letters in itertools.product("aB1,'-_ .", repeat=4):
        text = "".join(letters)
        same = re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")
        if subject.slugify(text) != same:
            others.append(text)
    assert "1,1a" in others
    assert all(re.search("1,1", text) for text in others)
    assert [subject.slugify("10,000"), by_hand("10,000")] == ["10000", "10-000"]
    assert [subject.slugify("it's"), by_hand("it's")] == ["it-s", "it-s"]


def test_references_of_html(subject):
    texts = ["a &amp; b", "&#381;", "&eacute;", "&#x41;"]
    assert [subject.slugify(text) for text in texts] == ["a-b", "z", "e", "a"]
    assert [by_hand(text) for text in texts] == ["a-amp-b", "381", "eacute", "x41"]
    assert subject.slugify("a &amp; b", entities=False) == "a-amp-b"


def test_slugs_depend_on_what_is_installed(distribution, tmp_path):
    (tmp_path / "unidecode.py").write_text("def unidecode(text): return 'other'\n")
    program = """
import os, sys
sys.path[:0] = sys.argv[1].split(os.pathsep)
import slugify
print(slugify.slugify("Stra\\xdfe"))
"""

    def run(*folders):
        path = os.pathsep.join(map(str, [*folders, distribution.locate_file("")]))
        argv = [sys.executable, "-I", "-B", "-c", program, path]
        return subprocess.check_output(argv, text=True).split()

    assert run() == ["strasse"]
    assert run(tmp_path) == ["other"]
    assert any(line.startswith("text-unidecode") for line in distribution.requires)


@pytest.mark.parametrize(
    "text, options, slug",
    [
        ("hello big world", {"max_length": 7}, "hello-b"),
        ("hello big world", {"max_length": 8, "word_boundary": True}, "hello"),
        ("hello big world", {"separator": "_"}, "hello_big_world"),
        ("the fox and the dog", {"stopwords": ["the"]}, "fox-and-dog"),
        ("a_b", {"regex_pattern": "[^-a-z0-9_]+"}, "a_b"),
        ("Crème", {"lowercase": False}, "Creme"),
        ("a | b", {"replacements": [["|", "or"]]}, "a-or-b"),
        ("Crème", {"allow_unicode": True}, "crème"),
    ],
)
def test_options(subject, text, options, slug):
    assert subject.slugify(text, **options) == slug != by_hand(text)


def test_truncating(subject):
    cut = subject.smart_truncate
    assert cut("hello big world", 7) == "hello b"
    assert cut("one three two", 8, word_boundary=True) == "one two"
    assert cut("one three two", 8, word_boundary=True, save_order=True) == "one"
    assert textwrap.shorten("one three two", 8, placeholder="") == "one"
    assert cut("a   b", 20) == "a   b"
    assert textwrap.shorten("a   b", 20, placeholder="") == "a b"


@pytest.mark.parametrize(
    "table, text, slug, without",
    [
        ("GERMAN", "Müller", "mueller", "muller"),
        ("CYRILLIC", "щи", "schi", "shchi"),
        ("GREEK", "Χρη", "chre", "khre"),
    ],
)
def test_tables_of_letters(subject, table, text, slug, without):
    letters = getattr(subject, table)
    assert subject.slugify(text, replacements=letters) == slug
    assert subject.slugify(text) == without
    assert set(letters) < set(subject.PRE_TRANSLATIONS)


def test_capitals_are_added(subject):
    table = [("ё", "yo"), ("ä", "ae")]
    assert subject.add_uppercase_char(table) is table
    assert table == [("Ä", "Ae"), ("Ё", "Yo"), ("ё", "yo"), ("ä", "ae")]


def test_arguments_of_newer_releases(subject):
    if hasattr(subject, "Algorithm"):
        assert typing.get_args(subject.Algorithm) == ("legacy", "modern")
        assert "unidecode" in typing.get_args(subject.Backend)
        assert typing.get_args(subject.ReplacementStage) == ("both", "pre", "post")
        found = [subject.slugify("1 &eacute;", algorithm=each) for each in ("legacy", "modern")]
        assert found == ["1-e", "1-e"]
    else:
        with pytest.raises(TypeError, match="algorithm"):
            subject.slugify("a", algorithm="legacy")
    assert subject.slugify("A b") == "a-b"
