"""A deadline for a block of coroutine code: asyncio.Timeout with what was there before it."""

import asyncio


class _Expired:
    """True where the deadline has passed; may be called, too."""

    def __init__(self, value: bool) -> None:
        self._value = value

    def __call__(self) -> bool:
        return self._value

    def __bool__(self) -> bool:
        return self._value

    def __repr__(self) -> str:
        return repr(self._value)


class Timeout(asyncio.Timeout):  # type: ignore[misc]
    """An asynchronous context manager that cancels its block at the deadline."""

    def __init__(self, deadline: float | None, loop: asyncio.AbstractEventLoop) -> None:
        del loop  # asyncio takes the running one
        super().__init__(deadline)

    @property
    def expired(self) -> _Expired:
        """Whether the deadline has passed."""
        return _Expired(super().expired())

    @property
    def deadline(self) -> float | None:
        """The loop's time at which the block is cancelled."""
        return self.when()

    def reject(self) -> None:
        """Take the deadline away."""
        self.reschedule(None)

    def shift(self, delay: float) -> None:
        """Move the deadline by some seconds."""
        deadline = self.when()
        if deadline is None:
            raise RuntimeError("cannot shift timeout if deadline is not scheduled")
        self.reschedule(deadline + delay)

    def update(self, deadline: float) -> None:
        """Set the deadline in the loop's time."""
        self.reschedule(deadline)


def timeout(delay: float | None) -> Timeout:
    """Cancel the block after some seconds; never where None is given."""
    loop = asyncio.get_running_loop()
    return Timeout(None if delay is None else loop.time() + delay, loop)


def timeout_at(deadline: float | None) -> Timeout:
    """Cancel the block at a time of the loop."""
    return Timeout(deadline, asyncio.get_running_loop())
