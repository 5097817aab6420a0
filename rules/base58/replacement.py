"""Writes bytes in base 58, and reads them."""

import hashlib

BITCOIN_ALPHABET = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
RIPPLE_ALPHABET = b"rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_ALIKE = (b"0Oo", b"Il1")


def _bytes(v: str | bytes) -> bytes:
    return v.encode("ascii") if isinstance(v, str) else v


def b58encode_int(i: int, default_one: bool = True, alphabet: bytes = BITCOIN_ALPHABET) -> bytes:
    """Return the digits of a number; of 0 one digit, or none unless `default_one`."""
    digits = bytearray()
    while i:
        i, digit = divmod(i, len(alphabet))
        digits.append(alphabet[digit])
    return bytes(reversed(digits)) or (alphabet[:1] if default_one else b"")


def b58encode(v: str | bytes, alphabet: bytes = BITCOIN_ALPHABET) -> bytes:
    """Return bytes, or ASCII text, in base 58; zeros in front are kept."""
    data = _bytes(v)
    zeros = len(data) - len(data.lstrip(b"\0"))
    digits = b58encode_int(int.from_bytes(data, "big"), default_one=False, alphabet=alphabet)
    return alphabet[:1] * zeros + digits


def _values(alphabet: bytes, autofix: bool) -> dict[int, int]:
    values = {digit: value for value, digit in enumerate(alphabet)}
    for group in _ALIKE if autofix else ():
        known = [digit for digit in group if digit in values]
        if len(known) == 1:
            values.update(dict.fromkeys(group, values[known[0]]))
    return values


def b58decode_int(
    v: str | bytes, alphabet: bytes = BITCOIN_ALPHABET, *, autofix: bool = False
) -> int:
    """Return the number of digits in base 58; ValueError where one is none.

    With `autofix` a digit that looks like another is taken for it.
    """
    values, number = _values(alphabet, autofix), 0
    for digit in _bytes(v if b" " in alphabet else v.rstrip()):
        if digit not in values:
            raise ValueError(f"Invalid character {chr(digit)!r}")
        number = number * len(alphabet) + values[digit]
    return number


def b58decode(
    v: str | bytes, alphabet: bytes = BITCOIN_ALPHABET, *, autofix: bool = False
) -> bytes:
    """Return the bytes of a text in base 58; ValueError where it is none."""
    text = _bytes(v.rstrip())
    digits = text.lstrip(alphabet[:1])
    number = b58decode_int(digits, alphabet, autofix=autofix)
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return bytes(len(text) - len(digits)) + data


def _checksum(data: bytes) -> bytes:
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()[:4]


def b58encode_check(v: str | bytes, alphabet: bytes = BITCOIN_ALPHABET) -> bytes:
    """Return bytes and their checksum in base 58."""
    data = _bytes(v)
    return b58encode(data + _checksum(data), alphabet)


def b58decode_check(
    v: str | bytes, alphabet: bytes = BITCOIN_ALPHABET, *, autofix: bool = False
) -> bytes:
    """Return the bytes of a text that ends in their checksum; ValueError where that is wrong."""
    found = b58decode(v, alphabet, autofix=autofix)
    data, checksum = found[:-4], found[-4:]
    if checksum != _checksum(data):
        raise ValueError("Invalid checksum")
    return data
