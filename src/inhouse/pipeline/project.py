"""Opens a project: its tree, settings, manifest, lock, target, environment and cache."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from inhouse import lockfiles, manifests, settings, target
from inhouse.catalogue import Catalogue
from inhouse.errors import InputError, LockfileError, UsageError
from inhouse.evidence.environment import Environment, as_lockfile, find_environment
from inhouse.evidence.store import Store
from inhouse.lockfiles import requirements
from inhouse.lockfiles._choose import choose
from inhouse.model.lock import Lockfile, Manifest, Note
from inhouse.model.settings import Settings
from inhouse.model.target import Target
from inhouse.model.toml_text import toml_tables
from inhouse.pipeline.left_out import LeftOut, left_out
from inhouse.pipeline.request import Request, store_of
from inhouse.workspace import Workspace

PYPROJECT = "pyproject.toml"


@dataclass(frozen=True, kw_only=True)
class OpenProject:
    """Everything about the project that needs no package's files.

    `lock_name` is None where the environment stands for a lock. `identity` changes with every
    byte that decides the graph. The lock is parsed when `lock` is first asked for.
    """

    request: Request
    workspace: Workspace
    settings: Settings
    manifest: Manifest
    target: Target
    store: Store
    environment: Environment | None
    catalogue: Catalogue
    lock_name: str | None
    identity: str
    notes: tuple[Note, ...]
    parse: Callable[[], Lockfile]
    beside: tuple[str, ...] = ()  # files that the lock includes

    @cached_property
    def lock(self) -> Lockfile:
        """The parsed lock."""
        return self.parse()

    @property
    def name(self) -> str | None:
        """The project's own name, where its manifest gives one."""
        named = [member.name for member in self.manifest.members if member.name]
        return named[0] if named else None

    @property
    def left_out(self) -> LeftOut:
        """The project's extras and groups that this run does not look at."""
        selection = self.request.selection
        return left_out(self.manifest, selection, universal=self.target.universal)

    @property
    def requires_python(self) -> str | None:
        """The Pythons that the project supports, as its manifest says."""
        bounds = (member.requires_python for member in self.manifest.members)
        return next((bound for bound in bounds if bound), None)


def open_project(request: Request) -> OpenProject:
    """Read what is needed of the user's tree; InhouseError where it cannot be used."""
    first = Workspace(request.project)
    texts = _manifest_texts(first)
    table = _toml(texts.get(PYPROJECT))
    chosen = settings.read(table, PYPROJECT, profile=request.profile)
    workspace = Workspace(request.project, chosen.exclude)
    texts |= _member_texts(workspace, texts)
    manifest = manifests.read(texts)
    environment = find_environment(workspace.root, request.env)
    read = partial(_text, workspace)
    lock_name, outside = _lock_name(request, chosen, manifest, workspace, read)
    text = read(lock_name) if lock_name else None
    if outside is not None:
        text = _outside_text(outside)
    beside = _included_texts(lock_name, text, read)
    parse = _parser(lock_name, text, environment, read, workspace, outside)
    lock = parse() if not _any_requires_python(manifest) else None
    bound = next((m.requires_python for m in manifest.members if m.requires_python), None)
    where, notes = target.choose(
        request.python, request.platform, request.universal, bound or _bound(lock)
    )
    store = store_of(request)
    folders = tuple(workspace.root / folder for folder in chosen.rules)
    return OpenProject(
        request=request,
        workspace=workspace,
        settings=chosen,
        manifest=manifest,
        target=where,
        store=store,
        environment=environment,
        catalogue=Catalogue(folders, store),
        lock_name=str(outside) if outside is not None else lock_name,
        identity=_identity(workspace.root, lock_name, text, texts | beside, environment),
        notes=(*manifest.notes, *notes),
        parse=(lambda: lock) if lock is not None else parse,
        beside=tuple(beside),
    )


