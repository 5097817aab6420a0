from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from inhouse.errors import IncompleteError
from inhouse.model.proof import Hole, Script, Trial
from inhouse.verifier.differential import Budget, compare
from inhouse.verifier.environment import Pin, provide
from inhouse.verifier.installing import Installer
from inhouse.verifier.pythons import choose, find_uv, version_of
from inhouse.verifier.sandbox import Sandbox

HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
NOWHERE = {"PATH": "/nowhere", "HOME": "/nowhere"}


def test_no_version_wanted_is_this_python() -> None:
    found = choose(None, NOWHERE)
    assert (found.python, found.note) == (Path(sys.executable), "")
    assert choose(HERE, NOWHERE).python == Path(sys.executable)


@pytest.mark.parametrize("wanted", ["3.99", "2.7", "3.6"])
def test_a_python_that_is_not_there_is_this_one_with_a_note(wanted: str) -> None:
    found = choose(wanted, NOWHERE)
    assert found.python == Path(sys.executable)
    assert wanted in found.note and found.version in found.note


def test_a_python_on_the_path_is_found(tmp_path: Path) -> None:
    fake = tmp_path / "python3.19"
    fake.write_text("#!/bin/sh\necho 3.19.2\n", encoding="utf-8")
    fake.chmod(0o755)
    found = choose("3.19", NOWHERE | {"PATH": str(tmp_path)})
    assert (found.python, found.version, found.note) == (fake, "3.19.2", "")


def test_what_is_no_python_has_no_version(tmp_path: Path) -> None:
    assert version_of(tmp_path / "none") is None
    assert version_of(Path("/bin/echo")) is None


def test_only_what_reaches_the_index_is_handed_on() -> None:
    environ = {
        "HOME": "/h", "SECRET": "x", "PYTHONPATH": "/p", "https_proxy": "http://proxy.example",
        "UV_INDEX_PRIVATE_PASSWORD": "p", "PIP_INDEX_URL": "https://index.example/simple",
        "GITHUB_TOKEN": "t", "VIRTUAL_ENV": "/v",
    }  # fmt: skip
    installer = Installer(uv=None, offline=False, index_url=None, environ=environ)
    assert set(installer._variables()) == {
        "HOME", "https_proxy", "UV_INDEX_PRIVATE_PASSWORD", "PIP_INDEX_URL", "LANG", "NO_COLOR",
        "UV_NO_PROGRESS",
    }  # fmt: skip


def test_an_index_that_is_given_takes_the_place_of_the_configured_one() -> None:
    environ = {"UV_DEFAULT_INDEX": "https://old.example", "PIP_INDEX_URL": "https://old.example"}
    installer = Installer(uv=None, offline=False, index_url="https://new.example", environ=environ)
    found = installer._variables()
    assert found["PIP_INDEX_URL"] == found["UV_DEFAULT_INDEX"] == "https://new.example"


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheels")
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder)]
    pins = ["inflection==0.5.1", "python-slugify==8.0.4", "text-unidecode==1.3", "pygtrie==2.5.0"]
    subprocess.run([*command, *pins], check=True)
    return folder


def pins_of(folder: Path, *names: str) -> tuple[Pin, ...]:
    found = []
    for path in sorted(folder.glob("*.whl")):
        name, version = path.name.split("-")[:2]
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        found.append(
            Pin(name=name.replace("_", "-"), version=version, hashes=(f"sha256:{digest}",))
        )
    return tuple(pin for pin in found if not names or pin.name in names)


