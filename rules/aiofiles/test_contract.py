"""What callers of aiofiles.os may rely on."""

import asyncio
import inspect
import os
import threading

import pytest


def run(coroutine):
    async def main():
        return await coroutine

    return asyncio.run(main())


def test_folders(subject, tmp_path, monkeypatch):
    aos = subject.os
    monkeypatch.chdir(tmp_path)
    name = str(tmp_path / "a")
    assert run(aos.mkdir(name)) is None
    with pytest.raises(FileExistsError):
        run(aos.mkdir(name))
    assert run(aos.makedirs(name + "/b/c")) is None
    with pytest.raises(FileExistsError):
        run(aos.makedirs(name + "/b/c"))
    with pytest.raises(FileExistsError):
        run(aos.makedirs(name + "/b/c", exist_ok=False))
    run(aos.makedirs(name + "/b/c", exist_ok=True))
    assert run(aos.listdir(name)) == ["b"]
    assert run(aos.listdir()) == ["a"]
    with run(aos.scandir(name)) as found:
        assert [each.path for each in found] == [name + "/b"]
    assert run(aos.getcwd()) == str(tmp_path)
    with pytest.raises(OSError):
        run(aos.rmdir(name))
    run(aos.removedirs("a/b/c"))
    assert os.listdir(tmp_path) == []
    with pytest.raises(FileNotFoundError):
        run(aos.listdir(name))
    with pytest.raises(FileNotFoundError):
        run(aos.scandir(name))
    with pytest.raises(FileNotFoundError):
        run(aos.removedirs("a"))


def test_files(subject, tmp_path):
    aos = subject.os
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("abc")
    assert run(aos.stat(one)) == one.stat()
    assert run(aos.access(one, os.R_OK)) is True
    assert run(aos.access(two, os.R_OK)) is False
    run(aos.rename(one, two))
    assert two.read_text() == "abc"
    run(aos.replace(str(two), one))
    run(aos.renames(one, str(tmp_path / "x" / "y")))
    assert (tmp_path / "x" / "y").read_text() == "abc"
    run(aos.remove(tmp_path / "x" / "y"))
    two.write_text("")
    run(aos.unlink(two))
    assert os.listdir(tmp_path) == ["x"]
    run(aos.rmdir(tmp_path / "x"))
    for call in (aos.remove, aos.unlink, aos.stat, aos.rmdir, aos.readlink):
        with pytest.raises(FileNotFoundError):
            run(call(one))
    for call in (aos.rename, aos.replace, aos.renames):
        with pytest.raises(FileNotFoundError):
            run(call(one, two))


def test_links(subject, tmp_path):
    aos = subject.os
    there, link = str(tmp_path / "there"), str(tmp_path / "link")
    (tmp_path / "there").write_text("abc")
    run(aos.symlink(there, link))
    assert run(aos.readlink(link)) == there
    assert (run(aos.path.islink(link)), run(aos.path.islink(there))) == (True, False)
    with pytest.raises(FileExistsError):
        run(aos.symlink(there, link))


def test_paths(subject, tmp_path):
    path = subject.os.path
    file = tmp_path / "file"
    file.write_bytes(b"abc")
    assert [run(path.exists(each)) for each in (file, tmp_path, "none")] == [True, True, False]
    assert [run(path.isfile(each)) for each in (file, tmp_path, "none")] == [True, False, False]
    assert [run(path.isdir(each)) for each in (file, tmp_path, "none")] == [False, True, False]
    assert run(path.islink(file)) is False
    assert run(path.getsize(file)) == 3
    assert run(path.getmtime(file)) == os.stat(file).st_mtime
    assert run(path.abspath("x")) == os.path.abspath("x")
    with pytest.raises(FileNotFoundError):
        run(path.getsize("none"))


def test_it_is_a_coroutine_that_has_not_begun(subject, tmp_path):
    found = subject.os.mkdir(tmp_path / "a")
    assert inspect.iscoroutine(found)
    found.close()
    assert os.listdir(tmp_path) == []


def test_it_runs_in_a_thread(subject):
    threads = []

    class Path:
        def __fspath__(self):
            threads.append(threading.current_thread())
            return "none"

    assert run(subject.os.path.exists(Path())) is False
    assert threading.main_thread() not in threads
    with pytest.raises(TypeError):
        run(subject.os.remove(None))


def test_several_at_once(subject, tmp_path):
    async def main():
        await asyncio.gather(*(subject.os.mkdir(tmp_path / str(each)) for each in range(20)))
        return await subject.os.listdir(tmp_path)

    assert sorted(asyncio.run(main()), key=int) == list(map(str, range(20)))
