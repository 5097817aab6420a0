"""User names and passwords for indexes: each only ever goes to the host it was given for."""

from __future__ import annotations

import base64
import netrc
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

Login = tuple[str, str]
Origin = tuple[str, str, int | None]


def parts_of(url: str) -> SplitResult:
    """Split an http(s) URL; ValueError for anything else."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("not an http(s) URL")
    _ = parts.port  # raises ValueError where it is no number
    return parts


def origin_of(url: str) -> Origin:
    """Return scheme, host and port: what a browser calls an origin."""
    parts = parts_of(url)
    default = 443 if parts.scheme == "https" else 80
    return parts.scheme, (parts.hostname or "").lower(), parts.port or default


def without_login(url: str) -> str:
    """Return the URL without user name and password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def shown_url(url: str) -> str:
    """Return the URL as it may be shown: no login, no query, no fragment."""
    try:
        parts = urlsplit(without_login(url))
        return urlunsplit(parts._replace(query="", fragment=""))
    except ValueError:
        return "a malformed URL"


def host_of(url: str) -> str:
    """Return the host for a message."""
    try:
        return parts_of(url).hostname or "?"
    except ValueError:
        return "a malformed URL"


class Credentials:
    """Logins by origin (from index URLs) and by host (from netrc)."""

    def __init__(self, urls: Iterable[str] = (), variables: Mapping[str, str] | None = None):
        self._by_origin: dict[Origin, Login] = {}
        self._variables = os.environ if variables is None else variables
        self._netrc: netrc.netrc | bool | None = False  # False: not read yet
        for url in urls:
            login = _login_in(url)
            if login is not None:
                self._by_origin.setdefault(origin_of(url), login)

    def add(self, url: str, login: Login) -> None:
        """Give a login for the origin of a URL."""
        self._by_origin[origin_of(url)] = login

    def header_for(self, url: str) -> str | None:
        """Return the Authorization header for this URL's own host, or None."""
        login = _login_in(url) or self._by_origin.get(origin_of(url)) or self._from_netrc(url)
        if login is None:
            return None
        return "Basic " + base64.b64encode(":".join(login).encode()).decode("ascii")

    def _from_netrc(self, url: str) -> Login | None:
        if self._netrc is False:
            self._netrc = self._read_netrc()
        if not isinstance(self._netrc, netrc.netrc):
            return None
        found = self._netrc.hosts.get(parts_of(url).hostname or "")
        return (found[0], found[2] or "") if found else None

    def _read_netrc(self) -> netrc.netrc | None:
        stated = self._variables.get("NETRC")
        home = Path(self._variables.get("HOME") or Path.home())
        for place in [Path(stated)] if stated else [home / ".netrc", home / "_netrc"]:
            try:
                return netrc.netrc(str(place))
            except (OSError, netrc.NetrcParseError, UnicodeError):
                continue
        return None


def _login_in(url: str) -> Login | None:
    try:
        parts = parts_of(url)
    except ValueError:
        return None
    if parts.username is None:
        return None
    return unquote(parts.username), unquote(parts.password or "")
