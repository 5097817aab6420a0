"""What is claimed of wrapt, beside functools.wraps and other means of the standard library."""

import asyncio
import contextlib
import functools
import gc
import importlib
import inspect
import operator
import sys
import threading
import types
import weakref

import pytest


def passing(wrapped, instance, args, kwargs):
    return wrapped(*args, **kwargs)


def shouting(wrapped, instance, args, kwargs):
    return wrapped(*args, **kwargs).upper()


def by_hand(wrapper):
    """Return what people write instead of decorator(wrapper)."""

    def decorate(function):
        @functools.wraps(function)
        def call(*args, **kwargs):
            return wrapper(function, None, args, kwargs)

        return call

    return decorate


def needs(subject, *names):
    if not all(hasattr(subject, name) for name in names):
        pytest.skip("not in this release")


def price(number, by=2):
    """Return a price."""
    return number * by


class Shop:
    def name(self):
        return "shop"

    @classmethod
    def kind(cls):
        return cls.__name__


@pytest.fixture
def shops():
    """Return a class of others and one derived from it."""

    class Open(Shop):
        def name(self):
            return "open"

        @classmethod
        def kind(cls):
            return cls.__name__

    class Late(Open):
        pass

    return Open, Late


def test_the_wrapper_is_told_the_object(subject):
    def telling(wrapped, instance, args, kwargs):
        return instance, args

    def made(decorate):
        class Store:
            @decorate
            def method(self, number): ...

            @decorate
            @classmethod
            def of_class(cls, number): ...

            @decorate
            @staticmethod
            def static(number): ...

        return Store

    tell = subject.decorator(telling)
    store = made(tell)()
    assert store.method(4) == type(store).method(store, 4) == (store, (4,))
    assert store.of_class(4) == type(store).of_class(4) == (type(store), (4,))
    assert store.static(4) == tell(price)(4) == (None, (4,))

    other = made(by_hand(telling))()
    assert other.method(4) == (None, (other, 4))
    assert other.static(4) == (None, (other, 4))
    broken = made(by_hand(passing))()
    with pytest.raises(TypeError, match="'classmethod' object is not callable"):
        broken.of_class(4)


@pytest.mark.parametrize("how", ["decorator", "function_wrapper"])
def test_where_wraps_does_the_same(subject, how):
    made, same = getattr(subject, how)(passing)(price), by_hand(passing)(price)
    for each in (made, same):
        assert (each(4), each(number=4, by=3)) == (8, 12)
        assert (each.__name__, each.__doc__) == ("price", "Return a price.")
        assert str(inspect.signature(each)) == "(number, by=2)"
        assert each.__wrapped__ is price
    assert inspect.getfullargspec(made).args == ["number", "by"]
    assert inspect.getfullargspec(same).args == []


def test_classes_can_be_decorated(subject):
    class Store:
        pass

    made, same = subject.decorator(passing)(Store), by_hand(passing)(Store)
    assert type(made()) is type(same()) is Store
    assert inspect.isclass(made)
    assert isinstance(made(), made)
    assert not inspect.isclass(same)
    with pytest.raises(TypeError):
        isinstance(same(), same)


def test_class_methods_of_others(subject, shops):
    one, derived = shops
    subject.wrap_function_wrapper(one, "kind", shouting)
    assert [one.kind(), derived.kind(), derived().kind()] == ["OPEN", "LATE", "LATE"]

    class Other(Shop):
        pass

    Other.kind = by_hand(shouting)(Shop.kind)
    assert Other.kind() == "SHOP"
    with pytest.raises(TypeError):
        Other().kind()


def test_ways_to_replace_a_function(subject, shops):
    one, _ = shops

    @subject.transient_function_wrapper(one, "name")
    def loudly(wrapped, instance, args, kwargs):
        return wrapped(*args, **kwargs).upper()

    assert loudly(lambda: one().name())() == "OPEN"
    assert one().name() == "open"
    if hasattr(subject, "scoped_function_wrapper"):
        with subject.scoped_function_wrapper(one, "name", shouting):
            assert one().name() == "OPEN"
        assert one().name() == "open"
    subject.patch_function_wrapper(one, "name")(shouting)
    assert one().name() == "OPEN"
    subject.wrap_function_wrapper(one, "name", lambda wrapped, *_: wrapped() + "!")
    assert one().name() == "OPEN!"


