from __future__ import annotations

import pytest

from inhouse.errors import InputError, UsageError
from inhouse.lockfiles._choose import choose
from inhouse.manifests import is_manifest
from inhouse.manifests import read as read_manifest
from tests.lockfiles.tools import CORPUS, need_corpus

PINNED, LOOSE = "a==1\n", "a>=1\n"


def chosen(
    files: dict[str, str],
    option: str | None = None,
    setting: str | None = None,
    lock_format: str | None = None,
) -> str | None:
    def read(path: str) -> str:
        if path not in files:
            raise InputError(path, "is missing")
        return files[path]

    return choose(files, option=option, setting=setting, lock_format=lock_format, read=read)


@pytest.mark.parametrize(
    "files",
    [
        {"uv.lock": "", "poetry.lock": ""},
        {"uv.lock": "", "requirements.txt": PINNED},
        {"requirements.txt": PINNED, "requirements-dev.txt": PINNED},
        {"requirements/a.txt": PINNED, "requirements/b.txt": PINNED},
    ],
)
def test_several_are_an_error_that_lists_them(files: dict[str, str]) -> None:
    listed = ", ".join(sorted(files, key=lambda name: (name.startswith("req"), name)))
    with pytest.raises(UsageError, match=f"several lockfiles: {listed}; say which with --lock"):
        chosen(files)


def test_a_name_that_no_format_has() -> None:
    with pytest.raises(UsageError, match=r"--lock lock.json: no lockfile .* found: uv.lock"):
        chosen({"uv.lock": ""}, option="lock.json")


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"requirements.txt": LOOSE},
        {"requirements.txt": "-r missing.txt"},
        {"pyproject.toml": "", "robots.txt": PINNED, "sub/uv.lock": ""},
    ],
)
def test_none(files: dict[str, str]) -> None:
    assert chosen(files) is None


def test_the_option_wins_then_the_setting_then_the_tool() -> None:
    files = {"uv.lock": "", "poetry.lock": "", "pdm.lock": "", "requirements.txt": PINNED}
    assert chosen(files, "./pdm.lock", "poetry.lock", "uv") == "pdm.lock"
    assert chosen(files, None, "poetry.lock", "uv") == "poetry.lock"
    assert chosen(files, lock_format="uv") == "uv.lock"
    assert chosen(files, option="contrib/deep/requirements.txt") == "contrib/deep/requirements.txt"
    assert chosen({"poetry.lock": ""}, lock_format="uv") == "poetry.lock"


def test_the_tools_own_file_before_its_variants() -> None:
    files = {"pdm.lock": "", "pdm.minimal.lock": ""}
    assert chosen(files, lock_format="pdm") == "pdm.lock"


def test_requirements_files() -> None:
    assert chosen({"requirements.txt": PINNED, "requirements-dev.txt": LOOSE}) == "requirements.txt"
    assert chosen({"requirements/main.txt": PINNED}) == "requirements/main.txt"
    files = {
        "requirements.txt": "-r requirements/main.txt\n-r requirements/dev.txt",
        "requirements/main.txt": PINNED,
        "requirements/dev.txt": PINNED,
        "requirements/loose.txt": LOOSE,
    }
    assert chosen(files) == "requirements.txt"


REAL = {
    "ibis-project__ibis": "uv.lock",
    "paperless-ngx__paperless-ngx": "uv.lock",
    "pypi__warehouse": "requirements.txt",
    "spesmilo__electrum": None,
    "openapi-generators__openapi-python-client": "pdm.lock",
    "ONSdigital__response-operations-ui": "Pipfile.lock",
    "snowflakedb__snowflake-cli": "pylock.toml",
}


@pytest.mark.parametrize("project", REAL)
def test_real_projects(project: str) -> None:
    need_corpus()
    folder = CORPUS / project
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    texts = {name: (folder / name).read_text("utf-8") for name in names if is_manifest(name)}
    answer = choose(
        names,
        option=None,
        setting=None,
        lock_format=read_manifest(texts).lock_format,
        read=lambda name: (folder / name).read_text("utf-8"),
    )
    assert answer == REAL[project]
