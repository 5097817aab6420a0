from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from inhouse.evidence.index.client import IndexClient, Limits
from inhouse.evidence.index.credentials import Credentials, shown_url
from inhouse.evidence.index.trouble import IndexTroubleError, Trouble
from tests.loopback import Loopback, until

pytestmark = pytest.mark.once

QUICK = Limits(connect=1, read=1, deadline=1.0, attempts=3, backoff=0.01, longest_wait=0.1)


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback() as loopback:
        yield loopback


@pytest.fixture
def client() -> Iterator[IndexClient]:
    with IndexClient(Credentials((), {"HOME": "/nowhere"}), limits=QUICK) as made:
        yield made


def trouble(client: IndexClient, url: str, limit: int | None = None) -> IndexTroubleError:
    with pytest.raises(IndexTroubleError) as caught:
        client.get(url, limit=limit)
    return caught.value


def test_a_missing_page_is_not_asked_for_twice(server: Loopback, client: IndexClient) -> None:
    assert trouble(client, server.url + "/none/").kind is Trouble.ABSENT
    assert server.count("/none/") == 1


def test_a_refusal_is_not_retried(server: Loopback, client: IndexClient) -> None:
    url = server.add("/private/", status=401)
    assert trouble(client, url).kind is Trouble.REFUSED
    assert server.count("/private/") == 1


def test_redirects_in_circles_end(server: Loopback, client: IndexClient) -> None:
    server.add("/a", status=302, headers={"Location": "/b"})
    url = server.add("/b", status=302, headers={"Location": "/a"})
    error = trouble(client, url)
    assert error.kind is Trouble.SENSELESS
    assert "redirects in circles" in error.reason
    assert len(server.seen) == QUICK.redirects + 1


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://[", ""])
def test_redirects_elsewhere_than_http_are_refused(
    server: Loopback, client: IndexClient, target: str
) -> None:
    url = server.add("/a", status=301, headers={"Location": target})
    assert trouble(client, url).kind is Trouble.SENSELESS


def test_a_slow_drip_ends_at_the_deadline(server: Loopback, client: IndexClient) -> None:
    client.limits = Limits(read=5, deadline=0.3, attempts=1)
    url = server.add("/drip", b"x" * 10_000, drip=0.01)
    began = time.monotonic()
    assert "did not finish" in trouble(client, url).reason
    assert time.monotonic() - began < 20


def test_headers_that_drip_in_end_at_the_deadline(server: Loopback, client: IndexClient) -> None:
    client.limits = Limits(read=5, deadline=0.3, attempts=1)
    url = server.add("/drip", b"x", slow_headers=0.01)
    began = time.monotonic()
    assert "did not finish" in trouble(client, url).reason
    assert time.monotonic() - began < 20


def test_a_stalled_answer_is_given_up(server: Loopback, client: IndexClient) -> None:
    client.limits = Limits(read=0.2, deadline=3, attempts=1)
    url = server.add("/stall", b"x" * 10, drip=2)
    assert "stopped answering" in trouble(client, url).reason


def test_a_body_above_the_limit_is_refused_by_its_stated_size(
    server: Loopback, client: IndexClient
) -> None:
    error = trouble(client, server.add("/big", b"x" * 5_000), limit=1_000)
    assert (error.kind, error.size) == (Trouble.TOO_LARGE, 5_000)
    assert server.count("/big") == 1


def test_a_body_without_a_size_is_cut_at_the_limit(server: Loopback, client: IndexClient) -> None:
    packed = gzip.compress(b"\0" * 40_000_000)
    url = server.add("/bomb", packed, headers={"Content-Encoding": "gzip"})
    client.limits = Limits(page=100_000, attempts=1)
    assert trouble(client, url).kind is Trouble.TOO_LARGE


def test_damaged_gzip_is_a_reason(server: Loopback, client: IndexClient) -> None:
    url = server.add("/bad", b"not gzip", headers={"Content-Encoding": "gzip"})
    assert trouble(client, url).kind is Trouble.SENSELESS


def test_a_host_that_takes_no_connection_is_asked_once(client: IndexClient) -> None:
    with Loopback() as gone:
        url = gone.url
    first = trouble(client, url + "/a")
    assert first.kind is Trouble.UNREACHABLE
    asked = client.requests
    assert trouble(client, url + "/b").reason == first.reason
    assert client.requests == asked


