"""What is claimed of cachetools, beside functools.lru_cache and collections.OrderedDict."""

import collections
import contextlib
import functools
import gc
import threading
import warnings
import weakref

import pytest


def noted(calls):
    """Return a function that notes how it is called."""

    def area(width=1, height=1):
        calls.append((width, height))
        return width * height

    return area


def newer(subject):
    return not hasattr(subject, "MRUCache")


def test_where_lru_cache_does_the_same(subject):
    def run(decorate):
        calls = []
        cached = decorate(noted(calls))
        found = [cached(width) for width in (1, 2, 1, 3, 1, 2)]
        return found, [width for width, _ in calls]

    told = ([1, 2, 1, 3, 1, 2], [1, 2, 3, 2])
    assert run(subject.cached(subject.LRUCache(2))) == told
    assert run(functools.lru_cache(2)) == told


def test_where_keys_are_others(subject):
    def run(decorate):
        calls = []
        cached = decorate(noted(calls))
        cached(1), cached(1.0)
        first = len(calls)
        cached(2, 3), cached(2.0, 3)
        second = len(calls) - first
        cached(width=4, height=5), cached(height=5, width=4)
        return first, second, len(calls) - first - second

    assert run(subject.cached(subject.LRUCache(9))) == (1, 1, 1)
    assert run(functools.lru_cache(9)) == (2, 1, 2)


def test_a_cache_that_is_shared_and_looked_into(subject):
    hashkey, shared = subject.keys.hashkey, subject.LRUCache(9)
    calls = []
    area = subject.cached(shared)(noted(calls))
    half = subject.cached(shared, key=functools.partial(hashkey, "half"))(lambda n: n / 2)
    assert (area(4), half(4)) == (4, 2.0)
    assert dict(shared) == {hashkey(4): 4, hashkey("half", 4): 2.0}
    shared[hashkey(5)] = "told"
    del shared[hashkey(4)]
    assert (area(5), area(4)) == ("told", 4)
    assert calls == [(4, 1), (4, 1)]

    plain = functools.lru_cache(9)(noted([]))
    plain(4)
    assert plain.cache_info() == (0, 1, 9, 1)
    assert not hasattr(plain, "cache")
    with pytest.raises(TypeError, match="key"):
        functools.lru_cache(9, key=hashkey)


def test_a_lock_of_yours(subject):
    seen = []

    class Lock:
        def __enter__(self):
            seen.append("held")

        def __exit__(self, *_):
            seen.append("free")

    cached = subject.cached({}, lock=Lock())(lambda: seen.append("runs") or 4)
    assert (cached(), cached()) == (4, 4)
    assert seen == ["held", "free", "runs", "held", "free", "held", "free"]
    with pytest.raises(TypeError, match="lock"):
        functools.lru_cache(9, lock=Lock())


def test_values_have_weights(subject):
    cache = subject.LRUCache(10, getsizeof=len)
    cache["a"], cache["b"] = "four", "four"
    assert cache.currsize == 8
    cache["c"] = "six..."
    assert (list(cache), cache.currsize) == (["b", "c"], 10)
    with pytest.raises(ValueError, match="value too large"):
        cache["d"] = "more than ten"
    repeat = subject.cached(cache)(lambda text: text * 4)
    assert repeat("abc") == "abcabcabcabc"
    assert list(cache) == ["b", "c"]
    with pytest.raises(TypeError, match="getsizeof"):
        functools.lru_cache(10, getsizeof=len)


def test_values_expire(subject):
    now = [100]
    same = subject.TTLCache(9, ttl=10, timer=lambda: now[0])
    own = subject.TLRUCache(9, ttu=lambda _, value, time: time + value, timer=lambda: now[0])
    for cache in (same, own):
        cache["a"], cache["b"] = 5, 20
    found = []
    for now[0] in (104, 105, 109, 110, 119, 120):
        found.append((list(same), list(own)))
    both = ["a", "b"]
    assert found == [
        (both, both),
        (both, ["b"]),
        (both, ["b"]),
        ([], ["b"]),
        ([], ["b"]),
        ([], []),
    ]
    with pytest.raises(TypeError, match="ttl"):
        functools.lru_cache(9, ttl=10)


def test_a_cache_belongs_to_its_object(subject):
    def gone(decorate):
        class Shop:
            def __init__(self):
                self.prices = {}

            @decorate
            def price(self, number):
                return number * 2

        shop, other = Shop(), Shop()
        assert (shop.price(4), other.price(5)) == (8, 10)
        prices, kept = shop.prices, weakref.ref(shop)
        del shop
        gc.collect()
        return kept() is None, list(prices.values())

    assert gone(subject.cachedmethod(lambda shop: shop.prices)) == (True, [8])
    assert gone(functools.lru_cache(9)) == (False, [])


