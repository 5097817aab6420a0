"""Puts owned code where a throw-away process can import it, and nowhere else."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath


@contextmanager
def staged(files: Mapping[str, bytes]) -> Iterator[Path]:
    """Yield a temporary folder that holds the files, by path relative to it; gone afterwards.

    Folders above a module become packages with an empty `__init__.py`, so that owned code is
    imported by its full name and without the project around it.
    """
    with tempfile.TemporaryDirectory(prefix="inhouse-proof-") as name:
        root = Path(name).resolve()
        for path, data in files.items():
            parts = PurePosixPath(path).parts
            if not parts or ".." in parts or path.startswith("/"):
                raise ValueError(f"{path}: leads out of the folder")
            place = root.joinpath(*parts)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        for path in files:
            for folder in PurePosixPath(path).parents:
                if str(folder) != "." and not (root / folder / "__init__.py").exists():
                    (root / folder / "__init__.py").touch()
        yield root
