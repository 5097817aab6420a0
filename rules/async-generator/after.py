"""Opens and closes things in order."""

import asyncio

from contextlib import aclosing, asynccontextmanager


@asynccontextmanager
async def opened(name):
    print("open", name)
    try:
        yield name.upper()
    finally:
        print("close", name)


async def count():
    try:
        for number in range(10):
            yield number
    finally:
        print("done")


async def main():
    async with opened("door") as door:
        print(door)
    async with aclosing(count()) as numbers:
        async for number in numbers:
            if number == 2:
                break
    print("after")


asyncio.run(main())
