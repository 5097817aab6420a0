from __future__ import annotations

import io
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.evidence.contents import UnreadableError
from inhouse.evidence.sdist import SdistContents, open_sdist
from tests.evidence.archives import METADATA, gzip_of_zeros, sdist

NAME = "tiny-1.0.tar.gz"


def refusal(data: bytes, name: str = NAME) -> str:
    with pytest.raises(UnreadableError) as caught:
        open_sdist(data, name)
    return str(caught.value)


def member(
    name: str, kind: bytes = tarfile.REGTYPE, link: str = "", size: int = 0
) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, link, size
    return info


def paths(files: dict[str, str | bytes], **how: str) -> list[str]:
    contents = SdistContents(sdist(files=files, **how), NAME)  # type: ignore[arg-type]
    return [entry.path for entry in contents.entries]


@pytest.mark.parametrize("path", ["../evil.py", "/etc/evil.py", "tiny-1.0/../../evil.py", "C:x.py"])
def test_paths_out_of_the_archive_are_refused(path: str) -> None:
    refusal(sdist(members=(member(path),)))


def test_links_and_devices_are_listed_and_never_read() -> None:
    data = sdist(
        files={"tiny/__init__.py": ""},
        members=(
            member("tiny-1.0/tiny/secret.py", tarfile.SYMTYPE, "/etc/passwd"),
            member("tiny-1.0/tiny/null", tarfile.CHRTYPE),
        ),
    )
    contents = SdistContents(data, NAME)
    assert len(contents.notes) == 2
    with pytest.raises(UnreadableError, match="link or a device"):
        contents.read("tiny/secret.py")


def test_a_bomb_is_refused() -> None:
    assert "unpacks to more than" in refusal(
        gzip_of_zeros(member("tiny-1.0/zeros", size=130_000_000).tobuf(), 130_000_000)
    )


def test_a_header_that_claims_more_than_there_is() -> None:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as archive:
        archive.addfile(member("tiny-1.0/a.py", size=0))
    info = member("tiny-1.0/b.py", size=5_000_000)
    data = raw.getvalue()[:512] + info.tobuf() + b"x" * 100
    refusal(data, "tiny-1.0.tar")


