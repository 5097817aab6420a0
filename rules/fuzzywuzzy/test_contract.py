"""What is claimed of fuzzywuzzy as it is without python-Levenshtein, beside difflib, re and rapidfuzz."""

import difflib
import inspect
import itertools
import os
import re
import subprocess
import sys
from importlib import metadata

import pytest
import rapidfuzz.fuzz
import rapidfuzz.process
import rapidfuzz.utils
import thefuzz.fuzz
import thefuzz.process
from rapidfuzz.utils import default_process

CITIES = ["Atlanta Falcons", "New York Jets", "New York Giants", "Dallas Cowboys"]
SCORERS = [
    *("ratio", "partial_ratio", "token_sort_ratio", "token_set_ratio"),
    *("partial_token_sort_ratio", "partial_token_set_ratio", "QRatio", "WRatio"),
]


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


@pytest.mark.parametrize("name", SCORERS[:-2])
def test_none_and_what_is_no_text(subject, name):
    score = getattr(subject.fuzz, name)
    assert [score(None, "a"), score("a", None), score(None, None)] == [0, 0, 0]
    assert score(5, 5) == 100
    with pytest.raises(TypeError):
        difflib.SequenceMatcher(None, None, "a").ratio()
    with pytest.raises(TypeError):
        difflib.SequenceMatcher(None, 5, 5).ratio()


@pytest.mark.parametrize("name", ["QRatio", "WRatio"])
def test_none_as_a_word(subject, name):
    assert getattr(subject.fuzz, name)(None, "none") == 100
    with pytest.raises(TypeError):
        getattr(subject.fuzz, f"U{name}")(None, "none")


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


def test_what_rapidfuzz_has(subject, distribution):
    here = [name for name in vars(subject.fuzz) if hasattr(rapidfuzz.fuzz, name)]
    assert sorted(here) == sorted(SCORERS)
    assert sorted(set(vars(subject.fuzz)) - set(SCORERS)) == ["UQRatio", "UWRatio"]
    here = [name for name in vars(subject.process) if hasattr(rapidfuzz.process, name)]
    assert sorted(here) == ["extract", "extractOne"]
    missing = ["dedupe", "default_processor", "default_scorer", "extractBests"]
    missing.append("extractWithoutOrder")
    assert sorted(set(vars(subject.process)) - set(here)) == missing
    for module in ("StringMatcher.py", "string_processing.py"):
        assert f"fuzzywuzzy/{module}" in {file.as_posix() for file in distribution.files}
    assert not hasattr(rapidfuzz, "StringMatcher")
    assert not hasattr(rapidfuzz, "string_processing")


def test_thefuzz_has_the_same_functions(subject, distribution):
    for key in ("Author", "Author-email"):
        assert distribution.metadata[key] == metadata.metadata("thefuzz")[key]
    for ours, theirs in ((subject.fuzz, thefuzz.fuzz), (subject.process, thefuzz.process)):
        for name, value in vars(ours).items():
            named = list(inspect.signature(value).parameters)
            assert list(inspect.signature(getattr(theirs, name)).parameters) == named
    for name in ("ratio", "QRatio", "WRatio"):
        found = getattr(thefuzz.fuzz, name)("tide", "diet")
        assert (type(found), found, getattr(subject.fuzz, name)("tide", "diet")) == (int, 50, 25)
        assert getattr(rapidfuzz.fuzz, name)("tide", "diet") == 50
    assert thefuzz.fuzz.ratio("this is a test", "this is a test!") == 97
    assert thefuzz.process.extractOne("cowboys", CITIES) == ("Dallas Cowboys", 90)
    assert subject.process.extractOne("cowboys", CITIES) == ("Dallas Cowboys", 90)


def test_licences_and_compiled_modules(distribution):
    told = metadata.metadata("rapidfuzz"), metadata.metadata("thefuzz"), distribution.metadata
    said = [each["License-Expression"] or each["License"] for each in told]
    assert said == ["MIT", "MIT", "GPLv2"]
    files = (*metadata.files("rapidfuzz"), *distribution.files)
    compiled = {file.parts[0] for file in files if file.suffix in (".so", ".pyd")}
    assert "rapidfuzz" in compiled
    assert "fuzzywuzzy" not in compiled


def test_rapidfuzz_does_not_round(subject):
    texts = "this is a test", "this is a test!"
    assert subject.fuzz.ratio(*texts) == 97
    assert rapidfuzz.fuzz.ratio(*texts) == pytest.approx(96.5517241)
    for name in SCORERS:
        found = [getattr(fuzz, name)(*texts) for fuzz in (subject.fuzz, rapidfuzz.fuzz)]
        assert list(map(type, found)) == [int, float]


@pytest.mark.parametrize(
    "one, other, score, theirs",
    [
        ("tide", "diet", 25, 50),
        ("fuzzy wuzzy", "wuzzy bear fuzzy", 37, 66.67),
        ("abcd " * 50, "x" + "abcd " * 50, 0, 99.80),
    ],
)
def test_rapidfuzz_finds_more_alike(subject, one, other, score, theirs):
    assert subject.fuzz.ratio(one, other) == score
    assert round(rapidfuzz.fuzz.ratio(one, other), 2) == theirs
    words = ["".join(word) for n in range(1, 5) for word in itertools.product("ab ", repeat=n)]
    for pair in itertools.combinations(words[::2], 2):
        assert subject.fuzz.ratio(*pair) <= rapidfuzz.fuzz.ratio(*pair) + 0.5


