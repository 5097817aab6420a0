"""What callers of natsort's natsorted and its kin may rely on."""

import contextlib
import pathlib
import pickle
import random

import pytest

INF = float("inf")


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        ([], []),
        (["a10", "a2", "a1"], ["a1", "a2", "a10"]),
        (["a01", "a1", "a001", "a0"], ["a0", "a01", "a1", "a001"]),
        (["1.10.2", "1.9", "1.10"], ["1.9", "1.10", "1.10.2"]),
        (["a", "", "1", "a1"], ["", "1", "a", "a1"]),
        (["-3", "-10", "+2", "1.5"], ["1.5", "+2", "-3", "-10"]),
        (["b", "B", "a", "A"], ["A", "B", "a", "b"]),
        (["z", "\xe9", "e", "f"], ["e", "\xe9", "f", "z"]),
        (["x\xb2", "x1", "x3", "x\u2462\u2460"], ["x1", "x\xb2", "x3", "x\u2462\u2460"]),
        (["\u0665", "4", "\uff16"], ["4", "\u0665", "\uff16"]),
        (["\xbd", "1", "a"], ["1", "a", "\xbd"]),
    ],
)
def test_texts(subject, texts, wanted):
    given = list(texts)
    assert subject.natsorted(given) == wanted
    assert given == texts
    assert subject.natsorted(seq=iter(texts), key=None, reverse=False) == wanted
    assert sorted(texts, key=subject.natsort_keygen()) == wanted
    assert sorted(texts, key=subject.natsort_key) == wanted
    assert [texts[at] for at in subject.index_natsorted(texts)] == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("", ()),
        ("a10", ("a", 10)),
        ("10a", ("", 10, "a")),
        ("x1y2", ("x", 1, "y", 2)),
        ("\xb2\xb3", ("", 2, "", 3)),
        ("1\xb2x\xb3", ("", 1, "", 2, "x", 3)),
        ("\xe9", ("e\u0301",)),
        ("Aa1", ("Aa", 1)),
        (b"a10", (b"a10",)),
        (3, ("", 3)),
        (-2.5, ("", -2.5)),
        (None, ("", -INF, "2")),
        (float("nan"), ("", -INF, "1")),
        (-INF, ("", -INF, "3")),
        (INF, ("", INF)),
        (["a2", 1, None], (("a", 2), ("", 1), ("", -INF, "2"))),
        ([], ()),
        (("a", ["b1"]), (("a",), (("b", 1),))),
        (pathlib.PurePosixPath("a/b10"), ("a/b", 10)),
        ("1" * 5000 + "a", ("1" * 5000, "a")),
        ("a" + "1" * 5000 + "\xb2", ("a", "1" * 5000, 2)),
        ("5a" + "1" * 5000 + "b\xb27", ("", 5, "a", "1" * 5000, "b", 2, "", 7)),
    ],
)
def test_keys(subject, value, wanted):
    assert subject.natsort_key(value) == wanted
    found = subject.natsort_keygen()(value)
    assert found == wanted
    assert list(map(type, found)) == list(map(type, wanted))


def test_without_regard_to_capitals(subject):
    option = subject.ns.IGNORECASE
    assert option == subject.ns.IC == 64
    assert subject.natsorted(["b2", "A10", "B1", "a9"], alg=option) == ["a9", "A10", "B1", "b2"]
    key = subject.natsort_keygen(alg=option)
    assert key("Stra\xdfE1") == ("strasse", 1)
    assert key([b"aB", "\xc9"]) == ((b"ab",), ("e\u0301",))
    assert subject.index_natsorted(["b", "A"], alg=option) == [1, 0]


def test_the_default(subject):
    for option in (subject.ns.DEFAULT, subject.ns.INT, subject.ns.UNSIGNED):
        assert option == 0
        assert subject.natsorted(["b", "A10", "A9"], None, False, option) == ["A9", "A10", "b"]


