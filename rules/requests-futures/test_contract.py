"""What is claimed of requests_futures, beside an executor that is given a session's methods."""

import io
import os
import threading
import warnings
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, ThreadPoolExecutor

import pytest
import requests
from requests.adapters import BaseAdapter, HTTPAdapter

ADDRESS = "test://host/page"


class Answers(BaseAdapter):
    """Answers without a network, and tells the thread that was asked."""

    def __init__(self):
        super().__init__()
        self.begun, self.go = threading.Semaphore(0), threading.Event()
        self.go.set()

    def send(self, request, **_keywords):
        self.begun.release()
        self.go.wait(10)
        if request.url.endswith("wrong"):
            raise requests.ConnectionError("no such host")
        response = requests.Response()
        response.status_code, response.request, response.url = 200, request, request.url
        response.headers["Thread"] = threading.current_thread().name
        response.raw = io.BytesIO(b"7")
        return response

    def close(self):
        pass


def answering(session):
    adapter = Answers()
    session.mount("test://", adapter)
    return adapter


@pytest.mark.parametrize("verb", ["get", "options", "head", "post", "put", "patch", "delete"])
def test_each_call_gives_a_future(subject, verb):
    with subject.sessions.FuturesSession() as session, ThreadPoolExecutor() as executor:
        answering(session)
        plain = requests.Session()
        answering(plain)
        ours = getattr(session, verb)(ADDRESS)
        theirs = executor.submit(getattr(plain, verb), ADDRESS)
        assert type(ours) is type(theirs) is Future
        for response in (ours.result(), theirs.result()):
            assert type(response) is requests.Response
            assert (response.status_code, response.content) == (200, b"7")
            assert response.request.method == verb.upper()
            assert response.headers["Thread"].startswith("ThreadPoolExecutor-")


def test_errors_come_from_the_result(subject):
    with subject.sessions.FuturesSession() as session, ThreadPoolExecutor() as executor:
        answering(session)
        plain = requests.Session()
        answering(plain)
        for future in (session.get("test://wrong"), executor.submit(plain.get, "test://wrong")):
            with pytest.raises(requests.ConnectionError, match="no such host"):
                future.result()
        for future in (session.get("none://x"), executor.submit(plain.get, "none://x")):
            assert type(future.exception()) is requests.exceptions.InvalidSchema


def test_the_session_is_shared(subject):
    with subject.sessions.FuturesSession() as session, ThreadPoolExecutor() as executor:
        plain = requests.Session()
        for each in (session, plain):
            answering(each)
            each.headers["X-Name"] = "one"
            each.cookies["c"] = "1"
        futures = [session.get(ADDRESS), session.get(ADDRESS), executor.submit(plain.get, ADDRESS)]
        for future in futures:
            assert future.result().request.headers["X-Name"] == "one"
        assert isinstance(session, requests.Session)
        assert session.cookies.get_dict() == plain.cookies.get_dict() == {"c": "1"}


def test_how_many_threads(subject):
    with subject.sessions.FuturesSession() as session:
        assert type(session.executor) is ThreadPoolExecutor
        assert session.executor._max_workers == 8
    with subject.sessions.FuturesSession(max_workers=3) as session:
        assert session.executor._max_workers == 3
    processors = getattr(os, "process_cpu_count", os.cpu_count)() or 1
    with ThreadPoolExecutor() as executor:
        assert executor._max_workers == min(32, processors + 4)


def pool(session):
    adapter = session.get_adapter("https://host.example")
    return adapter._pool_connections, adapter._pool_maxsize


def test_the_pool_of_connections(subject):
    for workers, size in ((10, 10), (11, 11), (40, 40)):
        with subject.sessions.FuturesSession(max_workers=workers) as session:
            assert pool(session) == (size, size)
    with subject.sessions.FuturesSession(adapter_kwargs={"pool_maxsize": 17}) as session:
        assert pool(session) == (10, 17)
    plain = requests.Session()
    assert pool(plain) == (10, 10)
    plain.mount("https://", HTTPAdapter(pool_connections=40, pool_maxsize=40))
    assert pool(plain) == (40, 40)