@pytest.mark.parametrize("packer", ["gz", "bz2", "xz"])
def test_a_truncated_archive_is_refused(packer: str) -> None:
    whole = sdist(files={"tiny.py": "x = 1\n" * 5_000}, packer=packer)
    refusal(whole[: len(whole) // 2])


@pytest.mark.parametrize("packer", ["gz", "bz2", "xz"])
def test_each_packing_is_read(packer: str) -> None:
    contents = open_sdist(sdist(packer=packer), f"tiny-1.0.tar.{packer}")
    assert contents.read("tiny.py").startswith(b"def one")


def test_a_zip_is_read() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("tiny-1.0/PKG-INFO", METADATA.format(name="tiny", version="1.0", more=""))
        archive.writestr("tiny-1.0/tiny.py", "x = 1\n")
    assert [e.path for e in open_sdist(buffer.getvalue(), "tiny-1.0.zip").entries] == ["tiny.py"]


def test_what_is_no_archive_is_refused() -> None:
    assert "not a tar.gz" in refusal(b"<html>not found</html>")


def test_without_pkg_info_it_is_refused() -> None:
    assert "PKG-INFO" in refusal(sdist(files={"tiny.py": ""}, pkg_info=""))


def test_an_unclear_layout_is_not_taken_for_an_empty_package() -> None:
    assert "only a build" in refusal(sdist(files={"setup.py": "...", "README": ""}))
    egg = {"weird.egg-info/PKG-INFO": "x", "weird.egg-info/top_level.txt": "weird\nlost\n"}
    assert "'lost'" in refusal(sdist(files={"weird.py": "", **egg}))


def test_a_flat_layout() -> None:
    files: dict[str, str | bytes] = {
        "tiny/__init__.py": "",
        "tiny/data.txt": "",
        "tests/test_tiny.py": "",
        "docs/conf.py": "",
        "setup.py": "",
        "LICENSE": "MIT",
    }
    assert paths(files) == [
        "tiny-1.0.dist-info/licenses/LICENSE",
        "tiny/__init__.py",
        "tiny/data.txt",
    ]


@pytest.mark.parametrize("root", ["src", "lib"])
def test_a_layout_with_a_root_folder(root: str) -> None:
    files: dict[str, str | bytes] = {f"{root}/tiny/__init__.py": "", "tests/__init__.py": ""}
    assert paths(files) == ["tiny/__init__.py"]


def test_egg_info_names_the_packages() -> None:
    files: dict[str, str | bytes] = {
        "src/tiny.egg-info/PKG-INFO": "x",
        "src/tiny.egg-info/top_level.txt": "tiny\ntests\n",
        "src/tiny/__init__.py": "",
        "src/tests/__init__.py": "",
        "src/other/__init__.py": "",
    }
    assert paths(files) == ["tests/__init__.py", "tiny/__init__.py"]


def test_a_namespace_package() -> None:
    assert paths({"src/corp/tiny/mod.py": ""}) == ["corp/tiny/mod.py"]


def test_native_sources_are_named() -> None:
    data = sdist(files={"tiny/__init__.py": "", "tiny/_fast.pyx": "", "tests/a.c": ""})
    assert SdistContents(data, NAME).native_sources == ("tiny/_fast.pyx",)


def test_requirements_that_setuptools_wrote_beside_the_metadata() -> None:
    files: dict[str, str | bytes] = {
        "tiny.py": "",
        "tiny.egg-info/PKG-INFO": "x",
        "tiny.egg-info/requires.txt": "six>=1.9\n\n[fast:python_version < '3']\nspeedups\n",
    }
    contents = SdistContents(sdist(files=files), NAME)
    assert contents.requires_known
    assert contents.metadata is not None
    assert "Requires-Dist: six>=1.9\n" in contents.metadata
    assert "Requires-Dist: speedups ; (python_version < '3') and extra == \"fast\"" in (
        contents.metadata
    )


def test_requirements_left_to_the_build_are_unknown() -> None:
    assert not SdistContents(sdist(), NAME).requires_known
    static = "Metadata-Version: 2.2\nName: tiny\nVersion: 1.0\n"
    assert SdistContents(sdist(pkg_info=static), NAME).requires_known
    dynamic = static + "Dynamic: Requires-Dist\n"
    assert not SdistContents(sdist(pkg_info=dynamic), NAME).requires_known


def test_entry_points_from_pyproject() -> None:
    pyproject = (
        '[project.entry-points.pytest11]\ntiny = "tiny"\n[project.scripts]\nt = "tiny:one"\n'
    )
    contents = open_sdist(sdist(files={"tiny.py": "", "pyproject.toml": pyproject}), NAME)
    assert contents.entry_points is not None
    assert "[pytest11]\ntiny = tiny\n" in contents.entry_points
    assert "[console_scripts]\nt = tiny:one\n" in contents.entry_points


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data: bytes) -> None:
    for start in (b"", b"\x1f\x8b\x08\0", b"BZh9", b"\xfd7zXZ\x00"):
        refusal(start + data)


@given(st.data())
def test_any_damage_is_read_or_refused(data: st.DataObject) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name in ("tiny-1.0/PKG-INFO", "tiny-1.0/tiny.py"):
            archive.addfile(member(name))
    sound = bytearray(buffer.getvalue())
    for _ in range(data.draw(st.integers(1, 5))):
        sound[data.draw(st.integers(0, 1023))] = data.draw(st.integers(0, 255))
    try:
        contents = open_sdist(bytes(sound), "tiny-1.0.tar")
    except UnreadableError as error:
        assert "\n" not in str(error)
    else:  # it stays in its folder
        assert not any({"", ".."} & set(each.path.split("/")) for each in contents.entries)