def test_partial_ratio_of_rapidfuzz(subject):
    texts = "cowboys", "Dallas Cowboys"
    assert subject.fuzz.partial_ratio(*texts) == 86
    assert rapidfuzz.fuzz.partial_ratio(*texts) == pytest.approx(92.3076923)
    for fuzz in (subject.fuzz, rapidfuzz.fuzz):
        assert fuzz.partial_ratio("Cowboys", "Dallas Cowboys") == 100
        assert fuzz.partial_ratio("ABC", "abc") == 0


@pytest.mark.parametrize("name", SCORERS[2:])
def test_rapidfuzz_makes_texts_alike_if_told(subject, name):
    ours, theirs = getattr(subject.fuzz, name), getattr(rapidfuzz.fuzz, name)
    assert ours("New York!", "new york") == 100
    assert theirs("New York!", "new york") < 76
    assert theirs("New York!", "new york", processor=default_process) == 100
    assert ours("ABC", "abc", full_process=False) == 0 == theirs("ABC", "abc")
    for keyword in ("force_ascii", "full_process"):
        assert ours("a", "a", **{keyword: True}) == 100
        with pytest.raises(TypeError, match=keyword):
            theirs("a", "a", **{keyword: True})


@pytest.mark.parametrize("name", ["QRatio", "WRatio"])
def test_rapidfuzz_keeps_accents(subject, name):
    ours, theirs = getattr(subject.fuzz, name), getattr(rapidfuzz.fuzz, name)
    assert ours("Café!", "CAF") == getattr(thefuzz.fuzz, name)("Café!", "CAF") == 100
    assert getattr(subject.fuzz, f"U{name}")("Café!", "CAF") == 86
    for found in (theirs("café", "caf"), theirs("Café!", "CAF", processor=default_process)):
        assert found == pytest.approx(85.7142857)


@pytest.mark.parametrize(
    "text, ours, theirs",
    [
        ("Ab_C, dé!", "ab_c  dé", "ab c  dé"),
        ("  x ", "x", "x"),
        ("ŁÓDŹ", "łódź", "łódź"),
        ("日本 語?", "日本 語", "日本 語"),
    ],
)
def test_default_process_of_rapidfuzz(subject, text, ours, theirs):
    assert subject.utils.full_process(text) == ours
    assert rapidfuzz.utils.default_process(text) == theirs


@pytest.mark.parametrize("name", SCORERS)
def test_none_and_what_is_no_text_in_rapidfuzz(subject, name):
    ours, theirs = getattr(subject.fuzz, name), getattr(rapidfuzz.fuzz, name)
    assert ours(None, "none") == (100 if name in ("QRatio", "WRatio") else 0)
    assert theirs(None, "none") == theirs("none", None) == theirs(None, None) == 0
    assert ours(5, 5) == 100
    with pytest.raises(TypeError):
        theirs(5, 5)


def test_rapidfuzz_gives_the_position_third(subject):
    ours, theirs = subject.process, rapidfuzz.process
    named = dict(zip("afgc", CITIES, strict=True))
    told = {"processor": default_process}
    assert ours.extractOne("cowboys", CITIES) == ("Dallas Cowboys", 90)
    assert theirs.extractOne("cowboys", CITIES, **told) == ("Dallas Cowboys", 90, 3)
    assert ours.extract("cowboys", CITIES, limit=1) == [("Dallas Cowboys", 90)]
    assert theirs.extract("cowboys", CITIES, limit=1, **told) == [("Dallas Cowboys", 90, 3)]
    for process in (ours, theirs):
        assert process.extractOne("cowboys", named)[::2] == ("Dallas Cowboys", "c")
        assert process.extractOne("cowboys", []) is None
    found = theirs.extract_iter("cowboys", CITIES, **told)
    assert iter(found) is found
    assert [(each[0], each[2]) for each in found] == list(zip(CITIES, range(4), strict=True))
    assert [each[0] for each in ours.extractWithoutOrder("cowboys", CITIES)] == CITIES


def test_what_extract_of_rapidfuzz_takes_by_itself(subject):
    assert subject.process.extractOne("cowboys", CITIES)[1] == 90
    found = rapidfuzz.process.extractOne("cowboys", CITIES)
    assert found[1] == rapidfuzz.fuzz.WRatio("cowboys", "Dallas Cowboys")
    assert found[1] == pytest.approx(83.0769231)


def test_score_cutoff_of_rapidfuzz(subject):
    ours = subject.process.extractBests("cowboys", CITIES, score_cutoff=50)
    assert ours == [("Dallas Cowboys", 90), ("Atlanta Falcons", 50)]
    told = {"processor": default_process}
    theirs = rapidfuzz.process.extract("cowboys", CITIES, score_cutoff=50, **told)
    assert theirs == [("Dallas Cowboys", 90, 3)]
    score = rapidfuzz.fuzz.WRatio("cowboys", "Atlanta Falcons", **told)
    assert score == pytest.approx(49.0909091)
