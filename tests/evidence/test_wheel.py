from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.evidence.contents import UnreadableError
from inhouse.evidence.wheel import WheelContents, open_wheel
from inhouse.evidence.zip_directory import remote_listing, remote_metadata
from tests.evidence.archives import sha256, wheel

NAME = "tiny-1.0-py3-none-any.whl"


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        open_wheel(data, NAME)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def zipped(*members: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    buffer = io.BytesIO(wheel())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members:
            archive.writestr(member, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "path", ["../evil.py", "a/../../evil.py", "/etc/evil.py", "C:/evil.py", "a\x1b[2Jb.py"]
)
def test_paths_out_of_the_archive_are_refused(path: str) -> None:
    assert "\x1b" not in refusal(zipped((path, b"")))


def test_backslashes_are_refused() -> None:
    data = zipped(("a/b.py", b"")).replace(b"a/b.py", b"a\\b.py")
    assert "Windows path" in refusal(data)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFBLK])
def test_links_and_devices_are_refused(kind: int) -> None:
    info = zipfile.ZipInfo("tiny/link.py")
    info.create_system, info.external_attr = 3, (kind | 0o777) << 16
    assert "link or a device" in refusal(zipped((info, b"/etc/passwd")))


def test_names_that_differ_in_case_only_are_refused() -> None:
    assert "differs only in case" in refusal(zipped(("Tiny.py", b"")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_given_twice_is_refused() -> None:
    assert "twice" in refusal(zipped(("tiny.py", b"")))


def test_two_places_that_install_to_one_are_refused() -> None:
    assert "twice" in refusal(zipped(("tiny-1.0.data/purelib/tiny.py", b"")))


def test_a_bomb_is_refused_unopened() -> None:
    assert "bomb" in refusal(zipped(("tiny/zeros.py", b"\0" * 30_000_000)))


def test_too_many_files_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(50_001):
            archive.writestr(f"{number:x}", b"")
    assert "50001" in refusal(buffer.getvalue())


def test_a_directory_that_claims_to_be_huge_is_refused() -> None:
    data = bytearray(wheel())
    at = data.rindex(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<L", 200_000_000)
    assert "zip directory of" in refusal(bytes(data))


def test_zip64_is_refused() -> None:
    data = bytearray(wheel())
    at = data.rindex(b"PK\x05\x06")
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    assert "zip64" in refusal(bytes(data[:at] + locator + data[at:]))


@pytest.mark.parametrize("data", [b"", b"<html>404</html>", b"PK", wheel()[:-30], wheel()[30:]])
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    assert "zip" in refusal(data)


def test_a_wheel_without_metadata_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("tiny.py", b"")
    assert "METADATA" in refusal(buffer.getvalue())


def test_encrypted_and_oddly_packed_files_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("tiny.py", b"x" * 100)
    assert "unusual" in refusal(buffer.getvalue())


def test_damaged_contents_show_when_read() -> None:
    data = bytearray(wheel(files={"tiny.py": "x = 1\n" * 50}))
    at = data.index(b"tiny.py") + len("tiny.py") + 3
    data[at] ^= 0xFF
    contents = open_wheel(bytes(data), NAME)
    with pytest.raises(UnreadableError, match="damaged"):
        contents.read("tiny.py")


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(UnreadableError, match="is not in"):
        open_wheel(wheel(), NAME).read("../../etc/passwd")


def test_nested_archives_stay_closed() -> None:
    inner = wheel("inner")
    contents = open_wheel(wheel(files={"tiny/inner.whl": inner, "tiny/__init__.py": ""}), NAME)
    assert [e.path for e in contents.entries if "inner" in e.path] == ["tiny/inner.whl"]
    assert contents.read("tiny/inner.whl") == inner


def test_what_a_wheel_installs() -> None:
    data = wheel(
        files={"tiny/__init__.py": "x = 1\n", "tiny-1.0.data/platlib/_tiny.so": b"\x7fELF"},
        extra={
            "tiny-1.0.data/scripts/tiny": "#!python\n",
            "tiny-1.0.data/data/share/man/tiny.1": "man",
            "tiny-1.0.dist-info/entry_points.txt": "[console_scripts]\ntiny = tiny:main\n",
        },
    )
    contents = WheelContents(data, NAME)
    assert [e.path for e in contents.entries] == [
        "_tiny.so",
        "tiny-1.0.dist-info/METADATA",
        "tiny-1.0.dist-info/WHEEL",
        "tiny-1.0.dist-info/entry_points.txt",
        "tiny/__init__.py",
    ]
    assert [e.path.rsplit("/", 1)[1] for e in contents.apart] == ["tiny.1", "tiny"]
    assert contents.read("tiny/__init__.py") == b"x = 1\n"
    assert contents.metadata is not None
    assert "Name: tiny" in contents.metadata
    assert contents.entry_points is not None
    assert "tiny:main" in contents.entry_points
    assert contents.artifact == "sha256:" + sha256(data)


def test_the_last_bytes_give_the_whole_list() -> None:
    data = wheel(files={"tiny/big.bin": bytes(range(256)) * 400, "tiny/__init__.py": ""})
    listing = remote_listing(data[-1500:], len(data))
    assert listing is not None
    assert ("tiny/big.bin", 102_400) in [(e.path, e.size) for e in listing]
    assert remote_listing(data[-40:], len(data)) is None
    assert "Name: tiny" in (remote_metadata(data[-1500:], len(data)) or "")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        open_wheel(data, NAME)


@given(st.data())
def test_any_damage_is_read_or_refused(data: st.DataObject) -> None:
    sound = bytearray(wheel())
    for _ in range(data.draw(st.integers(1, 4))):
        position = data.draw(st.integers(0, len(sound) - 1))
        sound[position] = data.draw(st.integers(0, 255))
    try:
        contents = open_wheel(bytes(sound), NAME)
        for entry in contents.entries:
            assert not {"", ".."} & set(entry.path.split("/"))  # it stays in its folder
            contents.read(entry.path)
    except UnreadableError as error:
        assert "\n" not in str(error)
