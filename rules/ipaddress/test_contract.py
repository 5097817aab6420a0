"""What is claimed of ipaddress: its copy, taken from where it lies, beside Python's own."""

import importlib.util
import ipaddress
import pickle
import random
import struct
import sys
import sysconfig
from importlib.machinery import PathFinder
from pathlib import Path

import pytest


def both(distribution):
    """Return the copy, under another name, and Python's own module."""
    place = distribution.locate_file("ipaddress.py")
    spec = importlib.util.spec_from_file_location("ipaddress_copy", place)
    copy = sys.modules["ipaddress_copy"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copy)
    return copy, ipaddress


def test_the_standard_library_comes_first(distribution):
    folder = str(distribution.locate_file(""))
    assert folder in sys.path
    assert Path(PathFinder.find_spec("ipaddress", [folder]).origin).parent == Path(folder)
    found = PathFinder.find_spec("ipaddress")
    assert Path(sysconfig.get_path("stdlib")).resolve() in Path(found.origin).resolve().parents
    assert Path(ipaddress.__file__).resolve() == Path(found.origin).resolve()


def test_what_it_holds(distribution):
    modules = {str(file) for file in distribution.files if file.suffix == ".py"}
    assert modules == {"ipaddress.py"}
    assert not distribution.requires


def test_every_name_is_in_the_standard_library(distribution):
    copy, own = both(distribution)
    names = {
        name
        for name, value in vars(copy).items()
        if getattr(value, "__module__", "") == copy.__name__
    }
    offered = {name for name in names if not name.startswith("_")}
    assert {"ip_address", "IPv6Network", "collapse_addresses"} <= offered
    assert {name for name in offered if not hasattr(own, name)} == set()


@pytest.mark.parametrize(
    ("value", "text", "number"),
    [
        ("1.2.3.4", "1.2.3.4", 0x01020304),
        (5, "0.0.0.5", 5),
        (b"\x7f\0\0\1", "127.0.0.1", 0x7F000001),
        ("::1", "::1", 1),
        ("2001:DB8:0:0::1", "2001:db8::1", 0x20010DB8 << 96 | 1),
        (1 << 32, "::1:0:0", 1 << 32),
        (b"\0" * 16, "::", 0),
    ],
)
def test_addresses(distribution, value, text, number):
    for subject in both(distribution):
        found = subject.ip_address(value)
        assert (str(found), int(found), found.compressed) == (text, number, text)
        assert isinstance(found, (subject.IPv4Address, subject.IPv6Address))
        assert found == type(found)(value)
        assert hash(found) == hash(type(found)(number))
        assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize(
    "value",
    ["", "1.2.3", "1.2.3.256", "1.2.3.4/8", "x", ":::", "1::2::3", " 1.2.3.4", -1, 1 << 128],
)
def test_no_addresses(distribution, value):
    for subject in both(distribution):
        with pytest.raises(ValueError):
            subject.ip_address(value)


def test_errors(distribution):
    for subject in both(distribution):
        assert issubclass(subject.AddressValueError, ValueError)
        assert issubclass(subject.NetmaskValueError, ValueError)
        for make, value in (
            (subject.IPv4Address, "1.2.3"),
            (subject.IPv6Address, "1.2.3.4"),
            (subject.IPv4Network, "1.2/8"),
        ):
            with pytest.raises(subject.AddressValueError):
                make(value)
        with pytest.raises(subject.NetmaskValueError):
            subject.IPv4Network("1.2.3.0/33")
        with pytest.raises(ValueError, match="has host bits set"):
            subject.ip_network("1.2.3.4/24")


