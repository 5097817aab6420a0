"""Finds the name under which a download is kept."""

import os
import urllib.parse
from typing import Any


def filename_from_url(url: str) -> str | None:
    """Return the last part of the path of an address, None where that is empty or only dots."""
    name = os.path.basename(urllib.parse.urlparse(url).path)  # noqa: PTH119 - "" where a slash ends it
    return name if name.strip(" \n\t.") else None


def filename_from_headers(headers: Any) -> str | None:
    """Return the file name of a Content-Disposition header, None where there is none.

    Headers are a text, a list of lines, or anything with a method `get`. IndexError where
    the header has parameters, but no file name among them.
    """
    if type(headers) is str:
        headers = headers.splitlines()
    if type(headers) is list:
        headers = dict(line.split(":", 1) for line in headers)
    header = headers.get("Content-Disposition")
    if not header:
        return None
    kind, *parameters = header.split(";")
    if not parameters or kind.strip().lower() not in ("inline", "attachment"):
        return None
    named = [each for each in parameters if each.strip().startswith("filename=")]
    if len(named) > 1:
        return None
    return os.path.basename(named[0].split("=")[1].strip(' \t"')) or None  # noqa: PTH119


def filename_fix_existing(filename: str) -> str:
    """Return `name (2).txt` where the current folder has `name (1).txt`.

    ValueError where the name has no extension.
    """
    stem, extension = filename.rsplit(".", 1)
    taken = [0]
    for each in os.listdir("."):  # noqa: PTH208
        rest = each.rsplit(".", 1)[0].replace(stem, "") if each.startswith(stem) else ""
        number = rest[2:-1]
        if rest.startswith(" (") and rest.endswith(")") and set(number) <= set("0123456789"):
            taken.append(int(number))
    return f"{stem} ({max(taken) + 1}).{extension}"


def detect_filename(
    url: str | None = None,
    out: str | None = None,
    headers: Any = None,
    default: str = "download.wget",
) -> str:
    """Return `out`, or the name that the headers give, or that of the address, or the default."""
    from_url = filename_from_url(url) if url else None
    from_headers = filename_from_headers(headers) if headers else None
    return out or from_headers or from_url or default
