"""What the project's tools and its packaging have to know of owned code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inhouse.codemod.manifest.edits import (
    Edit,
    ManifestEdit,
    Unsure,
    bom_and_rest,
    line_at,
    merged,
    text_of,
)
from inhouse.codemod.manifest.ini_settings import INI_FILES, ini_settings
from inhouse.codemod.manifest.ini_text import IniText
from inhouse.codemod.manifest.owned_place import OwnedPlace, owned_place
from inhouse.codemod.manifest.packaging_lists import listed_packages
from inhouse.codemod.manifest.setup_packages import packages_in_setup_cfg, packages_in_setup_py
from inhouse.codemod.manifest.toml_settings import toml_settings
from inhouse.codemod.manifest.toml_text import TomlText
from inhouse.errors import InputError
from inhouse.model.places import Left


def own_code_settings(
    files: Mapping[str, bytes],
    folder: str,
    *,
    dotted: str | None = None,
    packages: tuple[str, ...] = (),
    users: tuple[str, ...] | None = None,
) -> ManifestEdit:
    """Tell linters, formatters and type checkers that the project configures to leave code alone.

    `folder` is that of `_inhouse` relative to the root, `dotted` its import name (without it,
    the folder's path below `src`), `packages` all its packages, for a project that lists them
    one by one, `users` the files that import it: where none of them is shipped, it need not be
    either. Settings that cannot be edited are named in the notes; packages that would not be
    shipped are in `left`. A broken settings file is left as it is, and noted.
    """
    place = owned_place(folder, dotted, packages, users)
    return merged(files, _edits(files, place))


def _edits(files: Mapping[str, bytes], place: OwnedPlace) -> Iterator[tuple[str, Edit]]:
    ruff = next((name for name in (".ruff.toml", "ruff.toml") if name in files), None)
    mypy_in_toml = False
    for file in ("pyproject.toml", ruff):
        if file is None or file not in files:
            continue
        bom, document, edit = _toml(file, files[file])
        if document is None:
            yield file, edit
            continue
        own_mypy = "mypy.ini" not in files and ".mypy.ini" not in files
        mypy_in_toml |= file == "pyproject.toml" and bool(document.at(("tool", "mypy")))
        skipped: tuple[str, ...] = () if own_mypy else ("mypy",)
        skipped += ("ruff",) if ruff and file == "pyproject.toml" else ()
        yield file, _edited_toml(bom, document, place, skipped)
    yield from _ini_edits(files, place, mypy_in_toml=mypy_in_toml)
    if "setup.py" in files:
        try:
            text = text_of("setup.py", files["setup.py"])
            yield "setup.py", packages_in_setup_py("setup.py", text, place)
        except InputError as error:
            yield "setup.py", Edit(notes=(str(error),))
    for file, tool, key in (
        ("pyrightconfig.json", "pyright", "ignore"),
        (".pre-commit-config.yaml", "pre-commit", "exclude"),
    ):
        if file in files and place.folder.encode() not in files[file]:
            yield (
                file,
                Edit(notes=(f"{file}: {tool}: add {place.folder} to {key} if it complains",)),
            )


def _toml(file: str, content: bytes) -> tuple[str, TomlText | None, Edit]:
    try:
        bom, text = bom_and_rest(text_of(file, content))
        return bom, TomlText(text, file), Edit()
    except InputError as error:
        return "", None, Edit(notes=(str(error),))


def _edited_toml(bom: str, document: TomlText, place: OwnedPlace, skipped: tuple[str, ...]) -> Edit:
    first, notes, left = document, [], []
    for after, word in toml_settings(document, place, skipped=skipped):
        document = after
        notes.append(f"{document.file}: {word}")
    if document.file == "pyproject.toml":
        try:
            document = listed_packages(document, place) or document
        except Unsure as error:
            line = line_at(document.text, error.at)
            left.append(Left(file=document.file, line=line, why=error.why))
    text = bom + document.text if document.text != first.text else None
    return Edit(text=text, left=tuple(left), notes=tuple(notes))


def _ini_edits(
    files: Mapping[str, bytes], place: OwnedPlace, *, mypy_in_toml: bool
) -> Iterator[tuple[str, Edit]]:
    read: dict[str, IniText] = {}
    boms: dict[str, str] = {}
    for file in INI_FILES:
        if file in files:
            try:
                boms[file], text = bom_and_rest(text_of(file, files[file]))
                read[file] = IniText(text, file)
            except InputError as error:
                yield file, Edit(notes=(str(error),))
    notes: dict[str, list[str]] = {}
    left: dict[str, list[Left]] = {}
    first = dict(read)
    for after, file, word in ini_settings(read, place, mypy_in_toml=mypy_in_toml):
        read[file] = after or read[file]
        notes.setdefault(file, []).extend([f"{file}: {word}"] if word else [])
    if "setup.cfg" in read:
        ini = read["setup.cfg"]
        try:
            read["setup.cfg"] = packages_in_setup_cfg(ini, place)
        except Unsure as error:
            line = line_at(ini.text, error.at)
            left["setup.cfg"] = [Left(file="setup.cfg", line=line, why=error.why)]
    for file, ini in read.items():
        after_all = boms[file] + ini.text if ini.text != first[file].text else None
        yield (
            file,
            Edit(text=after_all, left=tuple(left.get(file, ())), notes=tuple(notes.get(file, ()))),
        )
