"""What was there before: its locks, what it asked for, its settings, the hosts that it names."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from inhouse import lockfiles
from inhouse.errors import InputError, UsageError
from inhouse.gate.delta import Release
from inhouse.model.lock import Lockfile, Manifest
from inhouse.pipeline.gating.list_names import told_apart
from inhouse.pipeline.gating.moves import moved_from
from inhouse.pipeline.gating.own_parts import is_own
from inhouse.pipeline.gating.sides import PYPROJECT, BaseFiles, NamedLock, Side, variables
from inhouse.tree.standpoint import NoCommitError, Standpoint, elsewhere, find_base
from inhouse.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class BaseSide:
    """The base. `point` is None where a lock was named in place of a commit.

    It is None as well where there is no commit yet (`first`): the base is what is there now then,
    as a start that is accepted whole.
    """

    side: Side
    shown: str
    point: Standpoint | None = None
    prefix: str = ""  # the way from the repository's root to the project now, `/` last
    was: str | None = None  # the folder in which the base has the project, if in another
    first: bool = False

    @property
    def is_lock(self) -> bool:
        """Whether it is one lock alone, named in place of a commit."""
        return self.point is None and not self.first

    def holds(self, rel: str, data: bytes) -> bool:
        """Tell whether a file has the same bytes here."""
        return self.point is not None and self.point.files.holds(rel, data)

    def is_committed(self, folder: str) -> bool:
        """Tell whether a folder of the working tree is part of what is judged."""
        return self.point is not None and self.point.files.tracked_now(folder)

    @cached_property
    def locks(self) -> tuple[Lockfile, ...]:
        """All locks, parsed; LockfileError where one cannot be read."""
        return tuple(self.side.parsed(name) for name in self.lock_names)

    @cached_property
    def lock_names(self) -> tuple[str, ...]:
        """The paths of all locks."""
        if self.is_lock:
            return self.side.files.names()
        return self.side.locks()

    @cached_property
    def manifest(self) -> Manifest:
        """What the base's own files ask for."""
        if self.point is None:
            return Manifest(members=())
        from inhouse import manifests

        try:
            return told_apart(manifests.read(self._manifest_texts()))
        except InputError as error:
            raise InputError(error.place + self.side.called, error.wrong, error.mend) from error

    @cached_property
    def locked(self) -> frozenset[Release]:
        """The releases that the locks hold."""
        return frozenset(release for lock in self.locks for release in releases(lock))

    @cached_property
    def asked_for(self) -> frozenset[str]:
        """The names that the manifests ask for, in whichever group or extra."""
        return frozenset(declared(self.manifest))

    def _manifest_texts(self) -> dict[str, str]:
        from inhouse import manifests

        near = [name for name in self.side.near() if manifests.is_manifest(name)]
        texts = {name: self.side.text(name) for name in near}
        if self.point is None or PYPROJECT not in texts:
            return texts
        if manifests.workspace_patterns(texts[PYPROJECT])[0]:
            found = self.point.files.paths_named(PYPROJECT)
            texts |= {path: self.side.text(path) for path in found if posixpath.dirname(path)}
        return texts


def open_base(root: Path, asked: str | None) -> BaseSide:
    """Return the base that was asked for, or is to be found; InhouseError where there is none."""
    if asked is not None:
        place = Path(asked)
        if lockfiles.format_of(place.name) is not None and _is_file(place):
            if place.resolve().parent in (root, root / "requirements"):
                wrong = f"--base {asked}: it is a lock of the working tree, which is compared"
                raise UsageError(f"{wrong}; name one that lies elsewhere")
            return BaseSide(side=Side(NamedLock(place)), shown=asked)
    try:
        point = find_base(root, asked, variables())
    except NoCommitError:
        if asked is not None:
            raise
        return BaseSide(side=Side(Workspace(root)), shown="what is there now", first=True)
    except UsageError:
        if asked is not None and _is_file(Path(asked)):
            known = ", ".join(each.FORMAT for each in lockfiles.formats())
            wrong = f"--base {asked}: its name is not that of a lockfile; known formats: {known}"
            raise UsageError(wrong) from None
        raise
    prefix, was = point.files.prefix, moved_from(point, root)
    if was is not None:
        point = elsewhere(point, f"{was}/" if was else "")
    side = Side(BaseFiles(point.files), f" of {point.commit[:10]}")
    return BaseSide(side=side, shown=point.shown, point=point, prefix=prefix, was=was)


def _is_file(place: Path) -> bool:
    try:
        return place.is_file()
    except (OSError, ValueError):  # what no file system takes for a name
        return False


def releases(lock: Lockfile) -> frozenset[Release]:
    """Return what a lock holds of others: name and version, the project's own parts left out."""
    return frozenset(
        (str(package.name), package.version) for package in lock.packages if not is_own(package)
    )


def pinned(lock: Lockfile) -> frozenset[Release]:
    """Return the releases of a lock without names of an index that have no version."""
    loose = {
        str(package.name)
        for package in lock.packages
        if package.version is None and package.source.kind == "registry"
    }
    return frozenset(each for each in releases(lock) if each[1] or each[0] not in loose)


def declared(manifest: Manifest) -> Iterable[str]:
    """Yield every name that a manifest asks for."""
    for member in manifest.members:
        yield from (str(each.name) for each in member.requirements)
        for part in (*member.extras, *member.dev_groups):
            yield from (str(each.name) for each in part.requirements)
