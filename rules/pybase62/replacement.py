"""Numbers and bytes as texts of digits and letters, in base 62."""

import string
from collections.abc import Sequence

BASE = 62
CHARSET_DEFAULT = string.digits + string.ascii_uppercase + string.ascii_lowercase
CHARSET_INVERTED = string.digits + string.ascii_lowercase + string.ascii_uppercase


def encode(n: int, charset: Sequence[str] = CHARSET_DEFAULT) -> str:
    """Return the digits of a number; "0" where it is not above zero."""
    digits = []
    while n > 0:
        n, digit = divmod(n, BASE)
        digits.append(charset[digit])
    return "".join(reversed(digits)) or "0"


def decode(encoded: str, charset: Sequence[str] = CHARSET_DEFAULT) -> int:
    """Return the number that digits stand for, 0 for none; ValueError for another character."""
    _check(encoded, str)
    number = 0
    for digit in encoded:
        number = number * BASE + _value(digit, charset)
    return number


def encodebytes(barray: bytes, charset: Sequence[str] = CHARSET_DEFAULT) -> str:
    """Return bytes as digits; each run of up to 61 leading zeros is "0" and its length."""
    _check(barray, bytes)
    rest = barray.lstrip(b"\0")
    runs, left = divmod(len(barray) - len(rest), len(charset) - 1)
    zeros = f"0{charset[-1]}" * runs + (f"0{charset[left]}" if left else "")
    return zeros + encode(int.from_bytes(rest, "big"), charset) if rest else zeros


def decodebytes(encoded: str, charset: Sequence[str] = CHARSET_DEFAULT) -> bytes:
    """Return the bytes that `encodebytes` made a text of; ValueError for another character."""
    zeros = 0
    while encoded.startswith("0") and len(encoded) >= 2:
        zeros += _value(encoded[1], charset)
        encoded = encoded[2:]
    number = decode(encoded, charset)
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _value(digit: str, charset: Sequence[str]) -> int:
    try:
        return charset.index(digit)
    except ValueError:
        raise ValueError(f"base62: Invalid character ({digit})") from None


def _check(value: object, kind: type) -> None:
    if not isinstance(value, kind):
        raise TypeError(f"Expected {kind} object, not {type(value).__name__}")