def test_keys_of_the_caller(subject):
    rows = [{"name": "a10"}, {"name": "a9"}]
    assert subject.natsorted(rows, key=lambda row: row["name"]) == rows[::-1]
    assert subject.natsorted(rows, lambda row: row["name"], True) == rows
    assert subject.natsort_keygen(lambda row: row["name"])(rows[0]) == ("a", 10)
    assert subject.natsort_keygen(len)("abc") == ("", 3)
    calls = []
    subject.natsorted(["a", ["b", "c"]], key=lambda each: calls.append(each) or "x")
    assert calls == ["a", ["b", "c"]]
    assert subject.index_natsorted(rows, key=lambda row: row["name"]) == [1, 0]


def test_equal_elements_keep_their_order(subject):
    texts = ["a01", "a1", "a001"]
    assert subject.natsorted(texts) == texts
    assert subject.natsorted(texts, reverse=True) == texts
    assert subject.index_natsorted(texts) == [0, 1, 2]
    assert subject.index_natsorted(texts, reverse=True) == [0, 1, 2]
    assert subject.index_natsorted(["a", "b", "a"], reverse=True) == [1, 0, 2]


def test_mixed_elements(subject):
    nan = float("nan")
    found = subject.natsorted(["a", 3, None, nan, "2", -INF, INF])
    assert found[0] is nan
    assert found[1:] == [None, -INF, "2", 3, INF, "a"]
    with pytest.raises(TypeError):
        subject.natsorted(["a", b"b"])
    with pytest.raises(TypeError):
        subject.natsorted(["a", ["b"]])


def test_what_cannot_be_sorted(subject):
    with pytest.raises(TypeError):
        subject.natsorted(3)
    with pytest.raises(TypeError):
        subject.natsorted()


def test_order_by_index(subject):
    assert subject.order_by_index("abc", [2, 0]) == ["c", "a"]
    found = subject.order_by_index(["a", "b"], index=[1], iter=True)
    assert iter(found) is found
    assert list(found) == ["b"]
    with pytest.raises(IndexError):
        subject.order_by_index([], [0])


def test_keys_can_be_pickled(subject):
    class_of_key = type(subject.natsort_keygen())
    assert class_of_key.__name__ == "partial"
    with pytest.raises((AttributeError, TypeError, pickle.PicklingError)):
        pickle.dumps(subject.natsort_keygen(lambda each: each))


def test_random_texts(subject):
    dice = random.Random(3)
    for _ in range(300):
        parts = [
            [dice.choice(["", "a", "B", "-"]), dice.randrange(12), dice.choice(["", "x"])]
            for _ in range(6)
        ]
        texts = ["".join(map(str, each)) for each in parts]
        wanted = sorted(texts, key=lambda text: key_of(text))
        assert subject.natsorted(texts) == wanted


def key_of(text):
    found, digits = [""], ""
    for character in text + "\0":
        if character in "0123456789":
            digits += character
            continue
        if digits:
            found += [int(digits), ""]
            digits = ""
        found[-1] += character.strip("\0")
    return found if found[-1] else found[:-1]


def test_options_as_values(subject):
    options = (subject.ns.IC, subject.ns.DEFAULT, subject.ns.UNSIGNED)
    assert [each.name for each in options] == ["IGNORECASE", "DEFAULT", "DEFAULT"]
    assert [each.value for each in options] == [64, 0, 0]
    assert repr(subject.ns.IGNORECASE) == "<ns.IGNORECASE: 64>"
    assert f"{subject.ns.INT}" == f"{options[1]}"
    assert subject.ns.IC | subject.ns.DEFAULT == 64


def test_other_options(subject, side):
    if side == "original":
        assert subject.natsorted(["b-1", "b-2"], alg=2) == ["b-2", "b-1"]
    else:
        with pytest.raises(ValueError):
            subject.natsorted(["b-1", "b-2"], alg=2)


def test_parts_of_the_key(subject, side):
    found = []
    with contextlib.suppress(TypeError):
        subject.natsort_key("a", string_func=found.append)
    assert found == (["a"] if side == "original" else [])
