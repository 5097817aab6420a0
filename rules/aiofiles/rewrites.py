"""Calls of aiofiles.os, each of which is one of os in a thread."""

import asyncio
import os
from collections.abc import Awaitable
from typing import Any

import aiofiles.os


def before_access(path: str, mode: int) -> Awaitable[Any]:
    return aiofiles.os.access(path, mode)


def after_access(path: str, mode: int) -> Awaitable[Any]:
    return asyncio.to_thread(os.access, path, mode)


def before_getcwd() -> Awaitable[Any]:
    return aiofiles.os.getcwd()


def after_getcwd() -> Awaitable[Any]:
    return asyncio.to_thread(os.getcwd)


def before_listdir(path: str) -> Awaitable[Any]:
    return aiofiles.os.listdir(path)


def after_listdir(path: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.listdir, path)


def before_listdir_here() -> Awaitable[Any]:
    return aiofiles.os.listdir()


def after_listdir_here() -> Awaitable[Any]:
    return asyncio.to_thread(os.listdir)


def before_makedirs(name: str) -> Awaitable[Any]:
    return aiofiles.os.makedirs(name)


def after_makedirs(name: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.makedirs, name)


def before_makedirs_there(name: str, exist_ok: bool) -> Awaitable[Any]:
    return aiofiles.os.makedirs(name, exist_ok=exist_ok)


def after_makedirs_there(name: str, exist_ok: bool) -> Awaitable[Any]:
    return asyncio.to_thread(os.makedirs, name, exist_ok=exist_ok)


def before_mkdir(path: str) -> Awaitable[Any]:
    return aiofiles.os.mkdir(path)


def after_mkdir(path: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.mkdir, path)


def before_readlink(path: str) -> Awaitable[Any]:
    return aiofiles.os.readlink(path)


def after_readlink(path: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.readlink, path)


def before_remove(path: str) -> Awaitable[Any]:
    return aiofiles.os.remove(path)


def after_remove(path: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.remove, path)


def before_removedirs(name: str) -> Awaitable[Any]:
    return aiofiles.os.removedirs(name)


def after_removedirs(name: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.removedirs, name)


def before_rename(src: str, dst: str) -> Awaitable[Any]:
    return aiofiles.os.rename(src, dst)


def after_rename(src: str, dst: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.rename, src, dst)


def before_renames(old: str, new: str) -> Awaitable[Any]:
    return aiofiles.os.renames(old, new)


def after_renames(old: str, new: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.renames, old, new)


def before_replace(src: str, dst: str) -> Awaitable[Any]:
    return aiofiles.os.replace(src, dst)


def after_replace(src: str, dst: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.replace, src, dst)


def before_rmdir(path: str) -> Awaitable[Any]:
    return aiofiles.os.rmdir(path)


def after_rmdir(path: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.rmdir, path)


def before_scandir(path: str) -> Awaitable[Any]:
    return aiofiles.os.scandir(path)


def after_scandir(path: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.scandir, path)


def before_stat(path: str) -> Awaitable[Any]:
    return aiofiles.os.stat(path)


def after_stat(path: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.stat, path)


def before_symlink(src: str, dst: str) -> Awaitable[Any]:
    return aiofiles.os.symlink(src, dst)


def after_symlink(src: str, dst: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.symlink, src, dst)


def before_unlink(path: str) -> Awaitable[Any]:
    return aiofiles.os.unlink(path)


def after_unlink(path: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.unlink, path)


def before_exists(path: str) -> Awaitable[Any]:
    return aiofiles.os.path.exists(path)


def after_exists(path: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.path.exists, path)


def before_isfile(path: str) -> Awaitable[Any]:
    return aiofiles.os.path.isfile(path)


def after_isfile(path: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.path.isfile, path)


def before_isdir(s: str) -> Awaitable[Any]:
    return aiofiles.os.path.isdir(s)


def after_isdir(s: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.path.isdir, s)


def before_islink(path: str) -> Awaitable[Any]:
    return aiofiles.os.path.islink(path)


def after_islink(path: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.path.islink, path)


def before_getsize(filename: str) -> Awaitable[Any]:
    return aiofiles.os.path.getsize(filename)


def after_getsize(filename: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.path.getsize, filename)


def before_getmtime(filename: str) -> Awaitable[Any]:
    return aiofiles.os.path.getmtime(filename)


def after_getmtime(filename: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.path.getmtime, filename)


def before_abspath(path: str) -> Awaitable[Any]:
    return aiofiles.os.path.abspath(path)


def after_abspath(path: str) -> Awaitable[Any]:
    return asyncio.to_thread(os.path.abspath, path)
