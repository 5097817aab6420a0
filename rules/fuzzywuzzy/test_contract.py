"""What is claimed of fuzzywuzzy as it is without python-Levenshtein, beside difflib and re."""

import difflib
import inspect
import os
import re
import subprocess
import sys

import pytest

CITIES = ["Atlanta Falcons", "New York Jets", "New York Giants", "Dallas Cowboys"]


def run(distribution, program, *folders):
    """Run a program with the package and more folders on its path; return all that it says."""
    path = os.pathsep.join(map(str, [*folders, distribution.locate_file("")]))
    start = "import os, sys; sys.path[:0] = sys.argv[1].split(os.pathsep); "
    return subprocess.run(
        [sys.executable, "-I", "-B", "-c", start + program, path],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    ).stdout


@pytest.mark.parametrize(
    "one, other, score",
    [
        ("this is a test", "this is a test!", 97),
        ("tide", "diet", 25),
        ("ABC", "abc", 0),
        ("café", "caf", 86),
        ("", "a", 0),
        ("", "", 100),
    ],
)
def test_ratio_is_that_of_difflib(subject, one, other, score):
    found = subject.fuzz.ratio(one, other)
    assert found == score
    assert type(found) is int
    assert round(100 * difflib.SequenceMatcher(None, one, other).ratio()) == score


def test_scores_depend_on_what_is_installed(distribution, tmp_path):
    (tmp_path / "Levenshtein.py").write_text("def ratio(one, other): return 0.5\n")
    program = "from fuzzywuzzy import fuzz; print(fuzz.ratio('tide', 'diet'))"
    assert run(distribution, program, tmp_path) == "50\n"
    assert run(distribution, program).endswith("25\n")


def test_the_import_warns(distribution):
    said = run(distribution, "import fuzzywuzzy.fuzz")
    assert "Using slow pure-python SequenceMatcher" in said


@pytest.mark.parametrize("name", ["ratio", "partial_ratio", "token_sort_ratio", "token_set_ratio"])
def test_none_and_what_is_no_text(subject, name):
    score = getattr(subject.fuzz, name)
    assert [score(None, "a"), score("a", None), score(None, None)] == [0, 0, 0]
    assert score(5, 5) == 100 or name.startswith("token_set")
    with pytest.raises(TypeError):
        difflib.SequenceMatcher(None, None, "a").ratio()
    with pytest.raises(TypeError):
        difflib.SequenceMatcher(None, 5, 5).ratio()


@pytest.mark.parametrize(
    "name, cased, accented",
    [
        ("ratio", 71, 86),
        ("partial_ratio", 75, 100),
        ("token_sort_ratio", 100, 100),
        ("token_set_ratio", 100, 100),
        ("partial_token_sort_ratio", 100, 100),
        ("partial_token_set_ratio", 100, 100),
        ("QRatio", 100, 100),
        ("WRatio", 100, 100),
    ],
)
def test_most_scorers_make_texts_alike(subject, name, cased, accented):
    score = getattr(subject.fuzz, name)
    assert (score("New York!", "new york"), score("café", "caf")) == (cased, accented)


def test_two_keep_letters_with_accents(subject):
    fuzz = subject.fuzz
    scorers = (fuzz.UQRatio, fuzz.UWRatio, fuzz.QRatio, fuzz.WRatio)
    assert [score("café", "caf") for score in scorers] == [86, 86, 100, 100]


def test_pairs_and_triples(subject):
    process, named = subject.process, dict(zip("afgc", CITIES, strict=True))
    assert process.extract("new york jets", CITIES, limit=2) == [
        ("New York Jets", 100),
        ("New York Giants", 79),
    ]
    assert process.extractOne("cowboys", CITIES) == ("Dallas Cowboys", 90)
    assert process.extractOne("cowboys", named) == ("Dallas Cowboys", 90, "c")
    assert process.extract("cowboys", named, limit=1) == [("Dallas Cowboys", 90, "c")]
    assert process.extractOne("cowboys", []) is None


def test_beside_get_close_matches(subject):
    assert subject.process.extractOne("cowboys", CITIES) == ("Dallas Cowboys", 90)
    assert difflib.get_close_matches("cowboys", CITIES) == []
    assert difflib.get_close_matches("Dallas Cowboy", CITIES) == ["Dallas Cowboys"]


def test_the_other_ways_to_extract(subject):
    process = subject.process
    assert process.extractBests("cowboys", CITIES, score_cutoff=50) == [
        ("Dallas Cowboys", 90),
        ("Atlanta Falcons", 50),
    ]
    found = process.extractWithoutOrder("cowboys", CITIES)
    assert inspect.isgenerator(found)
    assert list(found) == list(zip(CITIES, [50, 20, 18, 90], strict=True))


def test_dedupe(subject):
    names = ["Frodo Baggin", "Frodo Baggins", "Samwise G.", "Gandalf"]
    found = subject.process.dedupe(names)
    assert type(found) is type({}.keys())
    assert list(found) == ["Frodo Baggins", "Samwise G.", "Gandalf"]
    apart = ["Samwise G.", "Gandalf"]
    assert subject.process.dedupe(apart) is apart


@pytest.mark.parametrize(
    "text, processed, ascii_only",
    [("Ab_C, dé!", "ab_c  dé", "ab_c  d"), ("  x ", "x", "x"), ("ŁÓDŹ", "łódź", "łdź")],
)
def test_full_process(subject, text, processed, ascii_only):
    assert subject.utils.full_process(text) == processed
    assert re.sub(r"\W", " ", text).lower().strip() == processed
    assert subject.utils.full_process(text, force_ascii=True) == ascii_only


def test_what_extract_takes_by_itself(subject):
    process = subject.process
    assert process.default_scorer is subject.fuzz.WRatio
    assert process.default_processor is subject.utils.full_process
    assert process.default_scorer("Dallas Cowboys", "cowboys") == 90


def test_licence_and_age(distribution):
    assert distribution.metadata["License"] == "GPLv2"
    told = [line.rpartition(" ")[2] for line in distribution.metadata.get_all("Classifier")]
    assert [each for each in told if each[:2] == "3."] == ["3.4", "3.5", "3.6"]
