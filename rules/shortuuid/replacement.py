"""Writes UUIDs as short texts, and reads them."""

import math
import secrets
import uuid as uuids

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


class ShortUUID:
    """Texts of one alphabet, whose characters are put in order and each kept once."""

    def __init__(self, alphabet: str | None = None) -> None:
        self.set_alphabet(_ALPHABET if alphabet is None else alphabet)

    def get_alphabet(self) -> str:
        """Return the alphabet as it is used."""
        return self._alphabet

    def set_alphabet(self, alphabet: str) -> None:
        """Use another alphabet; ValueError for less than two characters."""
        characters = "".join(sorted(set(alphabet)))
        if len(characters) < 2:
            raise ValueError("Alphabet with more than one unique symbols required.")
        self._alphabet = characters

    def encoded_length(self, num_bytes: int = 16) -> int:
        """Return how many characters so many bytes need."""
        return math.ceil(math.log(256) / math.log(len(self._alphabet)) * num_bytes)

    def _length(self, wanted: int | None) -> int:
        return math.ceil(math.log(2**128, len(self._alphabet))) if wanted is None else wanted

    def encode(self, uuid: uuids.UUID, pad_length: int | None = None) -> str:
        """Return a UUID as a text, filled up in front to a length; ValueError for other things."""
        if not isinstance(uuid, uuids.UUID):
            raise ValueError("Input `uuid` must be a UUID object.")
        number, text = uuid.int, ""
        while number:
            number, digit = divmod(number, len(self._alphabet))
            text = self._alphabet[digit] + text
        return text.rjust(self._length(pad_length), self._alphabet[0])

    def decode(self, string: str, legacy: bool = False) -> uuids.UUID:
        """Return the UUID of a text; `legacy` ones, of before 1.0, are read backwards.

        ValueError for other characters, or too large a number.
        """
        if not isinstance(string, str):
            raise ValueError("Input `string` must be a str.")
        number = 0
        for character in reversed(string) if legacy else string:
            number = number * len(self._alphabet) + self._alphabet.index(character)
        return uuids.UUID(int=number)

    def uuid(self, name: str | None = None, pad_length: int | None = None) -> str:
        """Return a random UUID as a text, or that of a name: an address or a domain."""
        if name is None:
            return self.encode(uuids.uuid4(), pad_length)
        address = name.lower().startswith(("http://", "https://"))
        space = uuids.NAMESPACE_URL if address else uuids.NAMESPACE_DNS
        return self.encode(uuids.uuid5(space, name), pad_length)

    def random(self, length: int | None = None) -> str:
        """Return random characters that nobody can guess."""
        return "".join(secrets.choice(self._alphabet) for _ in range(self._length(length)))


_SHARED = ShortUUID()
encode = _SHARED.encode
decode = _SHARED.decode
uuid = _SHARED.uuid
random = _SHARED.random
get_alphabet = _SHARED.get_alphabet
set_alphabet = _SHARED.set_alphabet