def test_ways_to_replace_an_object(subject):
    class Store:
        size = "small"

        def __init__(self):
            self.town = "rome"

    home = types.SimpleNamespace(Store=Store)
    subject.wrap_object(home, "Store.size", str.upper)
    subject.wrap_object_attribute(home, "Store.town", str.upper)
    store = Store()
    assert (Store.size, store.town, vars(store)) == ("SMALL", "ROME", {"town": "rome"})
    made = vars(Store)["town"]
    assert type(made) is getattr(subject, "AttributeWrapper", type(made))
    assert type(made).__name__ == "AttributeWrapper"


def test_paths(subject, shops):
    one, derived = shops
    home = types.SimpleNamespace(Late=derived)
    parent, name, found = subject.resolve_path(home, "Late.kind")
    assert (parent, name) == (derived, "kind")
    assert found is vars(one)["kind"]
    assert operator.attrgetter("Late.kind")(home) == derived.kind
    subject.apply_patch(derived, "size", 4)
    assert vars(derived)["size"] == 4
    if hasattr(subject, "resolve_owner"):
        assert subject.resolve_owner(derived, "kind")[0] is one


def test_a_wrapper_is_taken_out(subject, shops):
    needs(subject, "unwrap_object")
    one, _ = shops
    lower = subject.wrap_function_wrapper(one, "name", shouting)
    subject.wrap_function_wrapper(one, "name", lambda wrapped, *_: wrapped() + "!")
    assert one().name() == "OPEN!"
    subject.unwrap_object(one, "name", lower)
    assert one().name() == "open!"
    with pytest.raises(subject.WrapperNotFoundError):
        subject.unwrap_object(one, "name", lower)


@pytest.mark.parametrize(
    "name", ["ObjectProxy", "BaseObjectProxy", "AutoObjectProxy", "CallableObjectProxy"]
)
def test_proxies(subject, name):
    class Plain:
        def __init__(self, value):
            self.value = value

        def __getattr__(self, name):
            return getattr(self.value, name)

    needs(subject, name)
    proxy, plain = getattr(subject, name)([1, 2]), Plain([1, 2])
    assert isinstance(proxy, list)
    assert proxy.__class__ is list
    assert proxy == [1, 2]
    assert (len(proxy), proxy[0], proxy * 2) == (2, 1, [1, 2, 1, 2])
    proxy.append(3)
    plain.append(3)
    assert proxy.__wrapped__ == plain.value == [1, 2, 3]
    assert not isinstance(plain, list)
    assert plain != [1, 2, 3]
    with pytest.raises(TypeError, match="len"):
        len(plain)


def test_kinds_of_proxies(subject):
    assert [*subject.ObjectProxy("ab")] == ["a", "b"]
    with pytest.raises(TypeError, match="not callable"):
        subject.ObjectProxy(len)("ab")
    assert subject.CallableObjectProxy(len)("ab") == 2
    if hasattr(subject, "AutoObjectProxy"):
        assert subject.AutoObjectProxy(len)("ab") == 2
        with pytest.raises(TypeError, match="iterable"):
            [*subject.BaseObjectProxy("ab")]


def test_proxies_that_wait(subject, tmp_path, monkeypatch):
    needs(subject, "LazyObjectProxy", "lazy_import")
    made = []
    proxy = subject.LazyObjectProxy(lambda: made.append("ab") or made[0])
    assert made == []
    assert (proxy.upper(), proxy + "c", made) == ("AB", "abc", ["ab"])

    (tmp_path / "waiting_module.py").write_text("size = 4\n")
    monkeypatch.syspath_prepend(tmp_path)
    module = subject.lazy_import("waiting_module")
    assert "waiting_module" not in sys.modules
    assert (module.size, "waiting_module" in sys.modules) == (4, True)


