"""Distributions made of texts, taken into a project that is then run without the original."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inhouse.codemod.inlining import origin_of, slice_package, vendor_package
from inhouse.evidence.slice.answer import closure
from inhouse.model.closure import Closure
from inhouse.model.taken import Home, Origin, Owned, Refused
from tests.evidence.slice.sources import Texts

HOME = Home(folder="src/proj/_inhouse", dotted="proj._inhouse")
MIT = "Copyright (c) 2020 Jane Doe\n\nPermission is hereby granted, free of charge, to any person\n"
LICENCE = "pkg-1.0.dist-info/LICENSE"


def origin(files: Mapping[str, str | bytes], name: str = "pkg", **more: Any) -> Origin:
    texts = Texts(dict(files))
    tops = more.pop("import_names", ("pkg",))
    paths = tuple(entry.path for entry in texts.entries)
    licence = more.pop("licence", "MIT")
    return origin_of(name, "1.0", texts.artifact, licence, paths, texts.read, tops)


def sliced(
    files: Mapping[str, str | bytes],
    *symbols: str,
    min_python: str | None = "3.11",
    tops: tuple[str, ...] = ("pkg",),
    opaque: tuple[str, ...] = (),
    **more: Any,
) -> Owned | Refused:
    """Slice a distribution; a licence file is added to it."""
    texts = Texts({LICENCE: MIT, **files})
    found = closure(texts, tops, symbols, opaque)
    assert isinstance(found, Closure), found
    return slice_package(
        found,
        texts.read,
        tuple(entry.path for entry in texts.entries),
        origin(texts.files, import_names=tops),
        HOME,
        tops,
        symbols,
        min_python=min_python,
        **more,
    )


def vendored(
    files: Mapping[str, str | bytes], tops: tuple[str, ...] = ("pkg",), **more: Any
) -> Owned | Refused:
    """Take a whole distribution; a licence file is added to it."""
    texts = Texts({LICENCE: MIT, **files})
    return vendor_package(
        texts.read,
        tuple(entry.path for entry in texts.entries),
        origin(texts.files, import_names=tops),
        HOME,
        tops,
        min_python="3.11",
        **more,
    )


def cut(files: Mapping[str, str | bytes], *symbols: str, **more: Any) -> Owned:
    """Slice, and insist that it is a slice."""
    owned = sliced(files, *symbols, **more)
    assert isinstance(owned, Owned), owned
    assert owned.strategy == "slice", owned.notes
    return owned


def whole(files: Mapping[str, str | bytes], **more: Any) -> Owned:
    owned = vendored(files, **more)
    assert isinstance(owned, Owned), owned
    return owned


def text(owned: Owned, path: str) -> str:
    """Return an owned file, by its path below `_inhouse`."""
    found = {change.path: change.after for change in owned.files}
    data = found[f"{HOME.folder}/{path}"]
    assert data is not None
    return data.decode()


def code(owned: Owned, path: str) -> str:
    """Return an owned file without our header."""
    return text(owned, path).split("\n\n", 1)[1]


def paths(owned: Owned) -> set[str]:
    return {change.path.removeprefix(f"{HOME.folder}/") for change in owned.files}


def answer(owned: Owned, program: str, folder: Path) -> Any:
    """Run a program of the project with the owned code; it leaves its answer in `answer`."""
    for change in owned.files:
        if change.after is not None:
            place = folder / change.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(change.after)
    (folder / "src/proj/__init__.py").write_text("")
    lines = [
        "import json, sys",
        f"sys.path.insert(0, {str(folder / 'src')!r})",
        program,
        "print(json.dumps(answer, default=repr))",
    ]
    command = [sys.executable, "-I", "-S", "-W", "error", "-c", "\n".join(lines)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=folder)
    assert done.returncode == 0, done.stderr[-1500:]
    return json.loads(done.stdout.splitlines()[-1])
