"""What callers of backports.tarfile may rely on."""

import io
import os
import random
import stat
import sys
import warnings

import pytest


def archive_of(subject, members, mode="w", **options):
    """Return an archive as bytes; members are names with contents, or ready ones."""
    buffer = io.BytesIO()
    with subject.open(fileobj=buffer, mode=mode, **options) as archive:
        for name, content in members:
            if isinstance(content, bytes):
                info = subject.TarInfo(name)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
            else:
                info = subject.TarInfo(name)
                for key, value in content.items():
                    setattr(info, key, value)
                archive.addfile(info)
    return buffer.getvalue()


def opened(subject, data, mode="r"):
    return subject.open(fileobj=io.BytesIO(data), mode=mode)


FILES = [("a.txt", b"one"), ("sub/b é.txt", b""), ("x" * 150, b"long"), ("big", b"\0" * 20_000)]


@pytest.mark.parametrize("kind", ["", ":gz", ":bz2", ":xz", "|", "|gz"])
def test_there_and_back(subject, kind):
    data = archive_of(subject, FILES, "w" + kind)
    with opened(subject, data, "r" + kind) as archive:
        found = [(each.name, archive.extractfile(each).read()) for each in archive]
    assert found == FILES


@pytest.mark.parametrize("mode", ["r", "r:*", "r|*"])
def test_the_compression_is_found(subject, mode):
    for kind in ("", ":gz", ":bz2", ":xz"):
        with opened(subject, archive_of(subject, FILES, "w" + kind), mode) as archive:
            assert archive.getnames() == [name for name, _ in FILES]


@pytest.mark.parametrize("form", ["USTAR_FORMAT", "GNU_FORMAT", "PAX_FORMAT"])
def test_formats(subject, form):
    files = [(name, content) for name, content in FILES if len(name) < 100]
    data = archive_of(subject, files, format=getattr(subject, form))
    assert opened(subject, data).getnames() == [name for name, _ in files]
    assert len(data) % 10_240 == 0


def test_numbers(subject):
    formats = [subject.USTAR_FORMAT, subject.GNU_FORMAT, subject.PAX_FORMAT]
    assert formats == [0, 1, 2]
    assert subject.DEFAULT_FORMAT == 2
    kinds = [
        "REGTYPE",
        "LNKTYPE",
        "SYMTYPE",
        "CHRTYPE",
        "BLKTYPE",
        "DIRTYPE",
        "FIFOTYPE",
        "CONTTYPE",
    ]
    assert [getattr(subject, kind) for kind in kinds] == [b"%d" % n for n in range(8)]
    assert subject.AREGTYPE == b"\0"
    encoding = "utf-8" if os.name == "nt" else sys.getfilesystemencoding()
    assert encoding == subject.ENCODING


def test_members(subject):
    data = archive_of(
        subject,
        [
            ("folder", {"type": subject.DIRTYPE, "mode": 0o755}),
            ("link", {"type": subject.SYMTYPE, "linkname": "a"}),
            ("pipe", {"type": subject.FIFOTYPE}),
            ("a", b"one"),
        ],
    )
    archive = opened(subject, data)
    folder, link, pipe, file = archive.getmembers()
    assert (folder.isdir(), link.issym(), pipe.isfifo(), file.isfile(), file.isreg()) == (True,) * 5
    assert (folder.isfile(), link.isfile(), link.islnk(), file.isdir(), pipe.isdev()) == (
        False, False, False, False, True,
    )  # fmt: skip
    assert (link.linkname, folder.mode, file.size) == ("a", 0o755, 3)
    assert isinstance(file, subject.TarInfo)
    assert archive.getmember("a") is file
    assert archive.extractfile("folder") is None
    with pytest.raises(KeyError):
        archive.getmember("none")


def test_fields(subject):
    info = subject.TarInfo("x/y")
    info.mtime, info.uid, info.uname, info.mode = 1_000_000_000.5, 3, "me", 0o640
    info.pax_headers = {"comment": "é"}
    buffer = io.BytesIO()
    with subject.open(fileobj=buffer, mode="w", format=subject.PAX_FORMAT) as archive:
        archive.addfile(info)
    found = opened(subject, buffer.getvalue()).next()
    assert (found.mtime, found.uid, found.uname, found.mode) == (1_000_000_000.5, 3, "me", 0o640)
    assert found.pax_headers["comment"] == "é"
    other = found.replace(name="z", mode=0o600)
    assert (other.name, other.mode, found.name, other.uname) == ("z", 0o600, "x/y", "me")