@pytest.mark.parametrize("name", ["PartialCallableObjectProxy", "partial"])
def test_partial_functions(subject, name):
    needs(subject, name)
    made, same = getattr(subject, name)(price, 4, by=3), functools.partial(price, 4, by=3)
    assert made() == same() == 12
    assert (made.__name__, made.__doc__) == ("price", "Return a price.")
    assert not hasattr(same, "__name__")


def test_weak_methods(subject):
    shop = Shop()
    proxy, method = subject.WeakFunctionProxy(shop.name), weakref.WeakMethod(shop.name)
    assert proxy() == method()() == "shop"
    dead, alive = weakref.ref(shop.name), weakref.ref(shop)
    assert dead() is None
    del shop
    gc.collect()
    assert alive() is None
    with pytest.raises((ReferenceError, TypeError)):
        proxy()


def test_what_decorators_are_made_of(subject):
    made = subject.FunctionWrapper(Shop.name, shouting)
    assert type(subject.decorator(passing)(price)) is subject.FunctionWrapper

    class Store(Shop):
        name = made

    assert type(Store().name) is subject.BoundFunctionWrapper
    assert Store().name() == "SHOP"


def test_another_signature(subject):
    def taking_text(text): ...

    factory = subject.adapter_factory(lambda wrapped: taking_text)
    assert isinstance(factory, subject.AdapterFactory)
    made = subject.decorator(adapter=factory)(passing)(price)
    assert str(inspect.signature(made)) == "(text)"
    assert str(inspect.signature(by_hand(passing)(price))) == "(number, by=2)"


def test_what_is_told_of_a_function(subject):
    needs(subject, "with_doc", "with_signature", "mark_as_async", "mark_as_sync")

    async def later(): ...

    signature = inspect.signature(len)
    assert subject.with_doc(doc="Other.")(price).__doc__ == "Other."
    assert inspect.signature(subject.with_signature(signature=signature)(price)) == signature
    assert inspect.iscoroutinefunction(subject.mark_as_async(price))
    assert not inspect.iscoroutinefunction(subject.mark_as_sync(later))
    assert price.__doc__ == "Return a price."
    assert str(inspect.signature(price)) == "(number, by=2)"
    assert not inspect.iscoroutinefunction(price)
    assert inspect.iscoroutinefunction(later)
    if hasattr(inspect, "markcoroutinefunction"):
        marked = types.FunctionType(price.__code__, {})
        assert inspect.markcoroutinefunction(marked) is marked
        assert inspect.iscoroutinefunction(marked)


def test_async_and_not(subject):
    needs(subject, "async_to_sync", "sync_to_async")

    async def double(number):
        return number * 2

    async def main():
        here = threading.get_ident()
        made = await subject.sync_to_async(threading.get_ident)()
        same = await asyncio.to_thread(threading.get_ident)
        return made != here, same != here, await subject.sync_to_async(abs)(-4)

    assert subject.async_to_sync(double)(4) == asyncio.run(double(4)) == 8
    assert asyncio.run(main()) == (True, True, 4)


def test_the_state_of_a_decorator(subject):
    needs(subject, "bind_state_to_wrapper")

    class Counting:
        calls = 0

        @subject.bind_state_to_wrapper(name="counter")
        @subject.function_wrapper
        def __call__(self, wrapped, instance, args, kwargs):
            self.calls += 1
            return wrapped(*args, **kwargs)

    counting = Counting()
    made = counting(price)
    assert (made(4), made(5)) == (8, 10)
    assert made.counter is counting
    assert made.counter.calls == 2


