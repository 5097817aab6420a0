"""Which indexes to ask, in which order: the lock's own, uv's, pip's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from inhouse.evidence.index.credentials import Credentials, parts_of, shown_url, without_login
from inhouse.evidence.index.pip_settings import PipSettings, pip_settings
from inhouse.model.lock import Note


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedIndex:
    """One `[[tool.uv.index]]`, or an index known by URL only."""

    url: str
    name: str | None = None
    default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexes:
    """The configured indexes, best first, their logins, and what was left out."""

    urls: tuple[str, ...]
    credentials: Credentials
    cert: str | None = None
    proxy: str | None = None
    notes: tuple[Note, ...] = ()


def configured_indexes(
    named: Iterable[NamedIndex] = (),
    variables: Mapping[str, str] | None = None,
    pip: Callable[[Mapping[str, str] | None], PipSettings] = pip_settings,
) -> Indexes:
    """Return the project's and the user's indexes: uv's variables and tables, then pip's."""
    env = os.environ if variables is None else variables
    tables = [*_from_variable(env.get("UV_INDEX", "")), *named]
    settings = pip(variables)
    listed = [index.url for index in tables if not index.default]
    listed += env.get("UV_EXTRA_INDEX_URL", "").split()
    default = env.get("UV_DEFAULT_INDEX") or env.get("UV_INDEX_URL")
    if default:
        listed += [each.url for each in _from_variable(default)]
    listed += [index.url for index in tables if index.default]
    if not settings.no_index:
        listed += [settings.index_url] if settings.index_url else []
        listed += settings.extra_index_urls
    urls, notes = usable(listed)
    if settings.trouble:
        notes.append(Note(code="index-settings", text=settings.trouble))
    credentials = Credentials(urls, variables)
    for index in tables:
        _add_named_login(credentials, index, env)
    return Indexes(
        urls=tuple(dict.fromkeys(base_of(url) for url in urls)),
        credentials=credentials,
        cert=settings.cert,
        proxy=settings.proxy,
        notes=tuple(notes),
    )


def usable(urls: Iterable[str]) -> tuple[list[str], list[Note]]:
    """Return the http(s) URLs, and a note for each other one."""
    found: list[str] = []
    notes: list[Note] = []
    for url in dict.fromkeys(urls):
        try:
            parts_of(url)
        except ValueError:
            text = f"the index {shown_url(url)} is not asked: only http and https indexes are"
            notes.append(Note(code="index-skipped", text=text))
        else:
            found.append(url)
    return found, notes


def base_of(url: str) -> str:
    """Return an index URL without login and trailing slash, for comparing and joining."""
    return without_login(url).rstrip("/")


def _from_variable(text: str) -> list[NamedIndex]:
    found: list[NamedIndex] = []
    for part in text.split():
        name, equals, url = part.partition("=")
        named = equals and "://" in url and "://" not in name
        found.append(NamedIndex(url=url, name=name) if named else NamedIndex(url=part))
    return found


def _add_named_login(credentials: Credentials, index: NamedIndex, env: Mapping[str, str]) -> None:
    if index.name is None:
        return
    stem = "UV_INDEX_" + "".join(c if c.isalnum() else "_" for c in index.name.upper())
    user, password = env.get(f"{stem}_USERNAME"), env.get(f"{stem}_PASSWORD")
    if user is None and password is None:
        return
    try:
        credentials.add(index.url, (user or "", password or ""))
    except ValueError:
        return