def test_a_host_that_keeps_failing_is_given_up(server: Loopback, client: IndexClient) -> None:
    client.limits = Limits(attempts=1, patience=2)
    url = server.add("/down", status=503)
    for _ in range(4):
        trouble(client, url)
    assert server.count("/down") == 2


def test_server_errors_are_retried(server: Loopback, client: IndexClient) -> None:
    url = server.add("/page", b"fine", first=(503, 502))
    assert client.get(url).body == b"fine"
    assert server.count("/page") == 3


def test_retry_after_is_capped(server: Loopback, client: IndexClient) -> None:
    url = server.add("/busy", b"fine", first=(429,), headers={"Retry-After": "3600"})
    began = time.monotonic()
    assert client.get(url).body == b"fine"
    assert time.monotonic() - began < 20


def test_a_broken_off_download_is_resumed(server: Loopback, client: IndexClient) -> None:
    body = bytes(range(256)) * 40
    url = server.add("/file", body, ranges=True, cut=(4_000, 3_000))
    assert client.get(url, limit=100_000).body == body
    ranges = [seen.headers.get("range") for seen in server.seen]
    assert ranges[0] is None
    assert all(asked is not None and asked.endswith("-") for asked in ranges[1:])


def test_a_broken_off_download_starts_again_without_ranges(
    server: Loopback, client: IndexClient
) -> None:
    body = bytes(range(256)) * 40
    url = server.add("/file", body, cut=(4_000,))
    assert client.get(url, limit=100_000).body == body
    assert [seen.headers.get("range") for seen in server.seen] == [None, None]


def test_a_lie_about_the_size_is_a_broken_answer(server: Loopback, client: IndexClient) -> None:
    url = server.add("/lie", b"short", claim=500)
    assert "broke off" in trouble(client, url).reason


def test_the_tail_of_a_file(server: Loopback, client: IndexClient) -> None:
    url = server.add("/file", b"0123456789", ranges=True)
    reply = client.get(url, tail=4, limit=100)
    assert (reply.status, reply.body, reply.total) == (206, b"6789", 10)


def test_a_server_without_ranges_gives_the_whole_file(
    server: Loopback, client: IndexClient
) -> None:
    reply = client.get(server.add("/file", b"0123456789"), tail=4, limit=100)
    assert (reply.status, reply.body) == (200, b"0123456789")


def test_a_login_goes_to_its_own_host_only(server: Loopback) -> None:
    with Loopback(host="localhost") as other, Loopback() as third:
        target = other.add("/file", b"data")
        url = server.add("/simple/", status=302, headers={"Location": target})
        logins = Credentials([url.replace("://", "://me:secret@")], {"HOME": "/nowhere"})
        with IndexClient(logins, limits=QUICK) as client:
            assert client.get(url).body == b"data"
            client.get(third.add("/x", b""))
        assert server.seen[0].headers["authorization"].startswith("Basic ")
        assert "authorization" not in other.seen[0].headers
        assert "authorization" not in third.seen[0].headers


def test_netrc_is_asked_for_the_host(server: Loopback, tmp_path: Path) -> None:
    place = tmp_path / "netrc"
    place.write_text("machine 127.0.0.1 login me password secret\n")
    with (
        Loopback(host="localhost") as other,
        IndexClient(Credentials((), {"NETRC": str(place)}), limits=QUICK) as client,
    ):
        client.get(server.add("/a", b""))
        client.get(other.add("/a", b""))
        assert "authorization" in server.seen[0].headers
        assert "authorization" not in other.seen[0].headers


def test_no_login_is_ever_shown(client: IndexClient) -> None:
    with Loopback() as gone:
        url = gone.url.replace("://", "://me:secret@")
    assert "secret" not in str(trouble(client, url + "/simple/"))
    assert shown_url("https://me:secret@index.example/simple?token=x") == (
        "https://index.example/simple"
    )


def test_closing_ends_requests_under_way(server: Loopback) -> None:
    url = server.add("/drip", b"x" * 10_000, drip=0.05)
    client = IndexClient(limits=Limits(deadline=60))
    seen: list[IndexTroubleError] = []
    worker = threading.Thread(target=lambda: seen.append(trouble(client, url)))
    worker.start()
    assert until(lambda: server.seen)
    began = time.monotonic()
    client.close()
    worker.join(5)
    assert seen[0].kind is Trouble.STOPPED
    assert time.monotonic() - began < 20