@pytest.mark.index
@pytest.mark.parametrize("tool", ["uv", "pip"])
def test_an_environment_is_made_once_and_holds_exactly_the_pins(
    tmp_path: Path, wheels: Path, tool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if tool == "pip":
        monkeypatch.setattr("inhouse.verifier.environment.find_uv", lambda environ: None)
    elif find_uv() is None:
        pytest.skip("uv is not here")
    pins = pins_of(wheels, "inflection", "text-unidecode")
    first = provide(pins, python=None, cache=tmp_path)
    assert not first.kept and first.pins == pins and first.notes == ()
    assert (first.site / "inflection.py").is_file()
    assert not (first.site / "slugify").exists()
    again = provide(pins[::-1], python=HERE, cache=tmp_path)
    assert again.kept and again.python == first.python and again.seconds < 2
    assert [each.name for each in (tmp_path / "environments").iterdir()] == [first.python.parts[-3]]


@pytest.mark.index
def test_a_file_with_another_hash_is_not_installed(tmp_path: Path) -> None:
    pin = Pin(name="inflection", version="0.5.1", hashes=("sha256:" + "0" * 64,))
    with pytest.raises(IncompleteError, match=r"(?i)hash"):
        provide((pin,), python=None, cache=tmp_path)
    assert list((tmp_path / "environments").iterdir()) == []


@pytest.mark.index
def test_a_pin_without_a_hash_is_noted(tmp_path: Path) -> None:
    found = provide((Pin(name="inflection", version="0.5.1"),), python=None, cache=tmp_path)
    assert found.notes == ("no hash is known for inflection: held by version alone",)


@pytest.mark.index
def test_a_package_that_has_only_an_sdist_is_built(tmp_path: Path) -> None:
    found = provide((Pin(name="docopt", version="0.6.2"),), python=None, cache=tmp_path)
    assert (found.site / "docopt.py").is_file()


@pytest.mark.index
def test_a_distribution_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    pin = Pin(name="inhouse-no-such-distribution", version="1")
    with pytest.raises(IncompleteError) as raised:
        provide((pin,), python=None, cache=tmp_path)
    assert "\n" not in str(raised.value) and len(str(raised.value)) < 500


def test_without_the_network_it_cannot_be_made_and_says_so(tmp_path: Path) -> None:
    environ = {
        "HOME": str(tmp_path),
        "PATH": os.environ["PATH"],
        "UV_CACHE_DIR": str(tmp_path / "uv"),
    }
    pin = Pin(name="inflection", version="0.5.1", hashes=("sha256:" + "0" * 64,))
    with pytest.raises(IncompleteError, match="cannot be made without the network"):
        provide((pin,), python=None, cache=tmp_path / "c", offline=True, environ=environ)
    assert list((tmp_path / "c" / "environments").iterdir()) == []


def test_a_cache_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(IncompleteError, match="cannot be made"):
        provide((), python=None, cache=tmp_path / "file")


def test_an_environment_that_was_not_finished_is_not_used(tmp_path: Path) -> None:
    first = provide((), python=None, cache=tmp_path)
    place = first.python.parent.parent
    (place / "environment.json").unlink()
    (place / "left over").mkdir()
    again = provide((), python=None, cache=tmp_path)
    assert not again.kept and not (place / "left over").exists()


@pytest.mark.index
def test_real_packages_are_the_same_as_their_copies(tmp_path: Path, wheels: Path) -> None:
    found = provide(pins_of(wheels), python=None, cache=tmp_path / "cache")
    own = tmp_path / "own" / "proj"
    own.mkdir(parents=True)
    (own / "__init__.py").write_text("", encoding="utf-8")
    for name in ("inflection", "pygtrie"):
        text = (found.site / f"{name}.py").read_text(encoding="utf-8")
        (own / f"{name}.py").write_text(text, encoding="utf-8")
    broken = (own / "pygtrie.py").read_text(encoding="utf-8").replace("_children.iteritems", "x")
    (own / "pygtrie.py").write_text(broken, encoding="utf-8")
    calls = [
        ("inflection", "inflection.camelize(word, flag)", ("word", "flag")),
        ("inflection", "inflection.ordinalize(number)", ("number",)),
        ("inflection", "inflection.parameterize(text)", ("text",)),
        ("pygtrie", "pygtrie.CharTrie(mapping)", ("mapping",)),
    ]
    scripts = [
        Script(
            symbol=call.split("(")[0],
            original=f"import {name}\n{call}",
            replacement=f"from proj import {name}\n{call}",
            origin="generated",
            holes=tuple(Hole(name=each, parameter=each) for each in holes),
        )
        for name, call, holes in calls
    ]
    names = (("inflection", "proj.inflection"), ("pygtrie", "proj.pygtrie"))
    with (
        Sandbox(found.python) as first,
        Sandbox(
            found.python, paths=(own.parent,), block=("inflection", "pygtrie"), modules=names
        ) as second,
    ):
        result = compare(scripts, first, second, budget=Budget(seconds=20, cases=50))
        gone = second.run(
            [
                Trial(
                    script=Script(
                        symbol="x",
                        original="",
                        replacement="import inflection\n1",
                        origin="example",
                    )
                )
            ],
            "replacement",
        )
    assert result.differences == () and result.unproven == ()
    assert result.values > 80
    assert "No module named 'inflection'" in gone[0].message