def test_adding_a_folder(subject, tmp_path):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text("a")
    (tmp_path / "in" / "deep" / "b.txt").write_text("b")
    (tmp_path / "in" / "link").symlink_to("a.txt")
    path = tmp_path / "x.tar"
    with subject.open(path, "w") as archive:
        archive.add(
            tmp_path / "in", arcname="out", filter=lambda info: None if "b" in info.name else info
        )
    assert subject.is_tarfile(path)
    with subject.open(str(path)) as archive:
        assert sorted(archive.getnames()) == ["out", "out/a.txt", "out/deep", "out/link"]
        archive.extractall(tmp_path / "to", filter="data")
    assert (tmp_path / "to" / "out" / "link").read_text() == "a"
    with subject.open(path, "a") as archive:
        archive.add(tmp_path / "in" / "a.txt", "more", recursive=False)
    assert subject.open(path).getnames()[-1] == "more"
    with pytest.raises(FileExistsError):
        subject.open(path, "x")


def test_what_is_a_tar(subject, tmp_path):
    (tmp_path / "x").write_bytes(b"no")
    assert not subject.is_tarfile(str(tmp_path / "x"))
    assert not subject.is_tarfile(io.BytesIO(b"x" * 600))
    assert subject.is_tarfile(io.BytesIO(archive_of(subject, FILES)))
    with pytest.raises(FileNotFoundError):
        subject.is_tarfile(tmp_path / "none")


def test_wrong_archives(subject, tmp_path):
    data = archive_of(subject, FILES)
    for wrong in (b"", b"x", b"x" * 600, data[:300]):
        with pytest.raises(subject.ReadError):
            opened(subject, wrong)
    with opened(subject, data[:2000]) as archive, pytest.raises(subject.ReadError):
        archive.getmembers()
    with pytest.raises(subject.ReadError):
        opened(subject, archive_of(subject, FILES, "w:gz"), "r:")
    with pytest.raises(subject.CompressionError):
        opened(subject, data, "r:zip")
    with pytest.raises(ValueError):
        opened(subject, data, "q")
    with pytest.raises(FileNotFoundError):
        subject.open(tmp_path / "none")


def test_backwards_in_a_stream(subject):
    archive = opened(subject, archive_of(subject, FILES, "w|gz"), "r|gz")
    members = list(archive)
    with pytest.raises(subject.StreamError):
        archive.extractfile(members[0]).read()


def test_errors_are_of_one_family(subject):
    for name in (
        "ReadError",
        "CompressionError",
        "StreamError",
        "ExtractError",
        "HeaderError",
        "FilterError",
    ):
        assert issubclass(getattr(subject, name), subject.TarError)
    for name in ("Empty", "Truncated", "EOF", "Invalid", "Subsequent"):
        assert issubclass(getattr(subject, f"{name}HeaderError"), subject.HeaderError)
    filters = (
        "AbsoluteLinkError",
        "OutsideDestinationError",
        "SpecialFileError",
        "AbsolutePathError",
    )
    for name in (*filters, "LinkOutsideDestinationError"):
        assert issubclass(getattr(subject, name), subject.FilterError)


def test_errors_of_headers(subject):
    data = archive_of(subject, FILES)[:512]
    read = subject.TarInfo.frombuf
    assert read(data, "utf-8", "strict").name == "a.txt"
    for wrong, error in (
        (b"", subject.EmptyHeaderError),
        (data[:300], subject.TruncatedHeaderError),
        (b"\0" * 512, subject.EOFHeaderError),
        (b"x" * 512, subject.InvalidHeaderError),
    ):
        with pytest.raises(error):
            read(wrong, "utf-8", "strict")


@pytest.mark.parametrize(
    ("name", "fields", "error"),
    [
        ("../evil", {}, "OutsideDestinationError"),
        ("a/../../evil", {}, "OutsideDestinationError"),
        ("link", {"type": b"2", "linkname": "../../x"}, "LinkOutsideDestinationError"),
        ("link", {"type": b"2", "linkname": "/etc/passwd"}, "AbsoluteLinkError"),
        ("link", {"type": b"1", "linkname": "../x"}, "LinkOutsideDestinationError"),
        ("pipe", {"type": b"6"}, "SpecialFileError"),
        ("device", {"type": b"3"}, "SpecialFileError"),
    ],
)
def test_the_data_filter_refuses(subject, tmp_path, name, fields, error):
    archive = opened(subject, archive_of(subject, [(name, fields), ("ok", b"1")]))
    with pytest.raises(getattr(subject, error)) as caught:
        archive.extractall(tmp_path / "to", filter="data")
    assert caught.value.tarinfo.name == name
    with pytest.raises(getattr(subject, error)):
        subject.data_filter(archive.getmember(name), str(tmp_path))
    assert not (tmp_path / "evil").exists()