def test_texts(distribution):
    for subject in both(distribution):
        four, six = subject.ip_address("1.2.3.4"), subject.ip_address("2001:db8::1")
        assert repr(four) == "IPv4Address('1.2.3.4')"
        assert six.exploded == "2001:0db8:0000:0000:0000:0000:0000:0001"
        assert (four.reverse_pointer, four.packed) == ("4.3.2.1.in-addr.arpa", b"\1\2\3\4")
        assert (four.version, six.version, four.max_prefixlen, six.max_prefixlen) == (4, 6, 32, 128)
        assert (subject.IPV4LENGTH, subject.IPV6LENGTH) == (32, 128)
        assert subject.v4_int_to_packed(1) == struct.pack("!I", 1)
        assert subject.v6_int_to_packed(1) == b"\0" * 15 + b"\1"
        assert str(subject.ip_address("::ffff:1.2.3.4").ipv4_mapped) == "1.2.3.4"


def test_counting(distribution):
    for subject in both(distribution):
        found = subject.ip_address("1.2.3.255")
        assert (str(found + 1), str(found - 1)) == ("1.2.4.0", "1.2.3.254")
        assert found < found + 1
        with pytest.raises(ValueError):
            subject.ip_address("255.255.255.255") + 1
        with pytest.raises(TypeError):
            found < subject.ip_address("::1")
        assert found != subject.ip_address(int(subject.ip_address("::1")) + (1 << 32))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("10.0.0.1", {"is_private"}),
        ("127.0.0.1", {"is_private", "is_loopback"}),
        ("169.254.1.1", {"is_private", "is_link_local"}),
        ("224.0.0.1", {"is_multicast", "is_global"}),
        ("0.0.0.0", {"is_private", "is_unspecified"}),
        ("240.0.0.1", {"is_private", "is_reserved"}),
        ("8.8.8.8", {"is_global"}),
        ("::1", {"is_private", "is_loopback", "is_reserved"}),
        ("fe80::1", {"is_private", "is_link_local"}),
        ("fc00::1", {"is_private"}),
        ("2606:4700::1", {"is_global"}),
    ],
)
def test_kinds(distribution, text, kinds):
    for subject in both(distribution):
        names = (
            "private",
            "global",
            "loopback",
            "link_local",
            "multicast",
            "unspecified",
            "reserved",
        )
        found = subject.ip_address(text)
        assert {f"is_{name}" for name in names if getattr(found, f"is_{name}")} == kinds


def test_networks(distribution):
    for subject in both(distribution):
        found = subject.ip_network("192.168.4.0/22")
        assert isinstance(found, subject.IPv4Network)
        assert (str(found.netmask), str(found.hostmask)) == ("255.255.252.0", "0.0.3.255")
        assert (str(found.network_address), str(found.broadcast_address)) == (
            "192.168.4.0",
            "192.168.7.255",
        )
        assert (found.prefixlen, found.num_addresses) == (22, 1024)
        assert found == subject.ip_network("192.168.4.0/255.255.252.0")
        assert found == subject.ip_network(("192.168.4.0", 22))
        assert subject.ip_address("192.168.5.1") in found
        assert subject.ip_address("192.168.8.1") not in found
        assert [str(each) for each in subject.ip_network("1.2.3.0/30").hosts()] == [
            "1.2.3.1",
            "1.2.3.2",
        ]
        assert [str(each) for each in subject.ip_network("1.2.3.0/31")] == ["1.2.3.0", "1.2.3.1"]
        assert str(subject.ip_network("1.2.3.4/24", strict=False)) == "1.2.3.0/24"
        assert str(subject.ip_network("2001:db8::/32")[1]) == "2001:db8::1"
        assert isinstance(subject.ip_network("::/0"), subject.IPv6Network)


def test_nets_in_nets(distribution):
    for subject in both(distribution):
        wide, narrow = subject.ip_network("10.0.0.0/8"), subject.ip_network("10.1.0.0/16")
        assert wide.overlaps(narrow)
        assert narrow.subnet_of(wide)
        assert wide.supernet_of(narrow)
        assert narrow.supernet(new_prefix=8) == wide
        assert [str(each) for each in wide.subnets()] == ["10.0.0.0/9", "10.128.0.0/9"]
        left = list(
            subject.ip_network("10.0.0.0/30").address_exclude(subject.ip_network("10.0.0.0/31"))
        )
        assert [str(each) for each in left] == ["10.0.0.2/31"]
        assert sorted([narrow, wide]) == [wide, narrow]
        with pytest.raises(ValueError):
            list(wide.subnets(new_prefix=4))


