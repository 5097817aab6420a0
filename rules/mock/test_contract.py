"""What callers of mock may rely on."""

import asyncio
import dataclasses
import os
import sys
import unittest.mock

import pytest


class Thing:
    size = 1

    def method(self, a, b=2):
        return a

    async def slow(self):
        return 1

    @property
    def prop(self):
        return 3


def function(a, b=2):
    return a


NAMES = [
    "ANY",
    "AsyncMock",
    "DEFAULT",
    "MagicMock",
    "Mock",
    "NonCallableMagicMock",
    "NonCallableMock",
    "PropertyMock",
    "call",
    "create_autospec",
    "mock_open",
    "patch",
    "seal",
    "sentinel",
]


@pytest.mark.parametrize("name", NAMES)
def test_both_modules_have_it(subject, name):
    found = getattr(subject, name)
    # `mock.mock` is provided name by name, as a rule of its own
    assert found is not None


def test_calls_are_recorded(subject):
    found = subject.Mock(return_value=3)
    assert found(1, b=2) == 3
    found.child.other("x")
    found.assert_called_once_with(1, b=2)
    assert found.mock_calls == [subject.call(1, b=2), subject.call.child.other("x")]
    assert found.call_args.args == (1,)
    assert found.call_args.kwargs == {"b": 2}
    assert found.call_args_list == [((1,), {"b": 2})]
    assert (found.called, found.call_count) == (True, 1)
    found.reset_mock()
    assert found.mock_calls == []
    found.assert_not_called()


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("assert_called_with", (2,)),
        ("assert_called_once_with", (2,)),
        ("assert_any_call", (2,)),
        ("assert_not_called", ()),
    ],
)
def test_assertions_fail(subject, name, arguments):
    found = subject.Mock()
    found(1)
    with pytest.raises(AssertionError):
        getattr(found, name)(*arguments)
    found.assert_called()
    found.assert_called_once()
    found.assert_has_calls([subject.call(1)])


def test_misspelled_assertions(subject):
    for name in ("assert_foo", "assret_called"):
        with pytest.raises(AttributeError):
            getattr(subject.Mock(), name)


def test_side_effects(subject):
    found = subject.Mock(side_effect=[1, KeyError, subject.DEFAULT], return_value=9)
    assert found() == 1
    with pytest.raises(KeyError):
        found()
    assert found() == 9
    with pytest.raises(StopIteration):
        found()
    assert subject.Mock(side_effect=lambda x: x + 1)(2) == 3


def test_specs(subject):
    found = subject.Mock(spec=Thing)
    assert isinstance(found, Thing)
    with pytest.raises(AttributeError):
        found.none
    with pytest.raises(AttributeError):
        subject.Mock(spec_set=Thing).new = 1
    with pytest.raises(TypeError):
        subject.create_autospec(function)()
    auto = subject.create_autospec(Thing)
    auto().method(1)
    auto.return_value.method.assert_called_once_with(1)
    with pytest.raises(TypeError):
        auto().method()
    assert asyncio.iscoroutinefunction(auto().slow)


def test_magic_methods(subject):
    found = subject.MagicMock()
    found.__len__.return_value = 4
    found.__getitem__.side_effect = lambda key: key * 2
    assert (len(found), found[3], bool(found), int(found), list(found)) == (4, 6, True, 1, [])
    with found as inner:
        assert inner is found.__enter__.return_value
    with pytest.raises(TypeError):
        len(subject.Mock())
    with pytest.raises(TypeError):
        subject.NonCallableMock()()
    with pytest.raises(TypeError):
        subject.NonCallableMagicMock()()


def test_async_mocks(subject):
    found = subject.AsyncMock(return_value=3)

    async def main():
        async with found as inner:
            assert inner is not None
        return await found(1)

    assert asyncio.run(main()) == 3
    found.assert_awaited_once_with(1)
    assert asyncio.iscoroutinefunction(found)


