"""Lists what a folder holds."""

import tempfile

from pathlib import Path, PurePosixPath


def sizes(folder: Path):
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.glob("**/*.txt")}


with tempfile.TemporaryDirectory() as name:
    top = Path(name)
    (top / "a" / "b").mkdir(parents=True, exist_ok=True)
    (top / "a" / "one.txt").write_text(u"one")
    (top / "a" / "b" / "two.txt").write_bytes(b"zwei")
    print(sorted(sizes(top).items()))
    print((top / "none").exists(), (top / "a").is_dir(), (top / "a" / "one.txt").read_text())

print(PurePosixPath("/srv/data.tar.gz").suffixes, PurePosixPath("x", "..", "y").parent)
