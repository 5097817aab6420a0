"""setup.cfg: `[metadata]`, `[options]` and `[options.extras_require]` of setuptools."""

from __future__ import annotations

import configparser
from collections.abc import Iterator

from inhouse.errors import InputError
from inhouse.manifests.declared import Declared, Malformed, name_at, reading, requirements_of
from inhouse.model.lock import Note, Requirement, RequirementSet

Section = dict[str, str]


def read_setup_cfg(text: str, file: str = "setup.cfg") -> Declared:
    """Read the text; InputError with the place of what is wrong."""
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(text.removeprefix("\ufeff"), file)
    except configparser.Error as error:
        wrong = f"is not an INI file: {error.message.splitlines()[0]}"
        raise InputError(file, wrong, "correct it") from None
    sections: dict[str, Section] = {name: dict(parser.items(name)) for name in parser.sections()}
    metadata, options = sections.get("metadata", {}), sections.get("options", {})
    with reading(file):
        name = metadata.get("name", "")
        return Declared(
            name=name_at(name, "metadata.name") if name and not _elsewhere(name) else None,
            version=_plain(metadata.get("version", "")),
            requirements=_lines(options.get("install_requires", ""), "options.install_requires"),
            extras=tuple(_extras(sections.get("options.extras_require", {}))),
            requires_python=_plain(options.get("python_requires", "")),
            notes=_notes(options, file),
        )


def extra_sets(table: dict[str, tuple[Requirement, ...]], where: str) -> Iterator[RequirementSet]:
    """Yield extras of setuptools; their keys may carry a marker (`test:python_version<"3"`)."""
    for key, wanted in table.items():
        extra, _, marker = key.partition(":")
        if extra.strip():
            yield RequirementSet(
                name=name_at(extra, where), requirements=tuple(_under(wanted, marker.strip()))
            )


def unnamed_extras(table: dict[str, tuple[Requirement, ...]]) -> tuple[Requirement, ...]:
    """Return what keys without a name ask for (`:python_version<"3"`): plain requirements."""
    return tuple(
        each
        for key, wanted in table.items()
        if not key.partition(":")[0].strip()
        for each in _under(wanted, key.partition(":")[2].strip())
    )


def _under(wanted: tuple[Requirement, ...], marker: str) -> Iterator[Requirement]:
    for each in wanted:
        both = f"({marker}) and ({each.marker})" if marker and each.marker else marker
        yield Requirement(
            name=each.name,
            extras=each.extras,
            marker=both or each.marker,
            specifier=each.specifier,
            source=each.source,
        )


def _extras(section: Section) -> Iterator[RequirementSet]:
    where = "options.extras_require"
    table = {key: _lines(value, f"{where}.{key}") for key, value in section.items()}
    yield from extra_sets(table, where)


def _lines(value: str, where: str) -> tuple[Requirement, ...]:
    if _elsewhere(value):
        return ()
    lines = [line.split(" #")[0].strip() for line in value.splitlines()]
    parts = lines if len(lines) > 1 else value.split(";") if " ;" not in value else [value]
    return requirements_of([line for line in parts if line and line[0] != "#"], where)


def _elsewhere(value: str) -> bool:
    return value.strip().startswith(("file:", "attr:"))


def _plain(value: str) -> str | None:
    if not value.strip() or _elsewhere(value):
        return None
    if not value.isprintable():
        raise Malformed("", "holds control characters in a version")
    return value.strip()


def _notes(options: Section, file: str) -> tuple[Note, ...]:
    if not _elsewhere(options.get("install_requires", "")):
        return ()
    text = f"{file}: install_requires names a file; what that file asks for is not looked at"
    return (Note(code="dynamic-dependencies", text=text),)
