"""What pip is configured for: its index, extra indexes, certificates and proxy.

pip is asked in this process, and only when an index is needed. Its configuration is not a public
interface, so whatever goes wrong there leaves the settings empty, with the reason.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PipSettings:
    """Values of `pip config` that matter for fetching; `trouble` says why they are empty."""

    index_url: str | None = None
    extra_index_urls: tuple[str, ...] = ()
    cert: str | None = None
    proxy: str | None = None
    no_index: bool = False
    trouble: str | None = None


def pip_settings(variables: Mapping[str, str] | None = None) -> PipSettings:
    """Ask pip; `variables` replace the process's environment for the PIP_* names."""
    try:
        values = _configured()
        default = default_index()
    except Exception as error:  # noqa: BLE001 - a private interface may fail in any way
        return PipSettings(trouble=f"pip's configuration cannot be read ({type(error).__name__})")
    env = os.environ if variables is None else variables
    for name in ("index-url", "extra-index-url", "cert", "proxy", "no-index"):
        stated = env.get("PIP_" + name.upper().replace("-", "_"))
        if stated:
            values[name] = stated
    return PipSettings(
        index_url=values.get("index-url", default).strip() or None,
        extra_index_urls=tuple(values.get("extra-index-url", "").split()),
        cert=values.get("cert") or None,
        proxy=values.get("proxy") or None,
        no_index=values.get("no-index", "").lower() in ("1", "true", "yes", "on"),
    )


def default_index() -> str:
    """Return the index that pip asks where nothing names another."""
    from pip._internal.models.index import PyPI

    return str(PyPI.simple_url)


def _configured() -> dict[str, str]:
    """Return the values for `pip download`, later sources over earlier ones."""
    from pip._internal.configuration import Configuration

    configuration = Configuration(isolated=False)
    configuration.load()
    flat: dict[str, str] = {}
    for key, value in configuration.items():
        if isinstance(value, dict):  # newer pips group the keys by file
            flat |= {str(inner): str(text) for inner, text in value.items()}
        else:
            flat[str(key)] = str(value)
    found: dict[str, str] = {}
    for section in ("global", "install", "download", ":env:"):
        for key, value in flat.items():
            if key.startswith(section + "."):
                found[key.removeprefix(section + ".")] = value
    return found
