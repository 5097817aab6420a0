"""Looks into an archive."""

import io
import zipfile

from zipp import Path

archive = zipfile.ZipFile(io.BytesIO(), "w")
archive.writestr("docs/readme.txt", "Hello")
root = Path(archive)
print([entry.name for entry in root.iterdir()])
print((root / "docs" / "readme.txt").read_text(encoding="utf-8"))
