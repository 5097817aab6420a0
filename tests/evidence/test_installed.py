from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from inhouse.evidence.contents import UnreadableError
from inhouse.evidence.environment import Environment, read_environment
from inhouse.evidence.installed import InstalledContents, installed_metadata, open_installed
from inhouse.model.evidence import Missing
from tests.evidence.archives import METADATA


def line(path: str, data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(data)}"


def install(
    root: Path,
    name: str = "tiny",
    files: Mapping[str, str] | None = None,
    record: tuple[str, ...] = (),
) -> Path:
    """Install a distribution as pip would and return its site-packages."""
    site = root / "lib" / "python3.12" / "site-packages"
    info = site / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (root / "pyvenv.cfg").write_text("version = 3.12.1\n")
    listed = dict(files if files is not None else {f"{name}.py": "x = 1\n"})
    listed[f"{info.name}/METADATA"] = METADATA.format(name=name, version="1.0", more="")
    rows = []
    for path, text in listed.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text)
        rows.append(line(path, text.encode()))
    rows += [f"{info.name}/RECORD,,", *record]
    (info / "RECORD").write_text("\n".join(rows) + "\n")
    return site


def environment(root: Path) -> Environment:
    found = read_environment(root)
    assert found is not None
    return found


def contents(root: Path) -> InstalledContents:
    return InstalledContents(environment(root).distributions[0])


def refusal(root: Path) -> str:
    with pytest.raises(UnreadableError) as caught:
        contents(root).check()
    return str(caught.value)


def test_files_as_recorded(tmp_path: Path) -> None:
    site = install(tmp_path, record=("../../../bin/tiny,,", "__pycache__/tiny.cpython-312.pyc,,"))
    found = contents(tmp_path)
    found.check()
    assert [e.path for e in found.entries] == ["tiny-1.0.dist-info/METADATA", "tiny.py"]
    assert found.read("tiny.py") == b"x = 1\n"
    assert found.apart == ("../../../bin/tiny",)
    record = (site / "tiny-1.0.dist-info" / "RECORD").read_bytes()
    assert found.artifact == "installed:" + hashlib.sha256(record).hexdigest()
    assert found.metadata is not None
    assert found.entry_points is None


@pytest.mark.parametrize("path", ["../../../../evil.py", "/etc/passwd"])
def test_a_record_that_leaves_the_environment_is_refused(tmp_path: Path, path: str) -> None:
    install(tmp_path, record=(f"{path},,",))
    assert "outside the environment" in refusal(tmp_path)


def test_a_missing_file_is_a_reason(tmp_path: Path) -> None:
    (install(tmp_path) / "tiny.py").unlink()
    assert "not there any more" in refusal(tmp_path)


def test_a_changed_file_is_a_reason(tmp_path: Path) -> None:
    site = install(tmp_path)
    (site / "tiny.py").write_text("x = 2\n")
    with pytest.raises(UnreadableError, match="was changed"):
        contents(tmp_path).read("tiny.py")
    (site / "tiny.py").write_text("x = 12345\n")
    assert "was changed" in refusal(tmp_path)


def test_a_link_out_of_the_environment_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x = 1\n")
    site = install(tmp_path / "venv")
    (site / "tiny.py").unlink()
    (site / "tiny.py").symlink_to(secret)
    with pytest.raises(UnreadableError, match="leaves the environment"):
        contents(tmp_path / "venv").read("tiny.py")


def test_editable_installs_are_elsewhere(tmp_path: Path) -> None:
    install(tmp_path, files={"__editable__.tiny-1.0.pth": "/home/me/tiny/src\n"})
    assert "editable" in refusal(tmp_path)


def test_code_without_a_hash_changes_the_artifact(tmp_path: Path) -> None:
    site = install(tmp_path, files={"other.txt": ""}, record=("tiny.py,,",))
    (site / "tiny.py").write_text("x = 1\n")
    first = contents(tmp_path).artifact
    (site / "tiny.py").write_text("x = 2\n")
    assert contents(tmp_path).artifact != first


@pytest.mark.parametrize("record", [b"", b'"unclosed', b"\xff\xfe\x00", b"a\0b,,\n", b"," * 300])
def test_any_record_is_read_or_refused(tmp_path: Path, record: bytes) -> None:
    site = install(tmp_path)
    (site / "tiny-1.0.dist-info" / "RECORD").write_bytes(record)
    try:
        contents(tmp_path).check()
    except UnreadableError as error:
        assert "\n" not in str(error)


def test_without_a_record_there_is_nothing_to_go_by(tmp_path: Path) -> None:
    (install(tmp_path) / "tiny-1.0.dist-info" / "RECORD").unlink()
    assert "RECORD" in refusal(tmp_path)


def test_egg_info_with_a_list_of_files(tmp_path: Path) -> None:
    site = install(tmp_path)
    egg = site / "old-2.0-py3.12.egg-info"
    egg.mkdir()
    (egg / "PKG-INFO").write_text(METADATA.format(name="old", version="2.0", more=""))
    (egg / "installed-files.txt").write_text("../old.py\nPKG-INFO\n")
    (site / "old.py").write_text("y = 1\n")
    (old,) = environment(tmp_path).named("old")  # type: ignore[arg-type]
    assert (old.version, [e.path for e in open_installed(old).entries]) == (
        "2.0",
        ["old-2.0-py3.12.egg-info/PKG-INFO", "old.py"],
    )
    assert "Name: old" in (installed_metadata(old) or "")


def test_egg_info_without_one(tmp_path: Path) -> None:
    site = install(tmp_path)
    (site / "old-2.0.egg-info").write_text("Name: old\n")
    (old,) = environment(tmp_path).named("old")  # type: ignore[arg-type]
    with pytest.raises(UnreadableError, match="without a list"):
        open_installed(old)
    assert not isinstance(installed_metadata(old), Missing)
