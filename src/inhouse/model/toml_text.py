"""Reads TOML of unknown origin: whatever the text, it gives tables or ValueError, and soon."""

from __future__ import annotations

import re
import tomllib
from typing import Any

MAX_KEY_PARTS = 100  # tomllib's time grows with the square of them; people write five or six
# No part of a key is looked at twice: a match starts where no word goes on and where none ended.
_PART = r"(?:[A-Za-z0-9_-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+"
_LONG_KEY = re.compile(rf"(?<![A-Za-z0-9_.\"' \t-])[ \t]*+(?:{_PART}){{{MAX_KEY_PARTS}}}")


def toml_tables(text: str) -> dict[str, Any]:
    """Return the document's tables; ValueError, in one line, where the text is no such document."""
    text = text.removeprefix("\ufeff")
    if _LONG_KEY.search(text):
        raise ValueError(f"a key has more than {MAX_KEY_PARTS} parts")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except ValueError:  # the interpreter's limit on the digits of a number
        raise ValueError("a number has too many digits") from None