def test_what_the_filters_change(subject, tmp_path):
    info = subject.TarInfo("/x")
    info.mode, info.uid, info.uname = 0o6777, 5, "me"
    data = subject.data_filter(info, str(tmp_path))
    assert (data.name, data.mode, data.uid, data.uname) == ("x", 0o755, None, None)
    tar = subject.tar_filter(info, str(tmp_path))
    assert (tar.name, tar.mode, tar.uid) == ("x", 0o755, 5)
    assert subject.fully_trusted_filter(info, str(tmp_path)) is info
    plain = subject.TarInfo("y")
    plain.mode = 0o444
    assert subject.data_filter(plain, str(tmp_path)).mode == 0o644


def test_filters_by_name(subject, tmp_path):
    for name in ("data", "tar", "fully_trusted", subject.data_filter, lambda info, path: info):
        archive = opened(subject, archive_of(subject, FILES[:1]))
        archive.extractall(tmp_path, filter=name)
        archive.extract("a.txt", tmp_path, filter=name)
        assert (tmp_path / "a.txt").read_bytes() == b"one"
    archive = opened(subject, archive_of(subject, FILES))
    before = sorted(tmp_path.iterdir())
    archive.extractall(tmp_path, filter=lambda info, path: None)
    assert sorted(tmp_path.iterdir()) == before
    with pytest.raises(ValueError):
        archive.extractall(tmp_path, filter="x")


def test_a_filter_of_the_class(subject, tmp_path):
    class Careful(subject.TarFile):
        extraction_filter = staticmethod(subject.data_filter)

    data = archive_of(subject, [("../evil", b"x")])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(subject.OutsideDestinationError):
            Careful.open(fileobj=io.BytesIO(data)).extractall(tmp_path / "to")


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="tarfile has a filter then")
def test_without_a_filter(subject, tmp_path):
    archive = opened(subject, archive_of(subject, [("a", {"mode": 0o700}), ("b", b"1")]))
    with pytest.warns(DeprecationWarning):
        archive.extractall(tmp_path)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700


def test_extracting_some(subject, tmp_path):
    archive = opened(subject, archive_of(subject, FILES))
    archive.extractall(tmp_path, members=archive.getmembers()[:2], filter="data")
    assert (tmp_path / "sub" / "b é.txt").read_bytes() == b""
    assert not (tmp_path / "big").exists()
    with pytest.raises(KeyError):
        archive.extract("none", tmp_path, filter="data")


def test_reading_without_writing(subject):
    archive = opened(subject, archive_of(subject, FILES))
    with archive.extractfile("big") as file:
        assert (file.read(3), file.tell(), file.seek(19_999)) == (b"\0\0\0", 3, 19_999)
        assert file.read() == b"\0"
    archive.close()
    with pytest.raises(OSError):
        archive.getnames()


def test_random_archives(subject):
    dice = random.Random(4)
    for _ in range(30):
        files = [
            (f"{number}/" + "n" * dice.randrange(1, 250), dice.randbytes(dice.randrange(2000)))
            for number in range(dice.randrange(8))
        ]
        form = dice.choice([subject.GNU_FORMAT, subject.PAX_FORMAT])
        with opened(subject, archive_of(subject, files, "w:gz", format=form)) as archive:
            found = [(each.name, archive.extractfile(each).read()) for each in archive.getmembers()]
        assert found == files


def test_whose_classes_they_are(subject, side):
    for kind in (subject.TarFile, subject.TarInfo, subject.ReadError, subject.FilterError):
        assert (kind.__module__ == "tarfile") == (side == "replacement")


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="both refuse")
def test_a_member_without_its_file(subject, side):
    if side == "original":
        with pytest.raises(ValueError):
            archive_of(subject, [("x", {"size": 5})])
    else:
        archive_of(subject, [("x", {"size": 5})])
