"""What is claimed of requests_file, beside what requests and the standard library do."""

import ast
import errno
import http.server
import importlib.util
import io
import os
import re
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import requests


def session(adapter):
    made = requests.Session()
    made.mount("file://", adapter)
    made.trust_env = False
    return made


@pytest.fixture
def path(tmp_path):
    """Give a file of twelve bytes that are no UTF-8."""
    made = tmp_path / "a file.txt"
    made.write_bytes(b"caf\xe9 = 12,50")
    return made


def code_of(distribution):
    found = [each for each in distribution.files if str(each).startswith("requests_file")]
    (code,) = [
        each for each in found if str(each) in ("requests_file.py", "requests_file/__init__.py")
    ]
    return Path(str(distribution.locate_file(code))).read_text(encoding="utf-8")


def test_it_is_one_class(distribution):
    tree = ast.parse(code_of(distribution))
    (only,) = [node for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)]
    methods = [node.name for node in only.body if isinstance(node, ast.FunctionDef)]
    assert (only.name, methods) == ("FileAdapter", ["__init__", "send", "close"])
    required = [re.split("[ <>=]", each)[0] for each in distribution.requires]
    assert required == ["requests"]


def test_a_copy_gives_the_same(subject, distribution, path, tmp_path):
    module = tmp_path / "file_answers.py"
    module.write_text(code_of(distribution), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("file_answers", module)
    copied = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copied)
    answers = []
    for adapter in (subject.FileAdapter(), copied.FileAdapter()):
        for each in (path, tmp_path, tmp_path / "none"):
            found = session(adapter).get(each.as_uri())
            answers.append((found.status_code, found.content, dict(found.headers)))
    assert [each[0] for each in answers] == [200, 400, 404] * 2
    assert answers[:3] == answers[3:]


def test_a_file(subject, path):
    found = session(subject.FileAdapter()).get(path.as_uri())
    assert (found.status_code, found.content) == (200, b"caf\xe9 = 12,50")
    assert {key: int(value) for key, value in found.headers.items()} == {"Content-Length": 12}
    assert (found.encoding, found.url) == (None, path.as_uri())
    with pytest.raises(requests.exceptions.InvalidSchema, match="No connection adapters"):
        requests.Session().get(path.as_uri())
    assert path.read_bytes() == found.content


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (FileNotFoundError(errno.ENOENT, "none"), 404),
        (PermissionError(errno.EACCES, "not you"), 403),
        (IsADirectoryError(errno.EISDIR, "a folder"), 400),
        (OSError(errno.EMFILE, "too many"), 400),
    ],
    ids=["missing", "forbidden", "folder", "other"],
)
def test_what_cannot_be_read(subject, path, monkeypatch, error, status):
    def refuse(*_args, **_keywords):
        raise error

    asking = session(subject.FileAdapter())
    with monkeypatch.context() as patched:
        patched.setattr(io, "open", refuse)
        found = asking.get(path.as_uri())
    assert (found.status_code, found.ok) == (status, False)
    with pytest.raises(requests.HTTPError, match=str(status)):
        found.raise_for_status()
    here = {404: path.parent / "none", 400: path.parent}
    if error.errno != errno.EMFILE and status in here:
        with pytest.raises(type(error)):
            here[status].read_bytes()
        assert asking.get(here[status].as_uri()).status_code == status


def test_the_body_of_an_error(subject, distribution, tmp_path):
    missing = tmp_path / "none"
    found = session(subject.FileAdapter()).get(missing.as_uri())
    said = f"[Errno 2] No such file or directory: '{missing}'"
    assert found.text == said
    length, reason = found.headers["Content-Length"], found.reason
    if distribution.version.startswith("2."):
        assert (length, reason) == (len(said), None)
    else:
        assert (length, reason) == (str(len(said)), said)
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(missing.as_uri())


def test_methods(subject, path):
    asking = session(subject.FileAdapter())
    assert asking.head(path.as_uri()).content == path.read_bytes()
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        with pytest.raises(ValueError, match=f"Invalid request method {method}"):
            asking.request(method, path.as_uri())


def test_hosts(subject, path):
    asking = session(subject.FileAdapter())
    address = path.as_uri()
    assert asking.get(address.replace("file://", "file://localhost")).status_code == 200
    with pytest.raises(ValueError, match="hostname components are not permitted"):
        asking.get(address.replace("file://", "file://host.example"))


def test_escapes(subject, path):
    asking = session(subject.FileAdapter())
    address = path.as_uri()
    assert "a%20file.txt" in address
    assert asking.get(address + "?x=1#y").status_code == 200
    folder, _, name = address.rpartition("/")
    assert asking.get(f"{folder}%2F{name}").status_code == 404
    with urllib.request.urlopen(f"{folder}%2F{name}") as found:
        assert found.read() == path.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="has drives")
@pytest.mark.parametrize("drive", ["c:", "c|", "longer:"])
def test_drives(subject, tmp_path, monkeypatch, drive):
    monkeypatch.chdir(tmp_path)
    asking = session(subject.FileAdapter())
    seen = drive.replace("|", ":")
    found = asking.get(f"file:///{drive}/x")
    assert (found.status_code, found.text) == (
        404,
        f"[Errno 2] No such file or directory: '{seen}/x'",
    )
    (tmp_path / seen).mkdir()
    (tmp_path / seen / "x").write_bytes(b"of the current folder")
    assert asking.get(f"file:///{drive}/x").content == b"of the current folder"
    assert not Path(f"/{seen}/x").exists()


def test_the_root(subject):
    with pytest.raises(TypeError, match="join"):
        session(subject.FileAdapter()).get("file:///")


def test_without_length(subject, path, tmp_path):
    asking = session(subject.FileAdapter(set_content_length=False))
    for each, status in ((path, 200), (tmp_path / "none", 404)):
        found = asking.get(each.as_uri())
        assert (found.status_code, dict(found.headers)) == (status, {})


def test_redirects(subject, path):
    class Redirect(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(302)
            self.send_header("Location", path.as_uri())
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Redirect)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}/"
    try:
        with session(subject.FileAdapter()) as asking:
            found = asking.get(address)
        assert (found.status_code, found.url) == (200, path.as_uri())
        assert found.content == path.read_bytes()
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with pytest.raises(urllib.error.HTTPError, match="not allowed") as caught:
            opener.open(address)
        caught.value.close()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
