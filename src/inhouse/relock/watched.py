"""The few files that a lock tool writes or might: remembered before it runs."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from inhouse.model.patch import FileChange, patch_of

_MAX_BYTES = 100_000_000


class Watched:
    """Contents of some files of a project, to be compared with later or put back.

    `names` are relative to the root; a name that leads out of it is a ValueError.
    """

    def __init__(self, root: Path, names: tuple[str, ...]) -> None:
        self._root = root
        self._places = {name: (root / name).resolve() for name in names}
        for name, place in self._places.items():
            if not place.is_relative_to(root.resolve()):
                raise ValueError(f"{name} lies outside the project")
        self._before = {name: _content(place) for name, place in self._places.items()}
        self._modes = {
            name: stat.S_IMODE(self._places[name].stat().st_mode)
            for name, data in self._before.items()
            if data is not None
        }

    def text(self, name: str) -> str:
        """Return the text of a file as it was."""
        return (self._before[name] or b"").decode("utf-8", "replace")

    def there(self, name: str) -> bool:
        """Tell whether a file was there."""
        return self._before[name] is not None

    def changes(self) -> tuple[FileChange, ...]:
        """Return what is different by now."""
        return patch_of(
            FileChange(path=name, before=self._before[name], after=_content(place))
            for name, place in self._places.items()
        ).changes

    def put_back(self) -> None:
        """Put back what is different by now."""
        for change in self.changes():
            place = self._places[change.path]
            if change.before is None:
                place.unlink()
                continue
            waits = place.with_name(f".inhouse-new-{secrets.token_hex(6)}")
            try:
                waits.write_bytes(change.before)
                waits.chmod(self._modes[change.path])
                os.replace(waits, place)  # noqa: PTH105 - the plain call
            finally:
                waits.unlink(missing_ok=True)


def _content(place: Path) -> bytes | None:
    if not place.is_file():
        return None
    if place.stat().st_size > _MAX_BYTES:
        raise ValueError(f"{place.name} is larger than {_MAX_BYTES // 1_000_000} MB")
    return place.read_bytes()
