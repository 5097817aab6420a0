"""A requirement put into the manifests where another one stands, and in its style."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from inhouse.codemod.manifest import toml_places as places
from inhouse.codemod.manifest.edits import (
    Edit,
    ManifestEdit,
    Unsure,
    bom_and_rest,
    line_at,
    merged,
    text_of,
)
from inhouse.codemod.manifest.project_files import (
    requirement_lists,
    states_requirements,
    toml_manifests,
)
from inhouse.codemod.manifest.removal import remove_requirement
from inhouse.codemod.manifest.requirement_files import add_to_lines, is_lock
from inhouse.codemod.manifest.setup_cfg import add_to_setup_cfg
from inhouse.codemod.manifest.setup_py import add_to_setup_py
from inhouse.codemod.manifest.toml_text import TomlText
from inhouse.codemod.manifest.wanted import Wanted, declared_name
from inhouse.errors import UsageError
from inhouse.model.places import Left
from inhouse.model.toml_spans import Path


def add_requirement(files: Mapping[str, bytes], requirement: str, like: str) -> ManifestEdit:
    """Add the requirement in every place where `like` is asked for (so before that one goes).

    A place that has it already, with whatever versions, or whose file asks for it always, is left
    as it is. The places are told in `removed`. Where `like` stands nowhere that can be
    edited and the requirement neither, that is in `left`. UsageError for text that is none.
    """
    try:
        wanted = Requirement(requirement.strip())
    except InvalidRequirement:
        raise UsageError(f"{requirement[:80]!r} is not a requirement") from None
    beside = Wanted((like,))
    naming = {path: content for path, content in files.items() if beside.occurs(content)}
    edit = merged(naming, _edits(files, naming, wanted, beside))
    if edit.removed or edit.left or remove_requirement(files, wanted.name).removed:
        return edit
    file = next(iter(toml_manifests(files)), "pyproject.toml")
    why = f"{like} stands nowhere that {wanted.name} could be added beside it"
    return ManifestEdit(left=(Left(file=file, line=1, why=why),))


def _edits(
    files: Mapping[str, bytes], naming: Mapping[str, bytes], wanted: Requirement, like: Wanted
) -> Iterator[tuple[str, Edit]]:
    text = str(wanted)
    for path in toml_manifests(files):
        if path in naming:
            yield path, _add_to_toml(path, text_of(path, naming[path]), wanted, like)
    for path, add in (("setup.cfg", add_to_setup_cfg), ("setup.py", add_to_setup_py)):
        if path in naming:
            yield path, add(path, text_of(path, naming[path]), text, like)
    stated = states_requirements(files)
    for path in requirement_lists(files):
        if path not in naming or "constraint" in path.lower():
            continue
        content = text_of(path, naming[path])
        has_source = stated or f"{path.removesuffix('.txt')}.in" in files
        if not is_lock(content, has_source=has_source and path.endswith(".txt")):
            yield path, add_to_lines(path, content, text, like)


def _add_to_toml(file: str, text: str, wanted: Requirement, like: Wanted) -> Edit:
    bom, text = bom_and_rest(text)
    document = TomlText(text, file)
    added: list[str] = []
    name = canonicalize_name(wanted.name)
    for path in list(places.asked(document.data, file, like)):
        place = path[:-1]
        if place[:3] == ("tool", "poetry", "extras") or places.title(place) in added:
            continue
        if any(name in _names(document.at(each)) for each in (place, *_mains(document, file))):
            continue
        try:
            document = _added(document, path, wanted, like)
        except Unsure as error:
            left = Left(file=file, line=line_at(document.text, error.at), why=error.why)
            return Edit(left=(left,))
        added.append(places.title(place))
    return Edit(
        text=bom + document.text if added else None,
        removed=tuple(f"{file}: {place}" for place in added),
    )


def _mains(document: TomlText, file: str) -> list[Path]:
    """Return the paths of what is always installed."""
    found = [*places.lists_of(document.data, file), *places.tables_of(document.data, file)]
    return [path for path in found if places.title(path) in places.MAIN]


def _added(document: TomlText, path: Path, wanted: Requirement, like: Wanted) -> TomlText:
    place = path[:-1]
    holder = document.at(place)
    names = _names(holder)
    in_order = len(names) > 1 and all(names) and names == sorted(names)
    name = canonicalize_name(wanted.name)
    behind = [index for index, each in enumerate(names) if in_order and each < name]
    if isinstance(holder, list):
        here = next(index for index, each in enumerate(names) if each in like.names)
        index = len(behind) if in_order else here + 1
        return document.with_item(place, index, _quoted(document, path, str(wanted)))
    if isinstance(document.at(path), dict) and document.at(path).get("optional"):
        raise Unsure(document.offset(path), "is optional: what it needs is to be added by hand")
    keys = list(holder)
    after = keys[behind[-1]] if behind else str(path[-1])
    line = f"{wanted.name} = {_constraint(document, path, wanted)}"
    return document.with_key(place, line, after=(*place, after))


def _names(holder: Any) -> list[str]:
    if isinstance(holder, dict):
        return [canonicalize_name(key) for key in holder]
    items = holder if isinstance(holder, list) else []
    return [(declared_name(each) or "") if isinstance(each, str) else "" for each in items]


def _quoted(document: TomlText, path: Path, text: str) -> str:
    found = document.find(path)
    single = bool(found) and document.text[found[0].start] == "'" if found else False
    if '"' in text:
        return f"'{text}'" if "'" not in text else _basic(text)
    return f"'{text}'" if single and "'" not in text else f'"{text}"'


def _constraint(document: TomlText, path: Path, wanted: Requirement) -> str:
    if wanted.url:
        raise Unsure(document.offset(path), f"{wanted.name} is a direct URL: add it by hand")
    version = _basic(str(wanted.specifier) or "*")
    rest = []
    if wanted.extras:
        rest.append("extras = [" + ", ".join(_basic(each) for each in sorted(wanted.extras)) + "]")
    if wanted.marker:
        rest.append(f"markers = {_basic(str(wanted.marker))}")
    return "{" + ", ".join([f"version = {version}", *rest]) + "}" if rest else version


def _basic(text: str) -> str:
    if '"' in text and "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
