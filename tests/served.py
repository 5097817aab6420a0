"""A project whose uv.lock names files of a loopback index, with their true hashes or others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.evidence.archives import sha256
from tests.loopback import Loopback


@dataclass(frozen=True, kw_only=True)
class Served:
    """One package as it lies on the index, and what the lock claims of it."""

    name: str
    data: bytes
    filename: str = ""
    digest: str | None = None  # the true one unless said
    size: int | None = None  # the true one unless said
    direct: bool = True

    @property
    def file(self) -> str:
        """The file's name on the index."""
        return self.filename or f"{self.name}-1.0-py3-none-any.whl"


def lock_of(packages: Sequence[Served], index: str) -> str:
    """Return the uv.lock of a project `shop` that requires all packages."""
    asked = ", ".join(f'{{ name = "{each.name}" }}' for each in packages)
    head = (
        'version = 1\nrevision = 3\nrequires-python = ">=3.11"\n\n[[package]]\nname = "shop"\n'
        f'version = "1"\nsource = {{ virtual = "." }}\ndependencies = [{asked}]\n'
    )
    return head + "".join(_entry(each, index) for each in packages)


def _entry(each: Served, index: str) -> str:
    file = (
        f'{{ url = "{index}/files/{each.file}", hash = "sha256:{each.digest or sha256(each.data)}",'
        f" size = {len(each.data) if each.size is None else each.size} }}"
    )
    listed = f"wheels = [{file}]" if each.file.endswith(".whl") else f"sdist = {file}"
    return (
        f'\n[[package]]\nname = "{each.name}"\nversion = "1.0"\n'
        f'source = {{ registry = "{index}/simple" }}\n{listed}\n'
    )


def project(
    folder: Path, server: Loopback, packages: Sequence[Served], *, pages: bool = True
) -> Path:
    """Write the project and serve its packages; return the project's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("uv.lock").write_text(lock_of(packages, server.url))
    names = ", ".join(f'"{each.name}"' for each in packages)
    folder.joinpath("pyproject.toml").write_text(
        '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.11"\n'
        f"dependencies = [{names}]\n"
    )
    imports = "".join(f"import {each.name.replace('-', '_')}\n" for each in packages)
    folder.joinpath("shop.py").write_text(imports)
    for each in packages:
        server.add(f"/files/{each.file}", each.data, ranges=True)
        if pages:
            link = f"{server.url}/files/{each.file}#sha256={sha256(each.data)}"
            server.add_page(f"/simple/{each.name}/", [(each.file, link)])
    return folder
