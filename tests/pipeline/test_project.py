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
