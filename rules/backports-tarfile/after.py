"""Packs and unpacks a folder."""

import io
import tempfile
from pathlib import Path

import tarfile
from tarfile import TarInfo


def packed(files):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in files.items():
            member = TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def unpack(data, folder):
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        try:
            archive.extractall(folder, filter="data")
        except tarfile.OutsideDestinationError as error:
            return f"refused {error.tarinfo.name}"
    return sorted(path.name for path in Path(folder).iterdir())


with tempfile.TemporaryDirectory() as folder:
    print(unpack(packed({"a.txt": b"one", "b.txt": b""}), folder))
    print(unpack(packed({"../evil": b"x"}), folder))