def test_hooks_of_imports(subject, tmp_path, monkeypatch):
    for name in ("hooked_one", "hooking_all"):
        (tmp_path / f"{name}.py").write_text("seen = []\ndef note(module): seen.append(module)\n")
    told = tmp_path / "hooking-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: hooking\nVersion: 1.0\n")
    (told / "entry_points.txt").write_text("[hooks]\nhooked_one = hooking_all:note\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(sys.modules, "pkg_resources", None)
    seen = []
    subject.register_post_import_hook(lambda module: seen.append("first"), "hooked_one")
    subject.when_imported("hooked_one")(lambda module: seen.append(module.__name__))
    subject.discover_post_import_hooks("hooks")
    assert seen == []
    module = importlib.import_module("hooked_one")
    assert seen == ["first", "hooked_one"]
    if hasattr(subject, "lazy_import"):
        assert sys.modules["hooking_all"].seen == [module]
    else:
        assert "hooking_all" not in sys.modules
    subject.register_post_import_hook(lambda module: seen.append("at once"), "hooked_one")
    assert seen[2:] == ["at once"]
    subject.register_post_import_hook(lambda module: seen.append("told"), "hooked_two")
    subject.notify_module_loaded(types.ModuleType("hooked_two"))
    assert seen[3:] == ["told"]


def test_a_lock_for_each_object(subject):
    def at_once(decorate, *, objects):
        now, most, meet = [], [], threading.Barrier(2)

        class Store:
            @decorate
            def sell(self):
                now.append(1)
                most.append(len(now))
                with contextlib.suppress(threading.BrokenBarrierError):
                    meet.wait(0.5)
                self.note()
                now.pop()

            @decorate
            def note(self): ...

        stores = [Store() for _ in range(objects)] * (2 // objects)
        threads = [threading.Thread(target=each.sell) for each in stores]
        for each in threads:
            each.start()
        for each in threads:
            each.join(5)
        return max(most)

    lock = threading.RLock()

    def locked(wrapped, instance, args, kwargs):
        with lock:
            return wrapped(*args, **kwargs)

    assert [at_once(subject.synchronized, objects=number) for number in (1, 2)] == [1, 2]
    assert [at_once(by_hand(locked), objects=number) for number in (1, 2)] == [1, 1]


def test_a_cache_for_each_object(subject):
    needs(subject, "lru_cache")

    def gone(decorate, *, hashed):
        class Store:
            if not hashed:
                __hash__ = None

            @decorate
            def price(self, number):
                calls.append(number)
                return number * 2

        calls = []
        store = Store()
        assert [store.price(4), store.price(4), calls] == [8, 8, [4]]
        kept = weakref.ref(store)
        del store
        gc.collect()
        return kept() is None

    assert gone(subject.lru_cache, hashed=False)
    assert not gone(functools.lru_cache, hashed=True)
    with pytest.raises(TypeError, match="unhashable"):
        gone(functools.lru_cache, hashed=False)


def test_wrappers_are_found(subject):
    needs(subject, "find_wrapper", "is_wrapped_by", "wrapper_chain", "unwrapped")
    lower = subject.decorator(passing)(price)
    upper = subject.decorator(passing)(lower)
    other = subject.decorator(passing)(price)
    assert [id(each) for each in subject.wrapper_chain(upper)] == [id(upper), id(lower), id(price)]
    assert subject.find_wrapper(upper, lower) is lower
    assert subject.find_wrapper(upper, other) is None
    assert [subject.is_wrapped_by(upper, each) for each in (lower, other)] == [True, False]
    assert subject.unwrapped(upper) is inspect.unwrap(upper) is price
    with pytest.raises(subject.WrapperChainTooDeepError):
        subject.unwrapped(upper, limit=2)
    assert subject.MISSING is not None
    assert repr(subject.MISSING) == "<wrapt.MISSING>"


def test_errors(subject, shops):
    needs(subject, "PathResolutionError", "WrapperNotOutermostError")
    one, _ = shops
    with pytest.raises(AttributeError) as said:
        subject.resolve_path(one, "nowhere")
    assert said.type is subject.PathResolutionError
    with pytest.raises(ImportError) as said:
        subject.resolve_path("no_such_module", "name")
    assert said.type is subject.TargetModuleNotFoundError
    made = subject.wrap_function_wrapper(one, "name", shouting)
    one.name = by_hand(passing)(vars(one)["name"])
    with pytest.raises(ValueError, match="cannot remove") as said:
        subject.unwrap_object(one, "name", made)
    assert said.type is subject.WrapperNotOutermostError
    bases = {"WrapperNotFoundError": ValueError, "WrapperNotInitializedError": ValueError}
    bases["WrapperChainTooDeepError"] = RuntimeError
    assert all(issubclass(getattr(subject, name), base) for name, base in bases.items())
