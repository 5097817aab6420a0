"""What callers of async_generator may rely on."""

import asyncio

import pytest


def manager(subject, log):
    @subject.asynccontextmanager
    async def opened(name, *, more=""):
        """Doc."""
        log.append("open " + name)
        try:
            yield name + more
        except KeyError:
            log.append("caught")
        finally:
            log.append("close")

    return opened


def test_it_opens_and_closes(subject):
    log = []

    async def main():
        async with manager(subject, log)("x", more="y") as found:
            log.append(found)

    asyncio.run(main())
    assert log == ["open x", "xy", "close"]


def test_nothing_happens_before(subject):
    log = []
    manager(subject, log)("x")
    assert log == []


def test_the_function_keeps_its_name(subject):
    opened = manager(subject, [])
    assert (opened.__name__, opened.__doc__) == ("opened", "Doc.")
    assert callable(opened.__wrapped__)


@pytest.mark.parametrize(
    "error", [KeyError, ValueError, asyncio.CancelledError, StopIteration, StopAsyncIteration]
)
def test_errors(subject, error):
    log, raised = [], error("x")

    # A coroutine cannot raise StopIteration, so it is looked at from inside.
    async def main():
        try:
            async with manager(subject, log)("x"):
                raise raised
        except error as caught:
            return caught

    assert asyncio.run(main()) is (None if error is KeyError else raised)
    assert log[-1] == "close"
    assert ("caught" in log) == (error is KeyError)


def test_another_error(subject):
    @subject.asynccontextmanager
    async def changing():
        try:
            yield
        except KeyError as error:
            raise ValueError from error

    async def main():
        async with changing():
            raise KeyError("x")

    with pytest.raises(ValueError) as caught:
        asyncio.run(main())
    assert isinstance(caught.value.__cause__, KeyError)


def test_wrong_generators(subject):
    @subject.asynccontextmanager
    async def never():
        if False:
            yield

    @subject.asynccontextmanager
    async def twice():
        yield 1
        yield 2

    @subject.asynccontextmanager
    async def goes_on():
        try:
            yield 1
        except KeyError:
            yield 2

    async def main(opened, error=None):
        async with opened():
            if error is not None:
                raise error

    for opened, error in ((never, None), (twice, None), (goes_on, KeyError())):
        with pytest.raises(RuntimeError):
            asyncio.run(main(opened, error))


def test_methods(subject):
    class Thing:
        log = ()

        @subject.asynccontextmanager
        async def opened(self):
            self.log += ("open",)
            yield self
            self.log += ("close",)

    async def main():
        thing = Thing()
        async with thing.opened() as found:
            assert found is thing
        return thing.log

    assert asyncio.run(main()) == ("open", "close")


async def counting(log):
    try:
        for number in range(5):
            yield number
    finally:
        log.append("closed")


def test_closing(subject):
    log = []

    async def main():
        async with subject.aclosing(counting(log)) as numbers:
            async for number in numbers:
                if number == 2:
                    break
            assert log == []
        assert log == ["closed"]
        return [number async for number in numbers]

    assert asyncio.run(main()) == []


def test_closing_after_an_error(subject):
    log = []

    async def main():
        async with subject.aclosing(counting(log)) as numbers:
            await numbers.__anext__()
            raise LookupError

    with pytest.raises(LookupError):
        asyncio.run(main())
    assert log == ["closed"]


def test_anything_with_aclose(subject):
    class Thing:
        closed = 0

        async def aclose(self):
            self.closed += 1

    async def main():
        thing = Thing()
        async with subject.aclosing(thing) as found:
            assert found is thing
            assert thing.closed == 0
        return thing.closed

    assert asyncio.run(main()) == 1
    with pytest.raises(TypeError):
        subject.aclosing()


def test_as_a_decorator(subject, side):
    log = []
    made = manager(subject, log)("x")
    assert callable(made) == (side == "replacement")


def test_entered_without_async(subject, side):
    made = manager(subject, [])("x")
    with pytest.raises(Exception) as caught, made:
        pass
    assert isinstance(caught.value, RuntimeError) == (side == "original")


def test_whose_class_it_is(subject, side):
    module = type(manager(subject, [])("x")).__module__
    assert module == ("async_generator._util" if side == "original" else "contextlib")


def test_other_functions(subject, side):
    async def no_generator():
        pass

    if side == "original":
        with pytest.raises(TypeError):
            subject.asynccontextmanager(no_generator)
    else:
        assert callable(subject.asynccontextmanager(no_generator))
