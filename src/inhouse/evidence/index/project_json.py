"""Reads the per-project JSON that PyPI's own software and some mirrors serve beside the index."""

from __future__ import annotations

from typing import Any

from inhouse.evidence.index.project import (
    MAX_FILES,
    UNSAID,
    ProjectFile,
    ProjectPage,
    normal_version,
)
from inhouse.evidence.index.simple_json import hashes_of, loaded, size_of, text_of, yanked_of
from inhouse.evidence.index.trouble import IndexTroubleError, Trouble
from inhouse.model.evidence import Maybe


def project_json_url(index: str, name: str) -> str | None:
    """Return where the JSON of a project would be, None for an index of another shape."""
    base = index.rstrip("/")
    if not base.endswith("/simple"):
        return None
    return f"{base.removesuffix('/simple')}/pypi/{name}/json"


def parse_project_json(body: bytes, url: str, index: str) -> ProjectPage:
    """Return the files and the state of a project; IndexTroubleError where it is no such page."""
    data = loaded(body)
    info, releases = data.get("info"), data.get("releases")
    if not isinstance(info, dict) or not isinstance(releases, dict):
        raise IndexTroubleError(Trouble.SENSELESS, "the JSON is not that of a project")
    files: list[ProjectFile] = []
    for version, listed in releases.items():
        name = normal_version(version)
        for item in listed if isinstance(listed, list) else []:
            file = _file(item, name) if isinstance(item, dict) else None
            if file is not None and len(files) < MAX_FILES:
                files.append(file)
    requires = info.get("requires_dist")
    given = isinstance(requires, list) and all(isinstance(line, str) for line in requires)
    return ProjectPage(
        index=index,
        files=tuple(files),
        base=url,
        status=_status(info, data),
        maintainers=_maintainers(data.get("ownership")),
        newest=text_of(info.get("version")),
        requires_dist=tuple(requires) if given and isinstance(requires, list) else None,
    )


def _file(item: dict[str, Any], version: str) -> ProjectFile | None:
    filename, href = text_of(item.get("filename")), text_of(item.get("url"))
    if filename is None or href is None or "/" in filename:
        return None
    return ProjectFile(
        filename=filename,
        url=href,
        version=version,
        hashes=hashes_of(item.get("digests")),
        size=size_of(item.get("size")),
        uploaded=text_of(item.get("upload_time_iso_8601")) or text_of(item.get("upload_time")),
        yanked=yanked_of(item.get("yanked")),
    )


def _status(info: dict[str, Any], data: dict[str, Any]) -> Maybe[str]:
    for table in (info, data):
        for key in ("project-status", "project_status", "status"):
            stated = table.get(key)
            if isinstance(stated, dict):
                stated = stated.get("status")
            if isinstance(stated, str) and stated:
                return stated.lower()
    return UNSAID


def _maintainers(ownership: object) -> Maybe[int]:
    roles = ownership.get("roles") if isinstance(ownership, dict) else None
    if not isinstance(roles, list):
        return UNSAID
    users = {text_of(role.get("user")) for role in roles if isinstance(role, dict)} - {None}
    return len(users) if users else UNSAID
