"""Whole numbers of any size as bytes of seven bits each, the lowest first (LEB128)."""

from collections.abc import Iterable
from typing import BinaryIO


def _encoded(number: int, signed: bool) -> bytearray:
    found = bytearray()
    while True:
        low, number = number & 0x7F, number >> 7
        # The last byte of a signed number says its sign in the bit 0x40.
        if number == (-1 if signed and low & 0x40 else 0):
            found.append(low)
            return found
        found.append(low | 0x80)


def _sum(encoded: Iterable[int]) -> int:
    return sum((byte & 0x7F) << 7 * at for at, byte in enumerate(encoded))


def _next(stream: BinaryIO) -> bytearray:
    found = bytearray()
    while not found or found[-1] & 0x80:
        byte = stream.read(1)
        if len(byte) != 1:
            raise EOFError
        found.append(ord(byte))
    return found


class u:  # noqa: N801 - stands for the object of that name
    """Numbers that are not negative."""

    @staticmethod
    def encode(i: int) -> bytearray:
        """Return the bytes of a number."""
        assert i >= 0
        return _encoded(i, signed=False)

    @staticmethod
    def decode(b: bytes | bytearray) -> int:
        """Return the number that all the bytes stand for."""
        assert len(b) > 0
        return _sum(b)

    @staticmethod
    def decode_reader(r: BinaryIO) -> tuple[int, int]:
        """Return the next number of a stream, and how many bytes it took; EOFError at the end."""
        found = _next(r)
        return u.decode(found), len(found)


class i:  # noqa: N801 - stands for the object of that name
    """Numbers with a sign."""

    @staticmethod
    def encode(i: int) -> bytearray:
        """Return the bytes of a number."""
        return _encoded(i, signed=True)

    @staticmethod
    def decode(b: bytes | bytearray) -> int:
        """Return the number that all the bytes stand for."""
        assert len(b) > 0
        return _sum(b) - (1 << 7 * len(b) if b[-1] & 0x40 else 0)

    @staticmethod
    def decode_reader(r: BinaryIO) -> tuple[int, int]:
        """Return the next number of a stream, and how many bytes it took; EOFError at the end."""
        found = _next(r)
        return i.decode(found), len(found)
