"""Copies of locked and installed packages under other names, for benchmarks/scale.py."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import sys
import tomllib
from pathlib import Path, PurePosixPath

BLOCK = re.compile(r"^\[\[package\]\]\n", re.MULTILINE)
NAME = re.compile(r'(\bname = ")([^"]+)(")')
LOCAL = re.compile(r"^source = \{ (?:editable|virtual|directory) = ", re.MULTILINE)
ENTRY = re.compile(r'^    \{ name = "([^"]+)".*\},$', re.MULTILINE)


def twin(name: str, number: int) -> str:
    """Return the name of a package's copy."""
    return f"{name}-c{number}"


def multiply_lock(text: str, scale: int) -> str:
    """Return a uv.lock with `scale` copies of every package that is not the project itself.

    The project asks for each copy as it asks for the original.
    """
    head, *blocks = BLOCK.split(text)
    local = [block for block in blocks if LOCAL.search(block)]
    own = {match[2] for block in local if (match := NAME.search(block))}
    others = [block for block in blocks if not LOCAL.search(block)]
    numbers = range(2, scale + 1)

    def asked(match: re.Match[str]) -> str:
        if match[1] in own:
            return match[0]
        copies = (
            match[0].replace(f'"{match[1]}"', f'"{twin(match[1], number)}"', 1)
            for number in numbers
        )
        return "\n".join([match[0], *copies])

    result = [ENTRY.sub(asked, block) for block in local] + others
    for number in numbers:
        result += [
            NAME.sub(lambda match, n=number: f"{match[1]}{twin(match[2], n)}{match[3]}", block)
            for block in others
        ]
    made = "[[package]]\n".join([head, *result])
    tomllib.loads(made)  # a copy that is not TOML would measure nothing
    return made


def site_packages(env: Path) -> Path:
    """Return the folder of an environment that holds its packages."""
    return next(iter(env.glob("lib/python*/site-packages")), env / "Lib" / "site-packages")


def multiply_environment(env: Path, target: Path, scale: int) -> None:
    """Write an environment with `scale` copies of every distribution, files linked, not copied."""
    site = site_packages(env)
    new = target / site.relative_to(env)
    new.mkdir(parents=True)
    shutil.copy(env / "pyvenv.cfg", target / "pyvenv.cfg")
    binaries = Path("Scripts" if sys.platform == "win32" else "bin")
    shutil.copytree(env / binaries, target / binaries, symlinks=True)
    for info in sorted(site.glob("*.dist-info")):
        with (info / "RECORD").open(encoding="utf-8", newline="") as file:
            files = [row[0] for row in csv.reader(file) if row]
        for number in range(1, scale + 1):
            _copy(site, new, info.name, files, number)


def _copy(site: Path, new: Path, info: str, files: list[str], number: int) -> None:
    record: list[tuple[str, str, str]] = []
    for name in files:
        source = site / name
        if ".." in PurePosixPath(name).parts or name.endswith(".pyc") or not source.is_file():
            continue
        top, slash, rest = name.partition("/")
        copied = name if number == 1 else _renamed(top, info, number) + slash + rest
        place = new / copied
        place.parent.mkdir(parents=True, exist_ok=True)
        if name == f"{info}/METADATA":
            place.write_text(_metadata(source, number), encoding="utf-8")
        elif name != f"{info}/RECORD" and not place.exists():
            os.link(source, place)
        record.append((copied, "", ""))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(record)
    own = info if number == 1 else _renamed(info, info, number)
    (new / own / "RECORD").write_text(text.getvalue(), encoding="utf-8")


def _renamed(top: str, info: str, number: int) -> str:
    """Rename a top-level file or folder: the module `a` to `a_c2`, `a-1.0.dist-info` too."""
    if top == info:
        name, _, version = info.partition("-")
        return f"{name}_c{number}-{version}"
    stem, dot, suffix = top.partition(".")
    return f"{stem}_c{number}{dot}{suffix}"


def _metadata(source: Path, number: int) -> str:
    if number == 1:
        return source.read_text(encoding="utf-8")
    text = source.read_text(encoding="utf-8")
    asked = r"^((?:Name|Requires-Dist): )([A-Za-z0-9][A-Za-z0-9._-]*)"
    head, blank, body = text.partition("\n\n")
    return re.sub(asked, rf"\1\2-c{number}", head, flags=re.MULTILINE) + blank + body
