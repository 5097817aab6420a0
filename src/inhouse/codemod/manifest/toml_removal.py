"""pyproject.toml, tox.toml and Pipfile without a requirement."""

from __future__ import annotations

from collections.abc import Iterator

from inhouse.codemod.manifest import toml_places as places
from inhouse.codemod.manifest.edits import Edit, Unsure, bom_and_rest, line_at
from inhouse.codemod.manifest.toml_text import TomlText
from inhouse.codemod.manifest.wanted import Wanted
from inhouse.model.places import Left
from inhouse.model.toml_spans import Path

MAX_CUTS = 100  # of one distribution in one file


def remove_from_toml(file: str, text: str, wanted: Wanted, *, leaves: bool) -> Edit:
    """Return the file without what asks for one of the distributions; InputError if no TOML."""
    bom, text = bom_and_rest(text)
    first = document = TomlText(text, file)
    removed: list[str] = []
    try:
        for path in places.suspicious(document.data, file, wanted):
            raise Unsure(document.offset(path), "may ask for it, but is no plain requirement")
        while path := next(_targets(document, wanted, leaves=leaves), ()):
            if len(removed) == MAX_CUTS:
                raise Unsure(document.offset(path), f"is named more than {MAX_CUTS} times")
            removed.append(f"{file}: {places.title(path[:-1])}")
            document = document.without(path, wanted)
    except Unsure as error:
        left = Left(file=file, line=line_at(first.text, error.at), why=error.why)
        return Edit(left=(left, *_kept(first, wanted)))
    return Edit(
        text=bom + document.text if removed else None,
        removed=tuple(removed),
        left=tuple(_kept(document, wanted)),
        notes=tuple(_notes(document, wanted)),
    )


def _targets(document: TomlText, wanted: Wanted, *, leaves: bool) -> Iterator[Path]:
    """Yield what is to be cut; a source only goes when nothing that stays is bent by it."""
    data = document.data
    yield from places.asked(data, document.file, wanted)
    if leaves:
        yield from places.bending(data, wanted)
    if not any(places.bending(data, wanted)) and not any(places.kept(data, wanted)):
        yield from places.sources(data, wanted)


def _kept(document: TomlText, wanted: Wanted) -> Iterator[Left]:
    for path, why in places.kept(document.data, wanted):
        line = line_at(document.text, document.offset(path))
        yield Left(file=document.file, line=line, why=f"{places.title(path)}: {why}")


def _notes(document: TomlText, wanted: Wanted) -> Iterator[str]:
    """Say where the file still names the distribution: a setting of a tool, a constraint."""
    kept = {path for path, _ in places.kept(document.data, wanted)}
    for path, text in places.texts_in(document.data, ()):
        if path in kept or not wanted.mentioned(text) or path[:1] == ("project",):
            continue
        line = line_at(document.text, document.offset(path))
        yield f"{document.file}:{line}: {places.title(path)} still names it"