def test_a_mapping_that_forgets(subject):
    class Recent(collections.OrderedDict):
        def __init__(self, maxsize):
            super().__init__()
            self.maxsize = maxsize

        def __getitem__(self, key):
            value = super().__getitem__(key)
            self.move_to_end(key)
            return value

        def __setitem__(self, key, value):
            super().__setitem__(key, value)
            self.move_to_end(key)
            if len(self) > self.maxsize:
                del self[next(iter(self))]

    def run(cache):
        cache["a"], cache["b"] = 1, 2
        assert cache["a"] == 1
        cache["c"] = 3
        cache["a"] = 4
        cache["d"] = 5
        with pytest.raises(KeyError):
            cache["b"]
        return sorted(cache.items()), cache.maxsize, "c" in cache

    assert run(subject.LRUCache(2)) == ([("a", 4), ("d", 5)], 2, False)
    assert run(Recent(2)) == ([("a", 4), ("d", 5)], 2, False)


USED = "ccbaa"  # of a, b and c, put in in this order


@pytest.mark.parametrize(
    "name, more, goes",
    [
        ("LRUCache", {}, "c"),
        ("LFUCache", {}, "b"),
        ("FIFOCache", {}, "a"),
        ("MRUCache", {}, "a"),
        ("RRCache", {"choice": max}, "c"),
        ("RRCache", {"choice": min}, "a"),
    ],
)
def test_which_value_goes(subject, name, more, goes):
    if name == "MRUCache" and newer(subject):
        name = "FIFOCache"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        cache = getattr(subject, name)(3, **more)
    cache.update(a=1, b=2, c=3)
    for key in USED:
        assert cache[key]
    cache["d"] = 4
    assert set("abcd") - set(cache) == {goes}

    calls = []
    plain = functools.lru_cache(3)(calls.append)
    for key in "abc" + USED + "d" + "ab":
        plain(key)
    assert calls == list("abcd")
    plain("c")
    assert calls == list("abcdc")


def test_what_is_gone(subject):
    if newer(subject):
        assert not hasattr(subject.func, "mru_cache")
    else:
        with pytest.warns(DeprecationWarning, match="deprecated"):
            cache = subject.MRUCache(3)
        with pytest.warns(DeprecationWarning, match="deprecated"):
            subject.func.mru_cache(3)
        assert cache.maxsize == 3
    assert callable(subject.func.lru_cache(3))


def test_classes_of_ones_own(subject):
    gone = []

    class Noting(subject.Cache):
        def popitem(self):
            key = min(self)
            gone.append((key, self.pop(key)))
            return gone[-1]

        def __missing__(self, key):
            return key * 2

    cache = Noting(2)
    cache.update(b=1, a=2)
    cache["c"] = 3
    assert gone == [("a", 2)]
    assert (cache["d"], cache.get("d"), "d" in cache) == ("dd", None, False)


def test_counts(subject):
    def run(decorate):
        cached = decorate(noted([]))
        for width in (1, 2, 1, 3):
            cached(width)
        return cached.cache_info()

    found, other = run(subject.cached(subject.LRUCache(2), info=True)), run(functools.lru_cache(2))
    assert found == other == (1, 3, 2, 2)
    assert found._fields == other._fields == ("hits", "misses", "maxsize", "currsize")
    assert type(found).__module__ == "cachetools"
    if newer(subject):
        assert type(found) is subject.CacheInfo


def test_keys(subject):
    keys = subject.keys
    assert keys.hashkey(1, b=2, a=3) == keys.hashkey(1.0, a=3, b=2) != keys.hashkey(1)
    assert keys.hashkey(1, 2) == (1, 2)
    assert keys.typedkey(1) == (1, int) != keys.typedkey(1.0)
    assert keys.methodkey(object(), 1, 2) == (1, 2)
    assert keys.typedmethodkey(object(), 1) == (1, int)


@pytest.mark.parametrize("name", ["lru_cache", "ttl_cache", "fifo_cache", "lfu_cache", "rr_cache"])
def test_decorators_as_in_functools(subject, name):
    def run(decorate):
        bare, sized = decorate(noted([])), decorate(2)(noted([]))
        for width in (1, 2, 1, 3):
            bare(width), sized(width)
        bare.cache_clear()
        told = bare.cache_parameters(), bare.cache_info()
        return told, sized.cache_parameters(), sized.cache_info()[2:]

    told = (({"maxsize": 128, "typed": False}, (0, 0, 128, 0)), {"maxsize": 2, "typed": False})
    assert run(getattr(subject.func, name)) == (*told, (2, 2))
    assert run(functools.lru_cache) == (*told, (2, 2))


def test_a_decorator_that_expires(subject):
    now, calls = [100], []
    cached = subject.func.ttl_cache(maxsize=9, ttl=10, timer=lambda: now[0])(noted(calls))
    found = []
    for now[0] in (100, 109, 110, 119):
        cached(4)
        found.append(len(calls))
    assert found == [1, 1, 2, 2]


def test_threads_at_the_same_time(subject):
    def run(decorate):
        calls, start, meet = [], threading.Barrier(2), threading.Barrier(2)

        @decorate
        def slow(number):
            calls.append(number)
            with contextlib.suppress(threading.BrokenBarrierError):
                meet.wait(0.5)
            return number * 2

        def caller():
            start.wait(9)
            slow(4)

        threads = [threading.Thread(target=caller) for _ in range(2)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert slow(4) == 8
        return len(calls)

    assert run(subject.func.lru_cache) == (1 if newer(subject) else 2)
    assert run(functools.lru_cache) == 2