def test_patch(subject):
    with subject.patch("os.getcwd", return_value="here") as found:
        assert os.getcwd() == "here"
        assert isinstance(found, subject.MagicMock)
    assert os.getcwd() != "here"
    with subject.patch.object(Thing, "size", 5), subject.patch.dict(os.environ, {"X_Y": "1"}):
        assert (Thing.size, os.environ["X_Y"]) == (5, "1")
    assert (Thing.size, "X_Y" in os.environ) == (1, False)
    with subject.patch.multiple(Thing, size=7, method=subject.DEFAULT) as made:
        assert (Thing.size, list(made)) == (7, ["method"])
    with pytest.raises(AttributeError), subject.patch.object(Thing, "none"):
        pass
    with subject.patch.object(Thing, "none", create=True):
        assert Thing.none


def test_patch_decorates(subject):
    @subject.patch.object(Thing, "size", new_callable=subject.PropertyMock)
    @subject.patch("os.getcwd")
    def test(getcwd, size):
        size.return_value = 8
        return os.getcwd is getcwd, Thing().size

    assert test() == (True, 8)

    @subject.patch("os.getcwd", new=len)
    class Tests:
        def test_one(self):
            return os.getcwd is len

        def other(self):
            return os.getcwd is len

    assert (Tests().test_one(), Tests().other()) == (True, False)

    @subject.patch("os.getcwd")
    async def slow(getcwd):
        return os.getcwd is getcwd

    assert asyncio.run(slow())


def test_patch_starts_and_stops(subject):
    patcher = subject.patch("os.getcwd", new=len)
    patcher.start()
    assert os.getcwd is len
    patcher.stop()
    assert os.getcwd is not len
    subject.patch("os.getcwd", new=len).start()
    subject.patch.stopall()
    assert os.getcwd is not len


def test_patch_with_autospec(subject):
    with subject.patch.object(Thing, "method", autospec=True) as found:
        thing = Thing()
        thing.method(1)
        found.assert_called_once_with(thing, 1)
        with pytest.raises(TypeError):
            thing.method()


def test_helpers(subject):
    assert object() == subject.ANY
    assert subject.sentinel.one is subject.sentinel.one
    assert subject.sentinel.one is not subject.sentinel.two
    assert repr(subject.sentinel.one) == "sentinel.one"
    assert subject.sentinel.DEFAULT is subject.DEFAULT
    assert subject.call.a(1)[0] == "a"
    assert subject.call(1).b(2).call_list()
    found = subject.Mock()
    found.a.b = 1
    subject.seal(found)
    with pytest.raises(AttributeError):
        found.c


def test_mock_open(subject):
    found = subject.mock_open(read_data="a\nb")
    with subject.patch("builtins.open", found), open("x") as file:
        assert (file.readline(), file.read()) == ("a\n", "b")
    found.assert_called_once_with("x")
    found().write("c")
    found().write.assert_called_once_with("c")
    with (
        subject.patch("builtins.open", subject.mock_open(read_data=b"xy")),
        open("x", "rb") as file,
    ):
        assert list(file) == [b"xy"]


def test_names_and_attributes(subject):
    found = subject.Mock(name="thing", **{"method.return_value": 3})
    assert "name='thing'" in repr(found)
    assert found.method() == 3
    found.configure_mock(size=4)
    assert found.size == 4
    parent = subject.Mock()
    parent.attach_mock(subject.Mock(), "child")
    parent.child(1)
    assert parent.mock_calls == [subject.call.child(1)]
    assert subject.Mock(wraps=function)(5) == 5


@pytest.mark.parametrize("name", NAMES)
def test_whose_class_it_is(subject, side, name):
    assert (getattr(subject, name) is getattr(unittest.mock, name)) == (side == "replacement")


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="both know them")
def test_fields_of_dataclasses(subject, side):
    @dataclasses.dataclass
    class Data:
        field: int

    assert hasattr(subject.create_autospec(Data, instance=True), "field") == (side == "original")
