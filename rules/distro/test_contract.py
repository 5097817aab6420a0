"""What is claimed of distro, beside platform.freedesktop_os_release(), for files written here."""

import platform

import pytest

DEBIAN = """\
PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
"""
UBUNTU = """\
NAME="Ubuntu"
VERSION="18.04.6 LTS (Bionic Beaver)"
VERSION_ID="18.04"
ID=ubuntu
ID_LIKE=debian
"""
FUNCTIONS = ["id", "name", "version", "codename", "like"]


@pytest.fixture
def machine(subject, tmp_path, monkeypatch):
    """Return what makes the files of a system, and lets both the package and platform read them."""

    def make(**files):
        (tmp_path / "etc").mkdir(exist_ok=True)
        for name, text in files.items():
            (tmp_path / "etc" / name.replace("__", "-")).write_text(text)
        here = str(tmp_path / "etc" / "os-release")
        monkeypatch.setattr(platform, "_os_release_candidates", (here,))
        monkeypatch.setattr(platform, "_os_release_cache", None)
        found = subject.LinuxDistribution(root_dir=str(tmp_path))
        monkeypatch.setitem(subject.id.__globals__, "_distro", found)
        return found

    return make


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Return what makes the only command that there is."""

    def make(name, *lines):
        folder = tmp_path / "bin"
        folder.mkdir()
        said = "\n".join(f"echo '{line}'" for line in lines)
        (folder / name).write_text(f"#!/bin/sh\n{said}\n")
        (folder / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))

    return make


def by_commands(subject, tmp_path):
    nothing = str(tmp_path / "nothing")
    return subject.LinuxDistribution(os_release_file=nothing, distro_release_file=nothing)


def test_where_platform_does_the_same(subject, machine):
    machine(os__release=DEBIAN)
    found = [getattr(subject, name)() for name in FUNCTIONS]
    assert found == ["debian", "Debian GNU/Linux", "12", "bookworm", ""]
    assert subject.name(pretty=True) == "Debian GNU/Linux 12 (bookworm)"

    same = platform.freedesktop_os_release()
    told = [same[key] for key in ("ID", "NAME", "VERSION_ID", "VERSION_CODENAME")]
    assert [*told, same.get("ID_LIKE", "")] == found
    assert same["PRETTY_NAME"] == subject.name(pretty=True)


def test_without_os_release(subject, machine):
    machine(redhat__release="CentOS release 6.9 (Final)\n", centos__release="CentOS 6.9 (Final)\n")
    found = [getattr(subject, name)() for name in FUNCTIONS]
    assert found == ["centos", "CentOS", "6.9", "Final", ""]
    with pytest.raises(OSError):
        platform.freedesktop_os_release()


def test_an_os_release_without_an_id(subject, machine):
    machine(os__release='VERSION_ID="3"\n')
    assert [getattr(subject, name)() for name in ("id", "name", "version")] == ["", "", "3"]
    machine(fedora__release="Fedora release 9 (Sulphur)\n")
    assert [subject.id(), subject.name()] == ["fedora", "Fedora"]
    assert platform.freedesktop_os_release() == {
        "ID": "linux",
        "NAME": "Linux",
        "PRETTY_NAME": "Linux",
        "VERSION_ID": "3",
    }


@pytest.mark.parametrize(
    "said, found",
    [
        ("ol", "oracle"),
        ("opensuse-leap", "opensuse"),
        ("Arch", "arch"),
        ("amzn", "amzn"),
        ("rhel", "rhel"),
    ],
)
def test_ids_that_are_changed(subject, machine, said, found):
    machine(os__release=f"ID={said}\n")
    assert subject.id() == found
    assert platform.freedesktop_os_release()["ID"] == said


def test_other_sources_of_an_id(subject, machine, command, tmp_path):
    machine(redhat__release="Red Hat Enterprise Linux Server release 6.5 (Santiago)\n")
    assert (subject.id(), subject.version()) == ("rhel", "6.5")
    command("lsb_release", "Distributor ID: RedHatEnterpriseServer", "Release: 6.5")
    found = by_commands(subject, tmp_path)
    assert (found.id(), found.version()) == ("rhel", "6.5")
    with pytest.raises(OSError):
        platform.freedesktop_os_release()


def test_tables_can_be_added_to(subject, machine, monkeypatch):
    assert subject.NORMALIZED_OS_ID["ol"] == "oracle"
    assert subject.NORMALIZED_LSB_ID["redhatenterpriseworkstation"] == "rhel"
    assert subject.NORMALIZED_DISTRO_ID == {"redhat": "rhel"}
    monkeypatch.setitem(subject.NORMALIZED_OS_ID, "debian", "like_debian")
    machine(os__release=DEBIAN)
    assert subject.id() == "like_debian"


def test_a_codename_within_the_version(subject, machine):
    machine(os__release=UBUNTU)
    assert subject.codename() == "Bionic Beaver"
    assert "VERSION_CODENAME" not in platform.freedesktop_os_release()


def test_a_better_version(subject, machine):
    machine(os__release=DEBIAN, debian_version="12.5\n")
    assert [subject.version(), subject.version(best=True)] == ["12", "12.5"]
    assert subject.version(pretty=True, best=True) == "12.5 (bookworm)"
    assert platform.freedesktop_os_release()["VERSION_ID"] == "12"


def test_parts_of_the_version(subject, machine):
    machine(os__release=UBUNTU)
    parts = [subject.major_version(), subject.minor_version(), subject.build_number()]
    assert parts == list(subject.version_parts()) == ["18", "04", ""]
    assert platform.freedesktop_os_release()["VERSION_ID"].split(".") == ["18", "04"]


def test_all_at_once(subject, machine):
    machine(os__release=UBUNTU)
    assert subject.info() == {
        "id": "ubuntu",
        "version": "18.04",
        "version_parts": {"major": "18", "minor": "04", "build_number": ""},
        "like": "debian",
        "codename": "Bionic Beaver",
    }


def test_the_deprecated_function(subject, machine):
    machine(os__release=DEBIAN)
    with pytest.warns(DeprecationWarning, match="deprecated"):
        found = subject.linux_distribution()
    assert found == ("Debian GNU/Linux", "12", "bookworm")
    assert not hasattr(platform, "linux_distribution")


def test_keys_of_os_release(subject, machine):
    machine(os__release='ID=mine\nVERSION="3 (Three)"\n')
    assert subject.os_release_info() == {
        "id": "mine",
        "version": "3 (Three)",
        "codename": "Three",
        "release_codename": "Three",
    }
    assert [subject.os_release_attr(name) for name in ("id", "ID", "name")] == ["mine", "", ""]
    assert platform.freedesktop_os_release() == {
        "ID": "mine",
        "NAME": "Linux",
        "PRETTY_NAME": "Linux",
        "VERSION": "3 (Three)",
    }


def test_sources_one_by_one(subject, machine, monkeypatch):
    machine(os__release=DEBIAN, my__release="Mine release 7.1 (Seven)\n")
    assert subject.distro_release_info() == {
        "id": "my",
        "name": "Mine",
        "version_id": "7.1",
        "codename": "Seven",
    }
    assert subject.distro_release_attr("version_id") == "7.1"
    assert (subject.lsb_release_info(), subject.lsb_release_attr("release")) == ({}, "")
    assert (subject.uname_info(), subject.uname_attr("release")) == ({}, "")


def test_bsd(subject, machine, command, tmp_path):
    command("uname", "FreeBSD 13.2-RELEASE")
    found = by_commands(subject, tmp_path)
    assert (found.id(), found.name(), found.version()) == ("freebsd", "FreeBSD", "13.2")
    assert found.uname_info() == {"id": "freebsd", "name": "FreeBSD", "release": "13.2"}
    machine()
    with pytest.raises(OSError):
        platform.freedesktop_os_release()


def test_another_root(subject, machine, tmp_path):
    found = machine(os__release=UBUNTU)
    assert (found.id(), found.root_dir) == ("ubuntu", str(tmp_path))
    with pytest.raises(ValueError, match="root_dir"):
        subject.LinuxDistribution(root_dir=str(tmp_path), include_uname=True)
    with pytest.raises(TypeError):
        platform.freedesktop_os_release(str(tmp_path))
