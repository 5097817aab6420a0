"""Makes short random identifiers."""

import random
import secrets

ALPHABET = "_-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def generate(alphabet: str = ALPHABET, size: int = 21) -> str:
    """Return `size` characters of the alphabet that nobody can guess."""
    return "".join(secrets.choice(alphabet) for _ in range(size))


def non_secure_generate(alphabet: str = ALPHABET, size: int = 21) -> str:
    """Return `size` characters of the alphabet; do not use it for secrets."""
    return "".join(random.choice(alphabet) for _ in range(size))  # noqa: S311
