"""The lines at which manifests ask for packages and locks hold them; each file is read once."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping

from packaging.utils import NormalizedName

from inhouse import manifests
from inhouse.errors import InputError
from inhouse.lockfiles import lines as lock_lines
from inhouse.manifests import lines as manifest_lines
from inhouse.model.file_place import FilePlace
from inhouse.model.lock import Manifest

_PYPROJECT = "pyproject.toml"


class FileLines:
    """Lines of files that `read` gives as text; `prefix` leads there from the repository."""

    def __init__(self, read: Callable[[str], str], prefix: str) -> None:
        self._read, self._prefix = read, prefix
        self._manifests: dict[str, Mapping[NormalizedName, int]] = {}
        self._locks: dict[str, lock_lines.Lines] = {}

    def asked(self, name: NormalizedName, paths: Iterable[str]) -> FilePlace | None:
        """Return where the first manifest that asks for a package does so."""
        for path in paths:
            if path not in self._manifests:
                self._manifests[path] = manifest_lines.lines_of(self.text(path), path)
            line = self._manifests[path].get(name)
            if line is not None:
                return self.at(path, line)
        return None

    def locked(self, name: NormalizedName, version: str | None, path: str) -> FilePlace | None:
        """Return where a lock has a package, the very version if it says so."""
        if path not in self._locks:
            self._locks[path] = lock_lines.lines_of(self.text(path), path)
        line = lock_lines.line_in(self._locks[path], name, version)
        return None if line is None else self.at(path, line)

    def text(self, path: str) -> str:
        """Return a file's text, "" where it cannot be read."""
        try:
            return self._read(path)
        except InputError:
            return ""

    def at(self, path: str, line: int = 1) -> FilePlace:
        """Return a place in a file of the project."""
        return FilePlace(file=self._prefix + path, line=line)


def asking(near: Iterable[str], locks: Container[str], manifest: Manifest) -> Iterator[str]:
    """Yield the paths of manifests, the project's own pyproject.toml first, each once."""
    found = [path for path in near if manifests.is_manifest(path) and path not in locks]
    yield from sorted(found, key=lambda path: (path != _PYPROJECT, path))
    yield from (f"{each.path}/{_PYPROJECT}" for each in manifest.members if each.path != ".")
