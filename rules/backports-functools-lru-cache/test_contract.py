"""What callers of backports.functools_lru_cache may rely on."""

import inspect
import random
import threading
from collections import OrderedDict
from decimal import Decimal

import pytest


def counted(subject, *args, **kwargs):
    calls = []

    @subject.lru_cache(*args, **kwargs)
    def work(*args, **kwargs):
        """Doc."""
        calls.append((args, kwargs))
        return len(calls)

    return work, calls


def told(work):
    return tuple(work.cache_info())


def test_a_call_is_made_once(subject):
    work, calls = counted(subject)
    assert [work(1), work(1), work(2), work(1)] == [1, 1, 2, 1]
    assert calls == [((1,), {}), ((2,), {})]
    assert told(work) == (2, 2, 128, 2)


def test_the_names_of_the_numbers(subject):
    work, _ = counted(subject, 3)
    work(1)
    found = work.cache_info()
    assert (found.hits, found.misses, found.maxsize, found.currsize) == (0, 1, 3, 1)
    assert found._fields == ("hits", "misses", "maxsize", "currsize")


@pytest.mark.parametrize(("size", "kept"), [(0, 0), (-5, 0), (1, 1), (2, 2), (None, 3)])
def test_sizes(subject, size, kept):
    work, calls = counted(subject, maxsize=size)
    for value in (1, 2, 3):
        work(value)
    wanted = 0 if size is not None and size < 0 else size
    assert told(work) == (0, 3, wanted, kept)
    work(3)
    assert len(calls) == (3 if kept else 4)


def test_the_least_recently_used_goes(subject):
    work, calls = counted(subject, 2)
    for value in (1, 2, 1, 3, 1, 2):
        work(value)
    assert [args[0] for args, _ in calls] == [1, 2, 3, 2]


def test_without_brackets(subject):
    @subject.lru_cache
    def work(x):
        return x

    assert (work(1), work(1), told(work)) == (1, 1, (1, 1, 128, 1))
    assert work.cache_parameters() == {"maxsize": 128, "typed": False}


def test_parameters(subject):
    work, _ = counted(subject, 5, True)
    assert work.cache_parameters() == {"maxsize": 5, "typed": True}


@pytest.mark.parametrize("typed", [False, True])
def test_types(subject, typed):
    work, calls = counted(subject, typed=typed)
    for value in (Decimal(3), 3.0):
        work(value)
    assert len(calls) == (2 if typed else 1)
    work(x=Decimal(3))
    work(x=3.0)
    assert len(calls) == (4 if typed else 2)


def test_a_number_alone_is_another_key_than_a_float(subject):
    work, _ = counted(subject)
    assert work(3) != work(3.0)
    assert work(3, 3) == work(3.0, 3.0)


def test_keywords_are_other_keys(subject):
    work, calls = counted(subject)
    work(1, 2)
    work(1, b=2)
    work(a=1, b=2)
    work(b=2, a=1)
    assert len(calls) == 4
    work(**OrderedDict([("a", 1), ("b", 2)]))
    assert len(calls) == 4


def test_arguments_that_have_no_hash(subject):
    for size in (2, None, 128):
        work, calls = counted(subject, size)
        with pytest.raises(TypeError):
            work([])
        assert calls == []
    work, calls = counted(subject, 0)
    assert work([]) == 1


@pytest.mark.parametrize("size", [2, None])
def test_errors_are_not_kept(subject, size):
    calls = []

    @subject.lru_cache(size)
    def work(x):
        calls.append(x)
        if len(calls) == 1:
            raise LookupError

    with pytest.raises(LookupError):
        work(1)
    assert (work(1), work(1), len(calls)) == (None, None, 2)


def test_clearing(subject):
    for size in (2, None, 0):
        work, calls = counted(subject, size)
        work(1)
        work(1)
        work.cache_clear()
        assert told(work) == (0, 0, size, 0)
        assert work(1) == len(calls)


@pytest.mark.parametrize("size", ["x", 1.5, [], b""])
def test_wrong_sizes(subject, size):
    with pytest.raises(TypeError):
        subject.lru_cache(size)


def test_the_function_keeps_its_name(subject):
    work, _ = counted(subject)
    assert (work.__name__, work.__doc__, work.__module__) == ("work", "Doc.", __name__)
    assert callable(work.__wrapped__)

    @subject.lru_cache(2)
    def two(a: int, *, b: int = 1) -> int:
        return a + b

    assert str(inspect.signature(two)) == "(a: int, *, b: int = 1) -> int"
    two.mark = 1
    assert (two.mark, two.__wrapped__(1, b=5)) == (1, 6)


def test_methods(subject):
    class Thing:
        calls = 0

        @subject.lru_cache(maxsize=None)
        def work(self, x):
            self.calls += 1
            return x

        @staticmethod
        @subject.lru_cache()
        def alone(x):
            return [x]

        @classmethod
        @subject.lru_cache()
        def of_class(cls, x):
            return [cls, x]

    one, two = Thing(), Thing()
    assert (one.work(1), one.work(1), two.work(1)) == (1, 1, 1)
    assert (one.calls, two.calls) == (1, 1)
    assert Thing.work.cache_info().misses == 2
    assert one.work.__self__ is one
    assert Thing.alone(1) is one.alone(1)
    assert Thing.of_class(1) is two.of_class(1)


def test_recursion(subject):
    for size in (None, 128):

        @subject.lru_cache(size)
        def fib(n):
            return n if n < 2 else fib(n - 1) + fib(n - 2)

        assert fib(60) == 1548008755920


def test_a_partial_and_a_class(subject):
    class Thing:
        def __init__(self, x):
            self.x = x

    make = subject.lru_cache(Thing)
    assert make(1) is make(1)
    assert make.__wrapped__ is Thing
    length = subject.lru_cache(len)
    assert (length("abc"), length("abc"), told(length)) == (3, 3, (1, 1, 128, 1))


def test_threads(subject):
    work, _ = counted(subject, 16)

    def run():
        for value in range(200):
            work(value % 8)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    hits, misses, _, size = told(work)
    assert (hits + misses, size) == (800, 8)


@pytest.mark.parametrize("size", [1, 2, 3, 8, None])
def test_random_calls(subject, size):
    dice = random.Random(5)
    work, _ = counted(subject, size)
    kept, wanted, hits = OrderedDict(), 0, 0
    for _ in range(600):
        key = dice.choice([(dice.randrange(6),), (dice.randrange(3), dice.randrange(3))])
        if key in kept:
            kept.move_to_end(key)
            hits += 1
        else:
            wanted += 1
            kept[key] = wanted
            if size is not None and len(kept) > size:
                kept.popitem(last=False)
        assert work(*key) == kept[key]
    assert told(work) == (hits, wanted, size, len(kept))


def test_what_it_makes(subject, side):
    work, _ = counted(subject)
    assert inspect.isfunction(work) == (side == "original")
    assert hasattr(work, "__code__") == (side == "original")
    assert hasattr(work, "__get__")


def test_name_of_the_class(subject, side):
    name = type(counted(subject)[0].cache_info()).__name__
    assert name == ("_CacheInfo" if side == "original" else "CacheInfo")
