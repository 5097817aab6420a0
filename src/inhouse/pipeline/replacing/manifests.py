"""The requirement leaves the manifests, and what owned code needs comes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inhouse.codemod.manifest import (
    add_requirement,
    own_code_settings,
    remove_requirement,
)
from inhouse.model.places import Left
from inhouse.model.taken import Home, Owned
from inhouse.pipeline.replacing.draft import Draft
from inhouse.pipeline.replacing.overlay import Overlay
from inhouse.pipeline.replacing.stubs import (
    declared,
    imports_known,
    kept_through,
    providers,
    requirement_text,
    stubs_of,
    unimported,
)
from inhouse.pipeline.replacing.subject import Subject

# Files that ask for packages, or configure what looks at the code.
_NAMES = (
    "pyproject.toml",
    "Pipfile",
    "setup.cfg",
    "setup.py",
    "tox.ini",
    "noxfile.py",
    "mypy.ini",
    ".mypy.ini",
    ".flake8",
    "ruff.toml",
    ".ruff.toml",
    ".pylintrc",
    ".isort.cfg",
    ".coveragerc",
    "pyrightconfig.json",
    "environment.yml",
    "environment.yaml",
    ".pre-commit-config.yaml",
    "Dockerfile",
    "Containerfile",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of the manifests: places that stand in the way, and what leaves after all."""

    left: tuple[Left, ...]
    requires: tuple[str, ...]
    sheds: tuple[str, ...]
    notes: tuple[str, ...]


def settle(subject: Subject, draft: Draft, overlay: Overlay) -> Settled:
    """Edit the manifests in the overlay; nothing is edited where anything is left."""
    name = subject.standing.name
    examined = subject.examined
    owned = draft.owned
    needed = providers(examined, (*owned.requires, *declared(subject, owned))) if owned else {}
    left: list[Left] = []
    if any(key is None for key in needed.values()):
        left += _unknown(subject, needed)
    leaves = subject.standing.key in subject.standing.sheds
    also = stubs_of(subject)
    removal = remove_requirement(_files(overlay), name, also=also, leaves=leaves)
    left += removal.left
    notes = list(removal.notes)
    if not removal.removed and not removal.left:
        notes.append("no manifest declares it, so none was changed")
    if left:
        return Settled(left=tuple(left), requires=(), sheds=(), notes=tuple(notes))
    added: list[str] = []
    implied = unimported(subject) if draft.strategy in ("slice", "vendor") else ()
    keys = tuple(sorted({*(key for key in needed.values() if key is not None), *implied}))
    for key in keys:
        provider = key.partition("==")[0]
        if provider == name or any(
            each.key == key and each.direct for each in examined.graph.standings
        ):
            continue
        text = requirement_text(subject, provider)
        if text is None and key in implied:
            continue
        if text is None:
            notes.append(f"its code uses {provider} where that is installed, as before")
            continue
        edit = add_requirement(_files(overlay), text, name)
        left += edit.left
        if edit.changes:
            added.append(text)
            overlay.apply(edit.changes)
    overlay.apply(remove_requirement(_files(overlay), name, also=also, leaves=leaves).changes)
    if draft.home is not None and owned is not None:
        settings = own_code_settings(
            _files(overlay),
            draft.home.folder,
            dotted=draft.home.dotted,
            packages=_packages(draft.home, owned),
            users=draft.places.importers,
        )
        overlay.apply(settings.changes)
        left += settings.left
        notes += settings.notes
    brought = tuple(key for key in keys if requirement_text(subject, key.partition("==")[0]))
    staying = kept_through(examined, brought, subject.standing.sheds)
    sheds = tuple(each for each in subject.standing.sheds if each not in staying)
    return Settled(left=tuple(left), requires=tuple(added), sheds=sheds, notes=tuple(notes))


def _packages(home: Home, owned: Owned) -> tuple[str, ...]:
    """Return the new import packages, dotted: lists of packages have to name each."""
    folders = {
        each.path.removesuffix("/__init__.py")
        for each in owned.files
        if each.path.endswith("/__init__.py")
    }
    inner = (each.removeprefix(home.folder).strip("/") for each in folders)
    return tuple(sorted(f"{home.dotted}.{each.replace('/', '.')}".rstrip(".") for each in inner))


def _unknown(subject: Subject, needed: Mapping[str, str | None]) -> list[Left]:
    """Return what stands in the way where a needed import is not among the locked packages.

    What nothing provides today is missing with the copy as it is with the original. But a package
    that leaves and whose import names are not known may be the one that provides it.
    """
    blind = [
        key
        for key in subject.standing.sheds
        if key != subject.standing.key and not imports_known(subject.examined, key)
    ]
    names = ", ".join(name for name, key in needed.items() if key is None)
    why = f"the copy needs {names}, and what {', '.join(blind)} provides is not known"
    return [Left(file=subject.standing.name, line=1, why=why)] if blind else []


def _files(overlay: Overlay) -> dict[str, bytes]:
    workspace = overlay.workspace
    top = [name for name in workspace.names() if name in _NAMES or _is_requirements(name)]
    listed = [path for path in workspace.config_files() if _is_manifest(path)]
    found = {}
    for path in sorted({*top, *listed, *workspace.names_in("requirements")}):
        data = overlay.read(path)
        if data is not None:
            found[path] = data
    return found


def _is_manifest(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name in _NAMES or _is_requirements(name)


def _is_requirements(name: str) -> bool:
    return "requirement" in name and name.endswith((".txt", ".in"))
