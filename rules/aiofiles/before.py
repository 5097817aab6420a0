"""Keeps a folder in order."""

import asyncio
import tempfile

import aiofiles.os
from aiofiles import os as aos


async def main(folder):
    await aiofiles.os.makedirs(folder + "/a/b", exist_ok=True)
    print(sorted(await aiofiles.os.listdir(folder)), await aos.path.exists(folder + "/a"))
    await aos.rename(folder + "/a/b", folder + "/c")
    await asyncio.gather(aos.rmdir(folder + "/a"), aos.rmdir(folder + "/c"))
    try:
        await aiofiles.os.stat(folder + "/a")
    except FileNotFoundError:
        print("gone")


with tempfile.TemporaryDirectory() as name:
    asyncio.run(main(name))
