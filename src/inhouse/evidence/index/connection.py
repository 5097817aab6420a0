"""Makes the one HTTP client: certificates and proxies as pip would use them."""

from __future__ import annotations

import os
import ssl

import httpx

from inhouse.evidence.index.trouble import IndexTroubleError, Trouble


def new_client(
    *, connect: float, read: float, connections: int, cert: str | None, proxy: str | None
) -> httpx.Client:
    """Return a client that follows no redirect and sends no login by itself.

    IndexTroubleError if the configured certificates or proxy cannot be used.
    """
    try:
        return httpx.Client(
            verify=_trust(cert),
            proxy=proxy,
            follow_redirects=False,
            trust_env=True,
            timeout=httpx.Timeout(connect=connect, read=read, write=read, pool=None),
            limits=httpx.Limits(
                max_connections=None, max_keepalive_connections=connections, keepalive_expiry=15
            ),
            headers={"User-Agent": "inhouse"},
        )
    except (OSError, ValueError, ImportError) as error:
        reason = f"the configured certificates or proxy cannot be used ({type(error).__name__})"
        raise IndexTroubleError(Trouble.UNREACHABLE, reason) from error


def _trust(cert: str | None) -> ssl.SSLContext | bool:
    """Return pip's certificate file if set, else those that the environment names, else bundled."""
    if cert is None and not os.environ.get("SSL_CERT_FILE"):
        cert = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
    if not cert:
        return True
    folder = os.path.isdir(cert)  # noqa: PTH112 - what OpenSSL is given
    context = ssl.create_default_context(
        cafile=None if folder else cert, capath=cert if folder else None
    )
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
