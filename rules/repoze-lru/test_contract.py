"""What callers of lru_cache may rely on."""

import random
import types

import pytest


def counted(subject, size, calls):
    @subject.lru_cache(size)
    def work(*args, **kwargs):
        calls.append((args, kwargs))
        return args, tuple(sorted(kwargs.items()))

    return work


@pytest.mark.parametrize("size", [1, 3, 500, None])
def test_a_call_that_is_repeated_is_not_made(subject, size):
    calls = []
    work = counted(subject, size, calls)
    for args, kwargs in (((), {}), ((1,), {}), ((1, "a"), {"b": 2}), ((), {"b": None})):
        calls.clear()
        first = work(*args, **kwargs)
        assert first == (args, tuple(sorted(kwargs.items())))
        assert work(*args, **kwargs) is first
        assert calls == [(args, kwargs)]


def test_other_arguments_are_other_calls(subject):
    calls = []
    work = counted(subject, 50, calls)
    given = [((), {}), ((1,), {}), ((2,), {}), ((1, 2), {}), ((), {"a": 1}), ((1,), {"a": 1})]
    given += [(((),), {}), (((1, 2),), {}), ((None,), {}), (("a", 1), {}), ((("a", 1),), {})]
    for args, kwargs in given * 2:
        assert work(*args, **kwargs)[0] == args
    assert calls == given


def test_equal_arguments_are_the_same_call(subject):
    calls = []
    work = counted(subject, 50, calls)
    for args in ((1, 2), (1.0, 2), (True, 2)):
        assert work(*args) == ((1, 2), ())
    assert len(calls) == 1


@pytest.mark.parametrize("value", [None, False, 0, "", [], NotImplemented])
def test_any_value_is_kept(subject, value):
    calls = []

    @subject.lru_cache(maxsize=2)
    def work():
        calls.append(1)
        return value

    assert work() is work() is value
    assert calls == [1]


def test_errors_are_not_kept(subject):
    calls = []

    @subject.lru_cache(5)
    def work(number):
        calls.append(number)
        if len(calls) == 1:
            raise ValueError(number)
        return number

    with pytest.raises(ValueError):
        work(3)
    assert (work(3), work(3), calls) == (3, 3, [3, 3])


@pytest.mark.parametrize("args", [([],), ({},), (1, {2}), (([],),)])
def test_arguments_that_cannot_be_hashed(subject, args):
    for size in (5, None):
        calls = []
        work = counted(subject, size, calls)
        with pytest.raises(TypeError):
            work(*args)
        with pytest.raises(TypeError):
            work(a=args[-1])
        assert calls == []


def test_sizes(subject):
    for size in (1, 2, 5):
        calls = []
        work = counted(subject, size, calls)
        for number in [*range(size), *range(size)]:
            work(number)
        assert len(calls) == size
        work(size)
        work(size)
        assert len(calls) == size + 1
        for number in range(size + 1):
            work(number)
        assert len(calls) > size + 1


def test_methods(subject):
    calls = []

    class Thing:
        @subject.lru_cache(10)
        def work(self, number):
            calls.append(number)
            return self, number

        @classmethod
        @subject.lru_cache(10)
        def of_class(cls, number):
            calls.append(number)
            return cls

        @staticmethod
        @subject.lru_cache(10)
        def alone(number):
            calls.append(number)
            return number

    one, two = Thing(), Thing()
    assert one.work(1) is one.work(1)
    assert two.work(1)[0] is two
    assert Thing.of_class(2) is one.of_class(2) is Thing
    assert Thing.alone(3) == one.alone(3) == 3
    assert calls == [1, 1, 2, 3]


def test_names(subject):
    calls = []

    @subject.lru_cache(3)
    def work():
        """Doc."""

    assert (work.__name__, work.__doc__, work.__module__) == ("work", "Doc.", __name__)
    assert subject.lru_cache(3)(len)("abc") == 3
    one, two = (subject.lru_cache(3)(lambda n: calls.append(n)) for _ in "ab")
    one(1)
    two(1)
    assert calls == [1, 1]


def test_calls_inside_a_call(subject):
    @subject.lru_cache(None)
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    assert fib(80) == 23416728348467685


def test_wrong_arguments(subject):
    with pytest.raises(TypeError):
        subject.lru_cache(3)(lambda a: a)()
    with pytest.raises(TypeError):
        subject.lru_cache(3, size=5)


def test_random_calls(subject):
    dice = random.Random(1)
    for size in (1, 3, 10, None):
        work = counted(subject, size, [])
        for _ in range(300):
            args = tuple(dice.randrange(4) for _ in range(dice.randrange(3)))
            kwargs = {name: dice.randrange(3) for name in ("a", "b") if dice.random() < 0.5}
            assert work(*args, **kwargs) == (args, tuple(sorted(kwargs.items())))


def test_sizes_below_one(subject, side):
    for size in (0, -1):
        if side == "original":
            with pytest.raises(ValueError):
                subject.lru_cache(size)
        else:
            calls = []
            work = counted(subject, size, calls)
            work(1)
            work(1)
            assert len(calls) == 2


def test_what_a_full_cache_drops(subject, side):
    calls = []
    work = counted(subject, 2, calls)
    for number in (1, 2, 1, 3):
        work(number)
    calls.clear()
    work(1)
    assert bool(calls) == (side == "original")


def test_order_of_keywords(subject, side):
    calls = []
    work = counted(subject, 5, calls)
    work(a=1, b=2)
    work(b=2, a=1)
    assert len(calls) == (1 if side == "original" else 2)


def test_what_is_made(subject, side):
    work = subject.lru_cache(5)(lambda: 1)
    assert isinstance(work, types.FunctionType) == (side == "original")
    assert hasattr(work, "_cache") == (side == "original")
    assert hasattr(work, "cache_info") == (side == "replacement")


def test_sizes_that_are_no_whole_numbers(subject, side):
    for size in ("5", 5.5):
        if side == "original":
            assert subject.lru_cache(size)(len)("ab") == 2
        else:
            with pytest.raises(TypeError):
                subject.lru_cache(size)


def test_what_cannot_be_called(subject, side):
    if side == "original":
        assert callable(subject.lru_cache(5)("text"))
    else:
        with pytest.raises(TypeError):
            subject.lru_cache(5)("text")
