"""What inhouse relies on in pip-audit, which promises none of it. Fails when a name moves."""

from __future__ import annotations

import contextlib
import inspect
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from packaging.version import Version

from inhouse.evidence.advisories import ask
from inhouse.evidence.advisories.pip_audit_adapter import load_pip_audit
from tests.evidence.advisories.asking import Shelf, pypi
from tests.evidence.advisories.loopback import Loopback, honest

SERVICE = load_pip_audit()


def test_the_pinned_release_is_installed() -> None:
    assert Version("2.10") <= Version(version("pip-audit")) < Version("3")


def test_the_services_are_built_as_we_build_them() -> None:
    assert list(inspect.signature(SERVICE.PyPIService).parameters)[:2] == ["cache_dir", "timeout"]
    parameters = inspect.signature(SERVICE.OsvService).parameters
    assert list(parameters) == ["cache_dir", "timeout", "osv_url"]
    assert SERVICE.OsvService.DEFAULT_OSV_URL.startswith("https://")


def test_a_query_takes_a_resolved_dependency_and_uses_the_session_we_give_it() -> None:
    calls: list[tuple[str, list[str]]] = []

    class Recorder:
        def __getattr__(self, name: str) -> object:
            def call(**arguments: object) -> None:
                calls.append((name, sorted(arguments)))
                raise ZeroDivisionError

            return call

    spec = SERVICE.ResolvedDependency("idna", Version("3.4"))
    for kind in SERVICE.PyPIService, SERVICE.OsvService:
        service = kind(Path(os.devnull) / "nowhere", None)
        service.session = Recorder()
        with contextlib.suppress(ZeroDivisionError):
            service.query(spec)
    assert calls == [("get", ["timeout", "url"]), ("post", ["data", "timeout", "url"])]


def test_a_result_has_the_fields_we_read() -> None:
    fields = SERVICE.VulnerabilityResult.__dataclass_fields__
    assert {"id", "aliases", "fix_versions"} <= set(fields)
    assert issubclass(SERVICE.SkippedDependency, SERVICE.Dependency)


def test_asking_writes_nothing_but_our_own_store(tmp_path: Path) -> None:
    """pip-audit on its own would share pip's HTTP cache and clear an old folder in the home."""
    program = (
        "import sys\n"
        "from inhouse.evidence.advisories import advisory_source, ask\n"
        "from inhouse.evidence.store import Store\n"
        "source = advisory_source('pypi:' + sys.argv[1])\n"
        "print(ask([('idna', '3.4')], source, Store(None)).answers['idna', '3.4'].state)\n"
    )
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "LOCALAPPDATA": str(tmp_path / "local"),
    }
    with Loopback.running(honest()) as server:
        done = subprocess.run(
            [sys.executable, "-c", program, server.url],
            capture_output=True,
            text=True,
            env=environment,
            cwd=tmp_path,
        )
    assert done.stdout == "clean\n", done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_pip_py_in_the_project_is_not_run(tmp_path: Path) -> None:
    """Importing pip_api, as pip-audit does, starts `python -m pip` in the current folder."""
    (tmp_path / "pip.py").write_text("open('ran', 'w').close()\n")
    adapter = "inhouse.evidence.advisories.pip_audit_adapter"
    program = f"import sys\nfrom {adapter} import load_pip_audit\nload_pip_audit()\n"
    program += "assert 'pip_api' not in sys.modules\n"
    # -P keeps the folder off our own path, as an installed command does.
    subprocess.run([sys.executable, "-P", "-c", program], check=True, cwd=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["pip.py"]


def test_the_address_of_the_service_is_pip_audit_s_own() -> None:
    from inhouse.evidence.advisories.wire import GuardedAdapter, Wire

    class Deaf(GuardedAdapter):
        def send(self, request, *_, **__):  # type: ignore[no-untyped-def]
            raise LookupError(request.url)

    service = SERVICE.PyPIService(Path(os.devnull) / "nowhere", None)
    service.session = Wire(Deaf(size=1, until=0), None)
    try:
        service.query(SERVICE.ResolvedDependency("idna", Version("3.4")))
    except LookupError as error:
        asked = str(error)
    assert asked.startswith("https://")
    assert asked.endswith("/pypi/idna/3.4/json")


def test_loopback_is_reached_with_that_contract() -> None:
    with Loopback.running(honest()) as server:
        assert ask([("idna", "3.4")], pypi(server), Shelf()).answers["idna", "3.4"].state == "clean"
