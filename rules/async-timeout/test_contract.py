"""What callers of async_timeout may rely on."""

import asyncio

import pytest


def run(main):
    return asyncio.run(main())


def test_a_quick_block_is_left_alone(subject):
    async def main():
        async with subject.timeout(10) as found:
            await asyncio.sleep(0)
        return found

    found = run(main)
    assert isinstance(found, subject.Timeout)
    assert isinstance(found, asyncio.Timeout)
    assert not found.expired
    assert found.expired() is False
    assert (repr(found.expired), str(found.expired)) == ("False", "False")


def test_a_slow_block_is_cancelled(subject):
    seen = []

    async def main():
        found = subject.timeout(0.01)
        try:
            async with found:
                try:
                    await asyncio.sleep(10)
                except asyncio.CancelledError:
                    seen.append("cancelled")
                    raise
        finally:
            seen.append(bool(found.expired))

    with pytest.raises(TimeoutError):
        run(main)
    assert seen == ["cancelled", True]


@pytest.mark.parametrize("delay", [0, -1])
def test_no_time_at_all(subject, delay):
    async def main():
        async with subject.timeout(delay):
            await asyncio.sleep(10)

    with pytest.raises(asyncio.TimeoutError):
        run(main)


def test_no_limit(subject):
    async def main():
        async with subject.timeout(None) as found:
            await asyncio.sleep(0)
        assert found.deadline is None
        async with subject.timeout_at(None):
            await asyncio.sleep(0)

    run(main)


def test_a_deadline(subject):
    async def main():
        loop = asyncio.get_running_loop()
        now = loop.time()
        async with subject.timeout_at(deadline=now + 9) as found:
            assert found.deadline == found.when() == now + 9
        async with subject.timeout(delay=9) as found:
            assert now + 9 <= found.deadline <= now + 10
        async with subject.timeout_at(now - 1):
            await asyncio.sleep(10)

    with pytest.raises(TimeoutError):
        run(main)


def test_the_deadline_moves(subject):
    async def main():
        loop = asyncio.get_running_loop()
        async with subject.timeout(0.01) as found:
            before = found.deadline
            found.shift(5)
            assert found.deadline == before + 5
            await asyncio.sleep(0.03)
            found.update(loop.time() + 7)
            assert found.deadline > before + 5
            found.reject()
            assert found.deadline is None
            with pytest.raises(RuntimeError):
                found.shift(1)
            found.reschedule(loop.time() - 1)
            await asyncio.sleep(10)

    with pytest.raises(TimeoutError):
        run(main)


def test_errors_come_through(subject):
    async def main():
        async with subject.timeout(10):
            raise KeyError

    with pytest.raises(KeyError):
        run(main)


def test_cancellation_from_outside_stays_one(subject):
    async def work():
        async with subject.timeout(10):
            await asyncio.sleep(10)

    async def main():
        task = asyncio.create_task(work())
        await asyncio.sleep(0)
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        run(main)


def test_blocks_within_blocks(subject):
    async def main():
        async with subject.timeout(10) as outer:
            with pytest.raises(TimeoutError):
                async with subject.timeout(0.01) as inner:
                    await asyncio.sleep(10)
            assert inner.expired
        assert not outer.expired

    run(main)


def test_wrong_use(subject):
    with pytest.raises(RuntimeError):
        subject.timeout(1)

    async def twice():
        found = subject.timeout(1)
        async with found:
            pass
        async with found:
            pass

    with pytest.raises(RuntimeError):
        run(twice)

    async def plain():
        with subject.timeout(1):
            pass

    with pytest.raises((TypeError, AttributeError)):
        run(plain)
