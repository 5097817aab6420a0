"""Reads a project page of the simple index in its JSON form (PEP 691, 700, 714, 792)."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

from inhouse.evidence.index.project import (
    MAX_FILES,
    UNSAID,
    ProjectFile,
    ProjectPage,
    usable_url,
    version_of,
)
from inhouse.evidence.index.trouble import IndexTroubleError, Trouble
from inhouse.model.evidence import Maybe

_USED = (
    *("filename", "url", "digests", "hashes", "size", "yanked"),
    *("upload-time", "upload_time", "upload_time_iso_8601"),
    *("core-metadata", "dist-info-metadata"),
)
_WITH_STATUS = (1, 4)  # the API version from which a page without a status means "active"


def parse_simple_json(body: bytes, url: str) -> ProjectPage:
    """Return the files a page lists; IndexTroubleError where it is no such page."""
    data = loaded(body)
    files = data.get("files")
    if not isinstance(files, list) or len(files) > MAX_FILES:
        raise IndexTroubleError(Trouble.SENSELESS, "the JSON is not a page of a package index")
    meta = data.get("meta")
    found = (_file(item, url) for item in files if isinstance(item, dict))
    return ProjectPage(
        index=url,
        files=tuple(file for file in found if file is not None),
        status=_status(data, meta if isinstance(meta, dict) else {}),
    )


def loaded(body: bytes) -> dict[str, Any]:
    """Return a JSON object; IndexTroubleError for anything else.

    Of tables that describe files only what is used is kept: pages with thousands of them would
    otherwise take a hundred megabytes.
    """
    try:
        data = json.loads(body, object_hook=_slim)
    except (ValueError, RecursionError) as error:
        raise IndexTroubleError(Trouble.SENSELESS, "the answer is not JSON") from error
    if not isinstance(data, dict):
        raise IndexTroubleError(Trouble.SENSELESS, "the answer is not a JSON object")
    return data


def _slim(table: dict[str, Any]) -> dict[str, Any]:
    if "filename" in table and "url" in table:
        return {key: table[key] for key in _USED if key in table}
    return table


def text_of(value: object) -> str | None:
    """Return a string that is one, else None."""
    return value if isinstance(value, str) and value else None


def size_of(value: object) -> int | None:
    """Return a size that is a whole number and not negative, else None."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def hashes_of(value: object) -> tuple[tuple[str, str], ...]:
    """Return (algorithm, hex digest) pairs from a table of digests."""
    table = value if isinstance(value, dict) else {}
    return tuple(
        sorted((str(k), text.lower()) for k, text in table.items() if isinstance(text, str))
    )


def yanked_of(value: object) -> bool | None:
    """Return whether a file is yanked; the index may give the reason in place of true."""
    if isinstance(value, bool):
        return value
    return True if isinstance(value, str) else None


def _file(item: dict[str, Any], base: str) -> ProjectFile | None:
    filename, href = text_of(item.get("filename")), text_of(item.get("url"))
    if filename is None or href is None:
        return None
    try:
        url = urljoin(base, href)
    except ValueError:
        return None
    version = version_of(filename)
    if version is None or not usable_url(url):
        return None
    return ProjectFile(
        filename=filename,
        url=url,
        version=version,
        hashes=hashes_of(item.get("hashes")),
        size=size_of(item.get("size")),
        uploaded=text_of(item.get("upload-time")),
        yanked=yanked_of(item.get("yanked", False)),
        metadata=_metadata(item),
    )


def _metadata(item: dict[str, Any]) -> str | None:
    value = item.get("core-metadata", item.get("dist-info-metadata"))
    if isinstance(value, dict):
        return text_of(value.get("sha256")) or ""
    return "" if value is True else None


def _status(data: dict[str, Any], meta: dict[str, Any]) -> Maybe[str]:
    stated = data.get("project-status", meta.get("project-status"))
    if isinstance(stated, dict):
        stated = stated.get("status")
    if isinstance(stated, str) and stated:
        return stated.lower()
    numbers = tuple(int(n) for n in str(meta.get("api-version", "")).split(".") if n.isdigit())
    return "active" if numbers >= _WITH_STATUS else UNSAID