def test_an_executor_of_ones_own(subject):
    with ThreadPoolExecutor(20, thread_name_prefix="mine") as executor:
        with subject.sessions.FuturesSession(executor, max_workers=30) as session:
            assert session.executor is executor
            assert pool(session) == (10, 10)
            answering(session)
            assert session.get(ADDRESS).result().headers["Thread"].startswith("mine_")
        assert executor.submit(len, "abc").result() == 3


def test_a_session_of_ones_own(subject, distribution):
    plain = requests.Session()
    answering(plain)
    plain.headers["X-Name"] = "mine"
    with subject.sessions.FuturesSession(session=plain, max_workers=12) as session:
        assert session.get(ADDRESS).result().request.headers["X-Name"] == "mine"
        if distribution.version.startswith("1.0."):
            assert (pool(session), pool(plain)) == ((12, 12), (10, 10))
        else:
            assert (pool(session), pool(plain)) == ((10, 10), (12, 12))


def closed(close, first, second, adapter):
    """Close while one request is under way and one waits; return the two futures."""
    adapter.begun.acquire(timeout=10)
    closing = threading.Thread(target=close)
    closing.start()
    closing.join(0.2)
    waited = closing.is_alive()
    adapter.go.set()
    closing.join(10)
    return waited, first.result().status_code, second.cancelled()


def test_close(subject, distribution):
    cancels = not distribution.version.startswith("1.0.")
    session = subject.sessions.FuturesSession(max_workers=1)
    adapter = answering(session)
    adapter.go.clear()
    futures = session.get(ADDRESS), session.get(ADDRESS)
    assert closed(session.close, *futures, adapter) == (True, 200, cancels)
    if cancels:
        with pytest.raises(CancelledError):
            futures[1].result()
    with pytest.raises(RuntimeError, match="after shutdown"):
        session.get(ADDRESS)
    for cancel in (True, False):
        executor, plain = ThreadPoolExecutor(1), requests.Session()
        adapter = answering(plain)
        adapter.go.clear()
        futures = executor.submit(plain.get, ADDRESS), executor.submit(plain.get, ADDRESS)
        result = closed(lambda: executor.shutdown(cancel_futures=cancel), *futures, adapter)
        assert result == (True, 200, cancel)


def test_background_callback(subject):
    seen = []

    def parse(session, response):
        seen.append((session, threading.current_thread().name))
        return response.json()

    with subject.sessions.FuturesSession() as session, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        answering(session)
        assert session.get(ADDRESS, background_callback=parse).result() == 7
        assert seen[0][0] is session
        assert seen[0][1].startswith("ThreadPoolExecutor-")
        kept = session.get(ADDRESS, background_callback=lambda *_: None).result()
        assert (type(kept), kept.content) == (requests.Response, b"7")
    plain = requests.Session()
    answering(plain)
    with ThreadPoolExecutor() as executor:
        assert executor.submit(lambda: plain.get(ADDRESS).json()).result() == 7
    assert subject.sessions.wrap(1, lambda: 2, lambda *both: both) == (1, 2)
    assert subject.sessions.wrap(1, lambda: 2, lambda *_: None) == 2


def test_hooks(subject):
    def note(response, **_keywords):
        response.noted = threading.current_thread().name

    with subject.sessions.FuturesSession() as session, ThreadPoolExecutor() as executor:
        plain = requests.Session()
        answering(session)
        answering(plain)
        hooks = {"response": note}
        ours = session.get(ADDRESS, hooks=hooks)
        theirs = executor.submit(plain.get, ADDRESS, hooks=hooks)
        for future in (ours, theirs):
            assert future.result().noted == future.result().headers["Thread"]


def test_what_cannot_be_sent(subject):
    with (
        ProcessPoolExecutor(1) as executor,
        subject.sessions.FuturesSession(executor) as session,
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore", DeprecationWarning)
        with pytest.raises(RuntimeError) as caught:
            session.get(ADDRESS, background_callback=threading.Lock().locked)
    assert str(caught.value) == subject.sessions.PICKLE_ERROR
    assert subject.sessions.PICKLE_ERROR.startswith("Cannot pickle")