def _lock_name(
    request: Request,
    chosen: Settings,
    manifest: Manifest,
    workspace: Workspace,
    read: Callable[[str], str],
) -> tuple[str | None, Path | None]:
    """Return the lock's name in the project, or its place elsewhere where `--lock` says so."""
    option = request.lock
    if option is not None:
        place = Path(option)
        if not workspace.exists(option) and place.is_file():
            inside = place.resolve()
            if inside.is_relative_to(workspace.root):
                option = inside.relative_to(workspace.root).as_posix()
            else:
                return None, place
        elif not workspace.exists(option):
            raise UsageError(f"--lock {option}: there is no such file")
    names = (*workspace.names(), *_in_requirements(workspace))
    name = choose(
        names, option=option, setting=chosen.lock, lock_format=manifest.lock_format, read=read
    )
    return name, None


def _parser(
    name: str | None,
    text: str | None,
    environment: Environment | None,
    read: Callable[[str], str],
    workspace: Workspace,
    outside: Path | None,
) -> Callable[[], Lockfile]:
    if text is not None and name is not None:
        format_ = lockfiles.format_of(name)
        if format_ is not None and format_.FORMAT == requirements.FORMAT:
            return partial(requirements.parse, text, name, read)
        return partial(lockfiles.parse, name, text)
    if text is not None:
        known = outside is not None and lockfiles.format_of(outside.name) is not None
        name = outside.name if outside is not None and known else "requirements.txt"
        return partial(lockfiles.parse, name, text)
    if environment is None:
        loose = [each for each in workspace.names() if requirements.is_usual_name(each)]
        wrong = f", and {loose[0]} does not pin every package" if loose else ""
        mend = "lock it first, or name an installed environment with --env"
        place = str(workspace.root)
        raise InputError(place, f"holds no lockfile and no environment{wrong}", mend)
    return partial(as_lockfile, environment)


def _bound(lock: Lockfile | None) -> str | None:
    return lock.requires_python if lock is not None else None


def _any_requires_python(manifest: Manifest) -> bool:
    return any(member.requires_python for member in manifest.members)


def _text(workspace: Workspace, name: str) -> str:
    data = workspace.read(name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"byte {error.start} is not UTF-8"
        raise LockfileError(name, where, "restore the file or make it again") from error


def _outside_text(place: Path) -> str:
    """Read a lock that `--lock` names outside the project."""
    folder = Workspace(place.resolve().parent)
    return _text(folder, place.name)


def _toml(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    try:
        return toml_tables(text)
    except ValueError as error:
        raise InputError(PYPROJECT, f"is not TOML: {error}", "correct it") from error


def _in_requirements(workspace: Workspace) -> tuple[str, ...]:
    return workspace.names_in("requirements")


def _manifest_texts(workspace: Workspace) -> dict[str, str]:
    names = (*workspace.names(), *_in_requirements(workspace))
    return {name: _text(workspace, name) for name in names if manifests.is_manifest(name)}


def _member_texts(workspace: Workspace, texts: dict[str, str]) -> dict[str, str]:
    """Read the manifests of workspace members, which the root's manifest names by pattern."""
    if PYPROJECT not in texts or not manifests.workspace_patterns(texts[PYPROJECT])[0]:
        return {}
    named = (path for path in workspace.config_files() if path.endswith(f"/{PYPROJECT}"))
    return {path: _text(workspace, path) for path in named}


def _included_texts(
    name: str | None, text: str | None, read: Callable[[str], str]
) -> dict[str, str]:
    """Read what a requirements file includes: a change there changes the lock."""
    format_ = lockfiles.format_of(name) if name is not None else None
    if text is None or name is None or format_ is None or format_.FORMAT != requirements.FORMAT:
        return {}
    return {rel: read(rel) for rel in requirements.files_read(text, name, read)}


def _identity(
    root: Path,
    name: str | None,
    text: str | None,
    manifest: dict[str, str],
    environment: Environment | None,
) -> str:
    digest = hashlib.sha256()
    parts = [str(root), name or "", text or "", *(f"{k}\0{v}" for k, v in sorted(manifest.items()))]
    if text is None and environment is not None:
        parts += [f"{item.name} {item.version}" for item in environment.distributions]
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()
