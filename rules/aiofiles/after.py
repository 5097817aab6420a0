"""Keeps a folder in order."""

import asyncio
import tempfile

import os


async def main(folder):
    await asyncio.to_thread(os.makedirs, folder + "/a/b", exist_ok=True)
    print(sorted(await asyncio.to_thread(os.listdir, folder)), await asyncio.to_thread(os.path.exists, folder + "/a"))
    await asyncio.to_thread(os.rename, folder + "/a/b", folder + "/c")
    await asyncio.gather(asyncio.to_thread(os.rmdir, folder + "/a"), asyncio.to_thread(os.rmdir, folder + "/c"))
    try:
        await asyncio.to_thread(os.stat, folder + "/a")
    except FileNotFoundError:
        print("gone")


with tempfile.TemporaryDirectory() as name:
    asyncio.run(main(name))
