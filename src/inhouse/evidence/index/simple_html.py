"""Reads a project page of the simple index in its HTML form (PEP 503, 592, 658, 714, 792)."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

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

_ALGORITHMS = ("sha256", "sha384", "sha512", "blake2b", "md5", "sha1", "sha224")


def parse_html(text: str, url: str) -> ProjectPage:
    """Return the files a page lists; IndexTroubleError if it is no project page at all.

    A page without a single file link is taken for an error page unless it calls itself an index.
    """
    parser = _Links(url)
    try:
        parser.feed(text)
        parser.close()
    except (AssertionError, RecursionError, ValueError) as error:
        raise IndexTroubleError(Trouble.SENSELESS, "the page is not well formed") from error
    if not parser.files and not parser.is_index:
        raise IndexTroubleError(Trouble.SENSELESS, "the page is not a page of a package index")
    return ProjectPage(index=url, files=tuple(parser.files), status=parser.status)


class _Links(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self._base = url
        self.files: list[ProjectFile] = []
        self.is_index = False
        self.status: Maybe[str] = UNSAID

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "base" and found.get("href"):
            self._base = urljoin(self._base, found["href"] or "")
        elif tag == "meta":
            self._meta(found.get("name") or "", found.get("content") or "")
        elif tag == "a" and len(self.files) < MAX_FILES:
            file = _file(self._base, found)
            if file is not None:
                self.files.append(file)

    def handle_data(self, data: str) -> None:
        if data.strip().lower().startswith("links for "):
            self.is_index = True

    def _meta(self, name: str, content: str) -> None:
        self.is_index = self.is_index or name == "pypi:repository-version"
        if name == "pypi:project-status" and content:
            self.status = content.lower()


def _file(base: str, found: dict[str, str | None]) -> ProjectFile | None:
    href = found.get("href")
    if not href:
        return None
    try:
        url, fragment = urldefrag(urljoin(base, href))
        filename = unquote(urlsplit(url).path.rpartition("/")[2])
    except ValueError:
        return None
    version = version_of(filename)
    if version is None or not usable_url(url):
        return None
    return ProjectFile(
        filename=filename,
        url=url,
        version=version,
        hashes=_pairs(fragment),
        yanked="data-yanked" in found,
        metadata=_metadata(found),
    )


def _pairs(fragment: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.partition("=") for part in fragment.split("&"))
    return tuple((name, value.lower()) for name, _, value in pairs if name in _ALGORITHMS)


def _metadata(found: dict[str, str | None]) -> str | None:
    value = found.get("data-core-metadata", found.get("data-dist-info-metadata"))
    if value is None or value == "false":
        return None
    return value.removeprefix("sha256=") if value.startswith("sha256=") else ""
