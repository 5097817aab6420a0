"""What callers of nanoid may rely on."""

import collections
import random
import signal

import pytest

SAFE = set("_-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
BOTH = pytest.mark.parametrize("name", ["generate", "non_secure_generate"])


@BOTH
def test_21_characters_safe_in_addresses(subject, name):
    found = getattr(subject, name)()
    assert type(found) is str
    assert len(found) == 21
    assert set(found) <= SAFE


@BOTH
def test_size_and_alphabet(subject, name):
    generate = getattr(subject, name)
    assert len(generate(size=5)) == 5
    assert set(generate("ab", 50)) == {"a", "b"}
    assert generate("x", 3) == "xxx"
    assert set(generate(alphabet="\xe9\u20ac", size=40)) == {"\xe9", "\u20ac"}


@BOTH
def test_no_two_are_the_same(subject, name):
    generate = getattr(subject, name)
    assert len({generate() for _ in range(1000)}) == 1000


@BOTH
def test_all_characters_are_as_likely(subject, name):
    text = "".join(getattr(subject, name)() for _ in range(1500))
    counts = collections.Counter(text)
    assert set(counts) == SAFE
    mean = len(text) / 64
    assert all(0.6 * mean < count < 1.5 * mean for count in counts.values())


def test_a_seed_makes_it_no_less_secret(subject):
    random.seed(1)
    one = subject.generate()
    random.seed(1)
    assert subject.generate() != one


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer")
def test_no_size(subject, side):
    def stop(*args):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        if side == "original":
            with pytest.raises(TimeoutError):
                subject.generate(size=0)
        else:
            assert subject.generate(size=0) == ""
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_no_alphabet(subject, side):
    if side == "original":
        with pytest.raises(ZeroDivisionError):
            subject.generate("", 5)
    else:
        with pytest.raises(IndexError):
            subject.generate("", 5)
