"""What `--advisories` may say: none, pypi, osv, or a folder of OSV files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from inhouse.errors import UsageError

SourceKind = Literal["none", "pypi", "osv", "folder"]
SERVICES: tuple[Literal["pypi", "osv"], ...] = ("pypi", "osv")


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvisorySource:
    """Where advisories come from.

    `url` replaces the service's own address: for `pypi` scheme, host and leading path, for `osv`
    the whole query address. `folder` is set for the kind `folder` alone.
    """

    kind: SourceKind
    url: str | None = None
    folder: Path | None = None

    @property
    def key(self) -> str:
        """What the answers of this source are remembered under."""
        return f"{self.kind}:{self.url or ''}"

    @property
    def title(self) -> str:
        """The source as a sentence names it."""
        return {"pypi": "PyPI", "osv": "OSV"}.get(self.kind) or str(self.folder or self.kind)


def advisory_source(text: str, root: Path | None = None) -> AdvisorySource:
    """Read `none`, `pypi`, `osv`, `pypi:URL`, `osv:URL` (a mirror), or a folder.

    A relative folder is looked up below `root`. UsageError where it is none of these.
    """
    if text == "none":
        return AdvisorySource(kind="none")
    word, _, url = text.partition(":")
    for kind in SERVICES:
        if text == kind:
            return AdvisorySource(kind=kind)
        if word == kind and _is_web_address(url):
            return AdvisorySource(kind=kind, url=url)
        if word == kind:
            raise UsageError(f"advisories: {url!r} is no http(s) address; write {kind}:https://...")
    folder = (root or Path()) / text if text else None
    if folder is not None and (folder.is_dir() or (folder.is_file() and folder.suffix == ".zip")):
        return AdvisorySource(kind="folder", folder=folder)
    raise UsageError(
        f"advisories: {text!r} is neither a source nor a folder; "
        "give none, pypi, osv, or a folder of OSV files"
    )


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
