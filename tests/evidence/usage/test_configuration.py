from __future__ import annotations

import pytest

from inhouse.evidence.usage.commands import mentions_in_text
from inhouse.evidence.usage.configuration import scan_configuration
from tests.evidence.usage.projects import fixture, result_of

USED = (
    "hatchling", "ruff", "mypy", "pydantic", "pytest", "xdist", "black", "isort", "pylint",
    "vulture", "coverage", "nose2", "build", "flake8", "honcho", "gunicorn", "uvicorn", "uv",
    "pre-commit", "mkdocs", "sphinx", "myst-parser", "furo", "corsheaders", "rest-framework",
    "cachalot", "whitenoise", "concurrent-log-handler", "pytester-plugin", "anyio", "poetry",
    "site-server", "poe", "tox",
)  # fmt: skip
UNUSED = ("bandit", "celery", "uwsgi", "dramatiq", "twine", "mike", "requests", "click", "urllib3")


def test_packages_named_in_configuration() -> None:
    usages = fixture("named-in-configuration", *USED, *UNUSED)
    used = {name for name, usage in usages.items() if usage.kinds}
    assert used == set(USED)
    assert {usages[name].kinds for name in USED} == {("config",)}
    assert not any(usage.imported or usage.call_sites for usage in usages.values())


def test_sites_name_file_and_line() -> None:
    usages = fixture("named-in-configuration", "vulture", "mkdocs", "honcho", "ruff")
    sites = {name: [(site.file, site.line) for site in each.sites] for name, each in usages.items()}
    assert sites == {
        "vulture": [("Makefile", 6)],
        "mkdocs": [(".github/workflows/ci.yml", 14)],
        "honcho": [("Dockerfile", 3)],
        "ruff": [("pyproject.toml", 11)],
    }


@pytest.mark.parametrize(
    ("line", "programs"),
    [
        ("echo ruff", ["echo"]),
        ("cd x && FOO=1 ruff check . | tee ruff.log", ["cd", "ruff", "tee"]),
        ("uv run --frozen --with x ruff", ["uv", "ruff"]),
        ("poetry run python -m pytest -p xdist", ["poetry", "pytest", "xdist"]),
        ("uv run -m pytest", ["uv", "pytest"]),
        ("exec gosu app gunicorn app:x", ["exec", "gosu", "gunicorn"]),
        ("./.venv/bin/ruff .", ["ruff"]),
        ("coverage run -m pytest", ["coverage", "pytest"]),
        ("celery -A shop beat -S beats.Scheduler -l info", ["celery", "beats.Scheduler"]),
        ("serve --worker-class lib.workers:Fast", ["serve", "lib.workers.Fast"]),
        ("cat README.rst -n notes.txt", ["cat"]),
        ("if ruff check; then exit 1; fi", ["ruff", "exit"]),
        ("pip install ruff", ["pip"]),
        ("python ruff.py", []),
        ("echo 'unfinished", ["echo"]),
        ("$(ruff --version)", ["ruff"]),
    ],
)
def test_command_position(line: str, programs: list[str]) -> None:
    assert [word for _, word in mentions_in_text(line)] == programs


def test_programs_run_from_python() -> None:
    source = (
        "import subprocess, sys\nsubprocess.run(['ruff', 'x'])\n"
        "subprocess.call([sys.executable, '-m', 'black'])\n"
        "def lint(session):\n    session.run('mypy', 'src')\n"
    )
    usages = result_of({"noxfile.py": source}, "ruff", "black", "mypy", "nox").usages
    assert [name for name, usage in usages.items() if usage.kinds] == ["ruff", "black", "mypy"]


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("x = ['six', 'eight']\n", ()),
        ("x = ['a six', '--port', '1']\n", ()),
        ("x = ['--port', 'six']\n", ()),
        ("x = [*y, 'six', '-v']\n", ()),
        ("x = []\n", ()),
        ("SERVERS = [param(['six', 'app:app', '--port', '1'], id='x')]\n", ("config",)),
        ("import sys\ncommand = [sys.executable, '-m', 'six']\n", ("config",)),
    ],
)
def test_command_lines_kept_in_lists(source: str, kinds: tuple[str, ...]) -> None:
    assert result_of({"app.py": source}, "six").usages["six"].kinds == kinds


@pytest.mark.parametrize(
    "source",
    [
        "URL = 'postgresql+six://x'\n",
        "URL = f'postgresql+six://{x}'\n",
        "read(x, engine='six')\n",
        "app.conf.worker = 'six.worker.Worker'\n",
    ],
)
def test_implementations_chosen_by_name(source: str) -> None:
    usage = result_of({"app.py": source}, "six").usages["six"]
    assert usage.kinds == ("config",)
    assert not usage.imported


@pytest.mark.parametrize(
    ("rel", "data"),
    [
        ("pyproject.toml", b"[tool\n"),
        ("pyproject.toml", b"tool = 1\nproject = []\n"),
        ("setup.cfg", b"no section = 1\n"),
        ("package.json", b"[" * 100_000),
        ("package.json", b"[]"),
        ("ci.yml", b"\xff\xfe: [\n"),
        (".github/workflows/x.yml", b"run:" * 1000),
        ("Makefile", b"\\\n" * 1000),
        ("x.sh", b"'\n\"\n`" * 100),
    ],
)
def test_broken_configuration_is_survived(rel: str, data: bytes) -> None:
    assert scan_configuration(data, rel).rows == {}


def test_broken_configuration_is_noted() -> None:
    (note,) = result_of({"pyproject.toml": "[tool\n"}, "six").notes
    assert note.text.startswith("pyproject.toml: ")
