"""One JSON document from a frozen dataclass: field order kept, ASCII only."""

from __future__ import annotations

import dataclasses
import json
from functools import cache
from typing import Any

_LONE_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def document(value: Any) -> str:
    r"""Return the JSON text of a dataclass, ended by a newline.

    Only ASCII is written, so the document is the same in any encoding and holds nothing that a
    terminal would act on; half characters, which strict readers refuse, become U+FFFD.
    """
    return json.dumps(_plain(value), indent=2, ensure_ascii=True, allow_nan=False) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else value.translate(_LONE_SURROGATES)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {_plain(key): _plain(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, name)) for name in _names(type(value))}
    return value


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))
