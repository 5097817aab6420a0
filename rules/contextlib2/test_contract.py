"""What callers of contextlib2 may rely on."""

import asyncio
import contextlib
import io
import sys

import pytest


class Log(list):
    def note(self, *args):
        self.append(args)


def test_contextmanager(subject):
    log = Log()

    @subject.contextmanager
    def managed(name, *, fail=False):
        """Doc."""
        log.note("in", name)
        try:
            yield name * 2
        except KeyError:
            log.note("caught")
        finally:
            log.note("out")

    with managed("a") as found:
        assert found == "aa"
    with managed("b"):
        raise KeyError
    with pytest.raises(ValueError), managed(name="c"):
        raise ValueError
    assert [each[0] for each in log] == ["in", "out", "in", "caught", "out", "in", "out"]
    assert (managed.__name__, managed.__doc__) == ("managed", "Doc.")


def test_contextmanager_decorates(subject):
    log = Log()

    @subject.contextmanager
    def managed():
        log.note("in")
        yield
        log.note("out")

    @managed()
    def work():
        log.note("work")
        return 1

    assert (work(), work()) == (1, 1)
    assert [each[0] for each in log] == ["in", "work", "out"] * 2


def test_a_generator_that_does_not_end(subject):
    @subject.contextmanager
    def twice():
        yield
        yield

    with pytest.raises(RuntimeError), twice():
        pass


def test_stop_iteration_passes(subject):
    @subject.contextmanager
    def managed():
        yield

    with pytest.raises(StopIteration), managed():
        raise StopIteration


def test_exit_stack(subject):
    log = Log()
    with subject.ExitStack() as stack:
        stack.callback(log.note, 1)
        stack.push(lambda *details: log.note(details[0]))
        assert stack.enter_context(subject.nullcontext(7)) == 7
        stack.callback(log.note, 3, 4)
    assert log == [(3, 4), (None,), (1,)]


def test_exit_stack_swallows_and_passes_on(subject):
    log = Log()
    with subject.ExitStack() as stack:
        stack.push(lambda *details: log.note(details[0]))
        stack.push(lambda *details: True)
        raise KeyError
    assert log == [(None,)]
    with pytest.raises(KeyError), subject.ExitStack() as stack:
        stack.push(lambda *details: False)
        raise KeyError


def test_exit_stack_chains_errors(subject):
    def fail(*details):
        raise ValueError

    with pytest.raises(ValueError) as caught, subject.ExitStack() as stack:
        stack.push(fail)
        raise KeyError
    assert isinstance(caught.value.__context__, KeyError)


def test_exit_stack_hands_over(subject):
    log = Log()
    with subject.ExitStack() as stack:
        stack.callback(log.note)
        kept = stack.pop_all()
    assert log == []
    kept.close()
    assert log == [()]
    kept.close()
    assert log == [()]


def test_exit_stack_wants_context_managers(subject):
    with pytest.raises((TypeError, AttributeError)), subject.ExitStack() as stack:
        stack.enter_context(3)


def test_suppress(subject):
    with subject.suppress(KeyError, OSError):
        raise FileNotFoundError
    with pytest.raises(ValueError), subject.suppress(KeyError):
        raise ValueError
    with pytest.raises(ValueError), subject.suppress():
        raise ValueError
    again = subject.suppress(KeyError)
    for _ in range(2):
        with again, again:
            raise KeyError


def test_redirects(subject):
    out, err = io.StringIO(), io.StringIO()
    with subject.redirect_stdout(out) as given, subject.redirect_stderr(err):
        assert given is out
        print("a")
        print("b", file=sys.stderr)
    assert (out.getvalue(), err.getvalue()) == ("a\n", "b\n")


def test_closing_and_nullcontext(subject):
    file = io.StringIO()
    with subject.closing(file) as given:
        assert given is file
    assert file.closed
    with subject.nullcontext() as nothing, subject.nullcontext(enter_result=3) as three:
        assert (nothing, three) == (None, 3)


def test_abstract_classes(subject):
    class Manager:
        def __enter__(self): ...

        def __exit__(self, *details): ...

    assert issubclass(Manager, subject.AbstractContextManager)
    assert not issubclass(int, subject.AbstractContextManager)
    with pytest.raises(TypeError):
        subject.AbstractContextManager()

    class AsyncManager:
        async def __aenter__(self): ...

        async def __aexit__(self, *details): ...

    assert issubclass(AsyncManager, subject.AbstractAsyncContextManager)


def test_context_decorator(subject):
    log = Log()

    class Manager(subject.ContextDecorator):
        def __enter__(self):
            log.note("in")

        def __exit__(self, *details):
            log.note("out")

    @Manager()
    def work():
        log.note("work")

    work()
    work()
    assert [each[0] for each in log] == ["in", "work", "out"] * 2


def test_async_managers(subject):
    log = Log()

    @subject.asynccontextmanager
    async def managed(name):
        log.note("in", name)
        try:
            yield name
        except KeyError:
            log.note("caught")
        finally:
            log.note("out", name)

    async def numbers():
        try:
            yield 1
            yield 2
        finally:
            log.note("closed")

    async def main():
        async with managed("a") as found:
            assert found == "a"
            raise KeyError
        async with subject.aclosing(numbers()) as values:
            async for value in values:
                break
        async with subject.AsyncExitStack() as stack:
            await stack.enter_async_context(managed("b"))
            stack.enter_context(subject.nullcontext())
            stack.callback(log.note, "sync")
            stack.push_async_callback(asyncio.sleep, 0)

    asyncio.run(main())
    assert [each[0] for each in log] == ["in", "caught", "out", "closed", "in", "sync", "out"]


@pytest.mark.parametrize("name", ["ExitStack", "AsyncExitStack", "nullcontext", "suppress"])
def test_whose_class_it_is(subject, side, name):
    assert (getattr(subject, name) is getattr(contextlib, name)) == (side == "replacement")


def test_async_nullcontext(subject):
    async def main():
        async with subject.nullcontext(1) as found:
            return found

    assert asyncio.run(main()) == 1


@pytest.mark.skipif(sys.version_info < (3, 12), reason="neither knows groups")
def test_groups(subject, side):
    group = ExceptionGroup("g", [KeyError()])
    if side == "replacement":
        with subject.suppress(KeyError):
            raise group
    else:
        with pytest.raises(ExceptionGroup), subject.suppress(KeyError):
            raise group


def test_refreshing(subject, side):
    found = subject.ContextDecorator()
    assert hasattr(found, "refresh_cm") == (side == "original")
    if side == "original":
        with pytest.warns(DeprecationWarning):
            assert found.refresh_cm() is found
