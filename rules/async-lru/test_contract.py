"""What is claimed of async-lru, beside functools.lru_cache and a dictionary of tasks."""

import asyncio
import functools
import gc
import warnings
import weakref

import pytest


async def others():
    """Let every other task run until it waits."""
    for _ in range(9):
        await asyncio.sleep(0)


def counted(*, fails=0, gate=None):
    """Return an async function that notes its arguments, and fails so many times first."""
    calls = []

    async def double(number):
        calls.append(number)
        await (gate.wait() if gate else asyncio.sleep(0))
        if len(calls) <= fails:
            raise ValueError(f"call {len(calls)}")
        return number * 2

    return double, calls


def kept_tasks(function):
    """Decorate as people do by hand: one task for each argument, in a dictionary."""
    tasks = {}

    async def call(number):
        if number not in tasks:
            tasks[number] = asyncio.create_task(function(number))
        return await tasks[number]

    return call


def test_callers_share_one_call(subject):
    def both(decorate):
        double, calls = counted()

        async def main():
            cached = decorate(double)

            async def caller():
                return await cached(4)

            return await asyncio.gather(caller(), caller(), return_exceptions=True)

        return asyncio.run(main()), calls

    assert both(subject.alru_cache) == ([8, 8], [4])
    (first, second), calls = both(functools.lru_cache)
    assert (first, calls) == (8, [4])
    assert isinstance(second, RuntimeError)


def test_where_a_dictionary_of_tasks_does_the_same(subject):
    def run(decorate):
        double, calls = counted()

        async def main():
            cached = decorate(double)
            at_once = await asyncio.gather(cached(4), cached(4), cached(5))
            return [*at_once, await cached(4)]

        return asyncio.run(main()), calls

    assert run(subject.alru_cache) == ([8, 8, 10, 8], [4, 5])
    assert run(kept_tasks) == ([8, 8, 10, 8], [4, 5])


def test_errors_are_not_kept(subject):
    def run(decorate):
        double, calls = counted(fails=1)

        async def main():
            cached = decorate(double)
            found = []
            for _ in range(3):
                try:
                    found.append(await cached(4))
                except ValueError as error:
                    found.append(str(error))
            return found

        return asyncio.run(main()), len(calls)

    assert run(subject.alru_cache) == (["call 1", 8, 8], 2)
    assert run(kept_tasks) == (["call 1", "call 1", "call 1"], 1)


def test_a_cancelled_caller_does_not_cancel_the_others(subject):
    def run(decorate):
        gate = asyncio.Event()
        double, _ = counted(gate=gate)

        async def main():
            cached = decorate(double)
            first, second = asyncio.ensure_future(cached(4)), asyncio.ensure_future(cached(4))
            await others()
            first.cancel()
            await others()
            gate.set()
            ended = await asyncio.gather(first, second, return_exceptions=True)
            return [getattr(each, "real", type(each)) for each in ended]

        return asyncio.run(main())

    assert run(subject.alru_cache) == [asyncio.CancelledError, 8]
    assert run(kept_tasks) == [asyncio.CancelledError, asyncio.CancelledError]


def test_the_only_caller_is_cancelled(subject):
    ended, gate = [], asyncio.Event()

    @subject.alru_cache
    async def slow(number):
        await gate.wait()
        ended.append(number)
        return number * 2

    async def main():
        only = asyncio.ensure_future(slow(4))
        await others()
        only.cancel()
        await others()
        gate.set()
        await others()
        return slow.cache_info().currsize

    kept = asyncio.run(main())
    if hasattr(subject, "AlruCacheLoopResetWarning"):
        assert (kept, ended) == (0, [])
    else:
        assert (kept, ended) == (1, [4])


def test_a_second_event_loop(subject):
    double, calls = counted()
    cached = subject.alru_cache(double)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        found = [asyncio.run(cached(4)) for _ in range(3)]
    assert found == [8, 8, 8]
    if hasattr(subject, "AlruCacheLoopResetWarning"):
        assert calls == [4, 4, 4]
        assert [each.category for each in said] == [subject.AlruCacheLoopResetWarning]
        assert subject.AlruCacheLoopResetWarning.__base__ is UserWarning
    else:
        assert (calls, said) == ([4], [])


def test_results_expire(subject):
    double, calls = counted()
    cached = subject.alru_cache(ttl=0.3)(double)

    async def main():
        await cached(4)
        await cached(4)
        before = list(calls)
        await asyncio.sleep(0.6)
        return before, await cached(4)

    assert asyncio.run(main()) == ([4], 8)
    assert calls == [4, 4]
    with pytest.raises(TypeError, match="ttl"):
        functools.lru_cache(ttl=0.3)


def test_one_result_is_forgotten(subject):
    double, calls = counted()
    cached = subject.alru_cache(double)

    async def main():
        for number in (4, 5):
            await cached(number)
        forgotten = [cached.cache_invalidate(number) for number in (4, 4, 6)]
        for number in (4, 5):
            await cached(number)
        return forgotten

    assert asyncio.run(main()) == [True, False, False]
    assert calls == [4, 5, 4]
    assert not hasattr(functools.lru_cache(double), "cache_invalidate")


def test_it_counts_and_forgets_as_functools_does(subject):
    double, calls = counted()
    cached = subject.alru_cache(maxsize=2)(double)

    async def main():
        for number in (1, 2, 1, 3, 1, 2):
            await cached(number)

    asyncio.run(main())
    assert calls == [1, 2, 3, 2]

    plain = []
    same = functools.lru_cache(maxsize=2)(plain.append)
    for number in (1, 2, 1, 3, 1, 2):
        same(number)
    assert plain == calls
    assert cached.cache_info() == same.cache_info() == (2, 4, 2, 2)
    assert subject.alru_cache(double).cache_info() == (0, 0, 128, 0)
    assert functools.lru_cache(double).cache_info() == (0, 0, 128, 0)


def test_a_closed_cache(subject):
    double, _ = counted(gate=asyncio.Event())
    cached = subject.alru_cache(double)

    async def main():
        running = asyncio.ensure_future(cached(4))
        await others()
        await cached.cache_close()
        ended = await asyncio.gather(running, cached(5), return_exceptions=True)
        return [type(each) for each in ended]

    assert asyncio.run(main()) == [asyncio.CancelledError, RuntimeError]


def test_objects_are_kept_alive(subject):
    class Shop:
        def __init__(self, factor):
            self.factor = factor

        @subject.alru_cache
        async def price(self, number):
            return number * self.factor

    async def main():
        two, three = Shop(2), Shop(3)
        found = [await two.price(4), await three.price(4)]
        return found, Shop.price.cache_info().currsize, weakref.ref(two)

    found, size, shop = asyncio.run(main())
    gc.collect()
    assert (found, size) == ([8, 12], 2)
    assert shop() is not None
    Shop.price.cache_clear()
    gc.collect()
    assert shop() is None


def test_plain_functions_are_refused(subject):
    with pytest.raises(RuntimeError, match="Coroutine function is required"):
        subject.alru_cache(len)
    assert functools.lru_cache(len)("four") == 4
