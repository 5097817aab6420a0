"""Gives up after a while."""

import asyncio

from async_timeout import timeout


async def main():
    try:
        async with timeout(0.01) as limit:
            await asyncio.sleep(10)
    except asyncio.TimeoutError:
        print("too slow", bool(limit.expired))


asyncio.run(main())
