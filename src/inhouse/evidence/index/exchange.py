"""One request and its answer, byte by byte into memory, up to a limit."""

from __future__ import annotations

import re
import threading
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from inhouse.evidence.index.credentials import host_of, without_login
from inhouse.evidence.index.trouble import IndexTroubleError, Trouble

if TYPE_CHECKING:
    import httpx

_CONTENT_RANGE = re.compile(r"^bytes (\d+)-(\d+)/(\d+)$")
_TRY_AGAIN = (-3, 2, 11002)  # EAI_AGAIN of Linux, of BSD and macOS, and of Windows
_FULL, _PARTIAL = 200, 206


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What is asked: `limit` bounds the body, `packed` allows compression on the way."""

    url: str
    accept: str
    limit: int
    tail: int | None
    packed: bool

    def moved_to(self, url: str) -> Exchange:
        """Return the same question for another URL."""
        return replace(self, url=url)


@dataclass(slots=True)
class Received:
    """What one attempt has brought; a broken-off file can be resumed from it."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)
    total: int | None = None
    trouble: IndexTroubleError | None = None
    transient: bool = True
    retry_after: float | None = None
    resumable: str | None = None  # the ETag or date that the first part had, "" for neither
    done: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)

    def next_attempt(self) -> Received:
        """Return what the next attempt starts with: the first part, where it can be resumed."""
        if self.resumable is None:
            return Received()
        return Received(body=self.body, resumable=self.resumable)


def exchange(
    http: httpx.Client,
    wanted: Exchange,
    login: str | None,
    held: Received,
    stopped: threading.Event,
) -> None:
    """Make one attempt and fill `held`; never raises, always sets `held.done`."""
    import httpx

    done, left = held.done, held.left
    host = host_of(wanted.url)
    try:
        headers = _headers(wanted, login, held)
        with http.stream("GET", without_login(wanted.url), headers=headers) as response:
            _take(response, wanted, held, left, stopped)
    except IndexTroubleError as error:
        held.trouble = error
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
        held.trouble = _no_connection(host, error)
        held.transient = not _final(error)
    except httpx.TimeoutException:
        held.trouble = IndexTroubleError(Trouble.UNREACHABLE, f"{host} stopped answering")
    except Exception as error:  # noqa: BLE001 - this thread must report whatever happens
        broke = "broke off" if isinstance(error, httpx.TransportError) else type(error).__name__
        held.trouble = IndexTroubleError(Trouble.UNREACHABLE, f"{host}: the answer {broke}")
    finally:
        done.set()


def _headers(wanted: Exchange, login: str | None, held: Received) -> dict[str, str]:
    headers = {
        "Accept": wanted.accept,
        "Accept-Encoding": "gzip" if wanted.packed else "identity",
    }
    if login is not None:
        headers["Authorization"] = login
    if wanted.tail is not None:
        headers["Range"] = f"bytes=-{wanted.tail}"
    elif held.body and held.resumable is not None:
        headers["Range"] = f"bytes={len(held.body)}-"
        if held.resumable:
            headers["If-Range"] = held.resumable
    return headers


def _take(
    response: httpx.Response,
    wanted: Exchange,
    held: Received,
    left: threading.Event,
    stopped: threading.Event,
) -> None:
    host = host_of(wanted.url)
    held.headers = {key.lower(): value for key, value in response.headers.items()}
    held.retry_after = _seconds(held.headers.get("retry-after"))
    if response.status_code not in (_FULL, _PARTIAL):
        held.status = response.status_code
        return
    _position(response.status_code, wanted, held, host)
    for block in _unpacked(response, wanted.limit, host):
        if left.is_set() or stopped.is_set():
            return
        held.body += block
        if len(held.body) > wanted.limit:
            held.transient = False
            raise _too_large(host, held.total, wanted.limit)
    if held.total is not None and wanted.tail is None and len(held.body) != held.total:
        raise IndexTroubleError(Trouble.UNREACHABLE, f"{host}: the answer broke off")
    held.status = response.status_code


def _position(status: int, wanted: Exchange, held: Received, host: str) -> None:
    """Work out where the coming bytes belong, and refuse a file that is too large up front."""
    length = _whole(held.headers.get("content-length"))
    encoded = held.headers.get("content-encoding", "identity") != "identity"
    part = _CONTENT_RANGE.match(held.headers.get("content-range", ""))
    if status == _PARTIAL:
        start = int(part[1]) if part else -1
        if wanted.tail is None and start != len(held.body):
            held.body, held.resumable = bytearray(), None
            raise IndexTroubleError(Trouble.UNREACHABLE, f"{host} sent another part")
        if wanted.tail is not None:
            held.body = bytearray()
        held.total = int(part[3]) if part else None
    else:
        held.body = bytearray()
        held.total = None if encoded else length
        if wanted.tail is None and not encoded and held.headers.get("accept-ranges") == "bytes":
            held.resumable = held.headers.get("etag") or held.headers.get("last-modified", "")
    expected = length if wanted.tail is not None and status == _PARTIAL else held.total
    if expected is not None and expected > wanted.limit:
        held.transient = False
        raise _too_large(host, held.total, wanted.limit)


def _unpacked(response: httpx.Response, limit: int, host: str) -> Iterator[bytes]:
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("", "identity"):
        yield from response.iter_raw()
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise IndexTroubleError(Trouble.SENSELESS, f"{host} answers in an encoding not asked for")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    taken = 0
    try:
        for packed in response.iter_raw():
            block = unpacker.decompress(packed, limit + 1 - taken)
            taken += len(block)
            yield block
    except zlib.error as error:
        raise IndexTroubleError(Trouble.SENSELESS, f"{host} sent damaged gzip data") from error
    if not unpacker.eof:
        raise IndexTroubleError(Trouble.UNREACHABLE, f"{host}: the answer broke off")


def _no_connection(host: str, error: Exception) -> IndexTroubleError:
    text = str(error)
    if "CERTIFICATE" in text.upper():
        reason = f"{host} has a certificate that is not trusted"
    else:
        reason = f"{host} cannot be reached"
    return IndexTroubleError(Trouble.UNREACHABLE, reason, hostless=True)


def _final(error: BaseException | None) -> bool:
    """Tell whether trying again is of no use: a name without address, a wrong certificate."""
    while error is not None:
        kind = type(error).__name__
        if kind == "gaierror" and isinstance(error, OSError) and error.errno not in _TRY_AGAIN:
            return True
        if kind == "SSLCertVerificationError":
            return True
        error = error.__cause__ or error.__context__
    return False


def _too_large(host: str, total: int | None, limit: int) -> IndexTroubleError:
    size = f"{total} bytes" if total is not None else f"more than {limit} bytes"
    return IndexTroubleError(Trouble.TOO_LARGE, f"{host} offers {size}", total)


def _seconds(text: str | None) -> float | None:
    return float(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None
