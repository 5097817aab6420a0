"""Packages and a loopback index for the tests of what is fetched."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from inhouse.evidence.index.client import IndexClient, Limits
from inhouse.evidence.index.credentials import Credentials
from inhouse.evidence.index.lookup import Lookup
from inhouse.evidence.obtained import Wanted
from inhouse.model.lock import Artifact, LockedPackage, Source
from tests.evidence.archives import sha256
from tests.loopback import Loopback

QUICK = Limits(connect=1, read=1, deadline=2, attempts=2, backoff=0.01, longest_wait=0.05)


def lookup(*indexes: str) -> Lookup:
    """Return a lookup with small deadlines and no logins."""
    return Lookup(IndexClient(Credentials((), {"HOME": "/nowhere"}), limits=QUICK), indexes)


def artifact(
    filename: str, data: bytes | None, url: str | None = None, *, size: bool = True
) -> Artifact:
    """Return a lock's entry for a file with these bytes."""
    return Artifact(
        kind="wheel" if filename.endswith(".whl") else "sdist",
        filename=filename,
        url=url,
        hashes=(("sha256", sha256(data)),) if data is not None else (),
        size=len(data) if data is not None and size else None,
    )


def wanted(
    *artifacts: Artifact,
    name: str = "tiny",
    version: str | None = "1.0",
    index: str | None = None,
    direct: bool = False,
    source: Source | None = None,
) -> Wanted:
    """Return a locked package that is wanted."""
    package = LockedPackage(
        name=canonicalize_name(name),
        version=version,
        source=source or Source(kind="registry" if index else "unknown", location=index),
        artifacts=artifacts,
    )
    return Wanted(key=f"{name}=={version}", package=package, direct=direct)


def serve(server: Loopback, filename: str, data: bytes, name: str = "tiny", **how: object) -> str:
    """Serve a file and an HTML page that lists it; return the file's URL."""
    url = server.add(f"/files/{filename}", data, **how)
    page = server.routes.get(f"/simple/{name}/")
    link = f'<a href="../../files/{filename}#sha256={sha256(data)}">{filename}</a>'
    before = page.body if page else b"<h1>Links for it</h1>"
    server.add(f"/simple/{name}/", before + link.encode(), kind="text/html")
    return url
