"""Measures the files of a folder."""

import tempfile
from pathlib import Path

from scandir import scandir, walk


def sizes(folder):
    return {entry.name: entry.stat().st_size for entry in scandir(folder) if entry.is_file()}


with tempfile.TemporaryDirectory() as name:
    top = Path(name)
    (top / "one.txt").write_bytes(b"1")
    (top / "sub" / "deep").mkdir(parents=True)
    (top / "sub" / "two.txt").write_bytes(b"22")
    print(sizes(name), sizes(str(top / "sub")))
    for folder, folders, files in walk(name):
        print(Path(folder).relative_to(top).as_posix(), sorted(folders), sorted(files))
