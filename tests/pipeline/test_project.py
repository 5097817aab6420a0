from __future__ import annotations

from pathlib import Path

import pytest

from inhouse.errors import InputError
from inhouse.pipeline.project import open_project
from inhouse.pipeline.request import Request

NONE = "holds no lockfile and no environment"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({}, f"{NONE}; lock it first"),
        ({"pyproject.toml": "[project]\nname = 'a'\n"}, f"{NONE}; lock it first"),
        (
            {"requirements.txt": "six>=1\nattrs==1.0\n"},
            f"{NONE}, and requirements.txt does not pin every package; lock it first",
        ),
        (
            {"requirements.txt": "-r requirements/a.txt\n", "requirements/a.txt": "six\n"},
            f"{NONE}, and requirements.txt does not pin every package; lock it first",
        ),
    ],
)
def test_a_project_without_a_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: dict[str, str], said: str
) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    for rel, text in written.items():
        path = tmp_path / rel
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    with pytest.raises(InputError) as caught:
        open_project(Request(project=tmp_path, no_cache=True))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "changed", ["deps/a.txt", "deps/b.txt", "deps/c.txt", "m/one/pyproject.toml"]
)
def test_every_file_that_decides_the_graph_decides_what_is_cached(
    tmp_path: Path, changed: str
) -> None:
    files = {
        "pyproject.toml": "[project]\nname = 'a'\n[tool.uv.workspace]\nmembers = ['m/*']\n",
        "m/one/pyproject.toml": "[project]\nname = 'one'\n",
        "requirements.txt": "-r deps/a.txt\n-c deps/c.txt\n",
        "deps/a.txt": "-r b.txt\nsix==1.0\n",
        "deps/b.txt": "attrs==1.0\n",
        "deps/c.txt": "six==1.0\n",
        "deps/d.txt": "other==1.0\n",
    }
    for rel, text in files.items():
        path = tmp_path / rel
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    request = Request(project=tmp_path, no_cache=True, lock="requirements.txt")
    before = open_project(request).identity
    tmp_path.joinpath("deps/d.txt").write_text("other==2.0\n")
    assert open_project(request).identity == before
    tmp_path.joinpath(changed).write_text(files[changed] + "# more\n")
    assert open_project(request).identity != before
