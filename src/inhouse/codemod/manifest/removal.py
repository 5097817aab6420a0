"""Every declaration of a distribution taken out of a project's manifests."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from packaging.utils import canonicalize_name

from inhouse.codemod.manifest.edits import Edit, ManifestEdit, merged, text_of
from inhouse.codemod.manifest.other_files import notes_of
from inhouse.codemod.manifest.project_files import (
    project_name,
    requirement_lists,
    states_requirements,
    toml_manifests,
)
from inhouse.codemod.manifest.requirement_files import remove_from_lines
from inhouse.codemod.manifest.setup_cfg import remove_from_setup_cfg
from inhouse.codemod.manifest.setup_py import remove_from_setup_py
from inhouse.codemod.manifest.toml_removal import remove_from_toml
from inhouse.codemod.manifest.wanted import Wanted
from inhouse.model.places import Left


def remove_requirement(
    files: Mapping[str, bytes], name: str, *, also: tuple[str, ...] = (), leaves: bool = False
) -> ManifestEdit:
    """Remove the distribution, and those in `also` (its stubs), wherever it is asked for.

    `files` are the project's files by path relative to its root. `leaves` says that nothing
    else asks for it: then what constrains or overrides it goes too. Lists that a tool compiled,
    and other files that install it, are named in the notes. Raises InputError where a manifest
    that names it cannot be read.
    """
    wanted = Wanted((name, *also))
    own = project_name(files)
    if own and canonicalize_name(own) in wanted.names:
        why = "is the project itself"
        return ManifestEdit(left=(Left(file="pyproject.toml", line=1, why=f"{own} {why}"),))
    naming = {path: content for path, content in files.items() if wanted.occurs(content)}
    return merged(naming, _edits(files, naming, wanted, leaves=leaves))


def _edits(
    files: Mapping[str, bytes], naming: Mapping[str, bytes], wanted: Wanted, *, leaves: bool
) -> Iterator[tuple[str, Edit]]:
    done: set[str] = set()
    for path in toml_manifests(files):
        if path in naming:
            yield path, remove_from_toml(path, text_of(path, naming[path]), wanted, leaves=leaves)
        done.add(path)
    for path, remove in (("setup.cfg", remove_from_setup_cfg), ("setup.py", remove_from_setup_py)):
        if path in naming:
            yield path, remove(path, text_of(path, naming[path]), wanted)
    stated = states_requirements(files)
    for path in requirement_lists(files):
        done.add(path)
        if path in naming:
            has_source = stated or f"{path.removesuffix('.txt')}.in" in files
            yield (
                path,
                remove_from_lines(
                    path,
                    text_of(path, naming[path]),
                    wanted,
                    leaves=leaves,
                    has_source=has_source and path.endswith(".txt"),
                ),
            )
    for path in sorted(set(naming) - done):
        yield path, Edit(notes=tuple(_elsewhere(path, naming[path], wanted)))


def _elsewhere(path: str, content: bytes, wanted: Wanted) -> list[str]:
    if posixpath.basename(path) == "pyproject.toml":
        text = content.decode("utf-8", errors="replace")
        match = wanted.mentioned(text)
        line = text.count("\n", 0, match.start()) + 1 if match else 0
        why = "names it and is no part of this project's workspace; it is not edited"
        return [f"{path}:{line}: {why}"] if match else []
    return notes_of(path, content, wanted)