def test_interfaces(distribution):
    for subject in both(distribution):
        found = subject.ip_interface("1.2.3.4/24")
        assert isinstance(found, subject.IPv4Interface)
        assert (str(found), str(found.ip), str(found.network)) == (
            "1.2.3.4/24",
            "1.2.3.4",
            "1.2.3.0/24",
        )
        assert (found.with_netmask, found.with_hostmask) == (
            "1.2.3.4/255.255.255.0",
            "1.2.3.4/0.0.0.255",
        )
        assert isinstance(subject.ip_interface("::1/64"), subject.IPv6Interface)


def test_several(distribution):
    for subject in both(distribution):
        nets = [subject.ip_network(each) for each in ("1.0.0.0/9", "1.128.0.0/9", "3.0.0.0/8")]
        assert [str(each) for each in subject.collapse_addresses(nets)] == [
            "1.0.0.0/8",
            "3.0.0.0/8",
        ]
        ends = subject.ip_address("1.2.3.0"), subject.ip_address("1.2.3.130")
        found = [str(each) for each in subject.summarize_address_range(*ends)]
        assert found == ["1.2.3.0/25", "1.2.3.128/31", "1.2.3.130/32"]
        with pytest.raises(ValueError):
            list(subject.summarize_address_range(*ends[::-1]))
        mixed = [
            subject.ip_network("1.0.0.0/8"),
            subject.ip_address("::1"),
            subject.ip_address("1.2.3.4"),
        ]
        assert [str(each) for each in sorted(mixed, key=subject.get_mixed_type_key)] == [
            "1.0.0.0/8", "1.2.3.4", "::1",
        ]  # fmt: skip


def test_random_addresses(distribution):
    for subject in both(distribution):
        dice = random.Random(1)
        for _ in range(300):
            number = dice.randrange(1 << 32)
            text = ".".join(map(str, number.to_bytes(4, "big")))
            assert str(subject.IPv4Address(number)) == text
            assert int(subject.IPv4Address(text)) == number
            number = dice.randrange(1 << dice.choice([16, 64, 128]))
            found = subject.IPv6Address(number)
            assert (
                int(subject.IPv6Address(str(found)))
                == int(subject.IPv6Address(found.exploded))
                == number
            )
            length = dice.randrange(33)
            net = subject.IPv4Network((number & 0xFFFFFFFF, length), strict=False)
            assert int(net.network_address) == (number & 0xFFFFFFFF) >> (32 - length) << (
                32 - length
            )


def test_leading_zeros(distribution):
    copy, own = both(distribution)
    assert str(copy.ip_address("01.2.3.04")) == "1.2.3.4"
    with pytest.raises(ValueError):
        own.ip_address("01.2.3.04")


def test_scopes(distribution):
    copy, own = both(distribution)
    with pytest.raises(ValueError):
        copy.ip_address("fe80::1%eth0")
    assert own.ip_address("fe80::1%eth0").scope_id == "eth0"


def test_hosts_of_one_address(distribution):
    copy, own = both(distribution)
    assert list(copy.ip_network("1.2.3.4/32").hosts()) == []
    assert list(own.ip_network("1.2.3.4/32").hosts()) == [own.ip_address("1.2.3.4")]


def test_tables(distribution):
    copy, own = both(distribution)
    assert copy.ip_network("0.0.0.0/0").is_private
    assert not own.ip_network("0.0.0.0/0").is_private


@pytest.mark.parametrize("value", [1, b"\1\2\3\4"])
def test_interfaces_of_numbers(distribution, value):
    copy, own = both(distribution)
    with pytest.raises(AttributeError):
        copy.ip_interface(value).with_netmask
    assert own.ip_interface(value).with_netmask.endswith("/255.255.255.255")
