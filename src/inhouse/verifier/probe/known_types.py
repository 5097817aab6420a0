"""Canonical content of standard types whose state no `__dict__` shows.

They call methods of the standard type itself, never of a subclass.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing is not loaded in the child: the code under test must ask for it
    from typing import Any


def _reduced(value: Any, of: Any, klass: Any) -> Any:
    parts: Any = object.__reduce_ex__(value, 2)
    return of(parts[1] if len(parts) < 3 else (parts[1], parts[2]))


def _time(value: Any, of: Any, klass: Any) -> Any:
    zone = value.tzinfo
    return [klass.isoformat(value), value.fold, of(zone)]


def _buffer(value: Any, of: Any, klass: Any) -> Any:
    if value.closed:
        return "closed"
    return [of(klass.getvalue(value)), klass.tell(value)]


def _file(value: Any, of: Any, klass: Any) -> Any:
    if value.closed:
        return "closed"
    try:
        place = value.tell()
    except (OSError, ValueError):
        place = None
    return [of(getattr(value, "name", None)), of(getattr(value, "mode", None)), place]


def _partial(value: Any, of: Any, klass: Any) -> Any:
    return [of(value.func), of(value.args), of(value.keywords)]


def _alias(value: Any, of: Any, klass: Any) -> Any:
    return [of(value.__origin__), of(value.__args__)]


def _deque(value: Any, of: Any, klass: Any) -> Any:
    return [[of(item) for item in klass.__iter__(value)], value.maxlen]


_TABLE = {
    "date": ("datetime", lambda value, of, klass: klass.isoformat(value)),
    "datetime": ("datetime", _time),
    "time": ("datetime", _time),
    "timedelta": ("datetime", lambda value, of, klass: klass.__repr__(value)),
    "timezone": ("datetime", lambda value, of, klass: klass.__repr__(value)),
    "ZoneInfo": ("zoneinfo", lambda value, of, klass: of(value.key)),
    "Decimal": ("decimal", lambda value, of, klass: klass.__repr__(value)),
    "PurePath": ("pathlib", lambda value, of, klass: of(klass.__str__(value))),
    "Pattern": ("re", lambda value, of, klass: [of(value.pattern), value.flags]),
    "Match": ("re", lambda value, of, klass: [of(value.re), of(value.string), of(value.regs)]),
    "StringIO": ("io", _buffer),
    "BytesIO": ("io", _buffer),
    "TextIOWrapper": ("io", _file),
    "BufferedReader": ("io", _file),
    "BufferedWriter": ("io", _file),
    "BufferedRandom": ("io", _file),
    "FileIO": ("io", _file),
    "deque": ("collections", _deque),
    "array": ("array", lambda value, of, klass: [value.typecode, of(klass.tobytes(value))]),
    "partial": ("functools", _partial),
    "itemgetter": ("operator", _reduced),
    "attrgetter": ("operator", _reduced),
    "methodcaller": ("operator", _reduced),
    "count": ("itertools", _reduced),
    "struct_time": ("time", _reduced),
    "mappingproxy": ("types", lambda value, of, klass: of(dict(value))),
    "GenericAlias": ("types", _alias),
}
_ALIASES = {"mappingproxy": "MappingProxyType"}
# Classes whose instances say nothing that may be compared: locks, references, frames.
OPAQUE = {"_thread", "weakref", "_weakref", "threading", "_asyncio", "asyncio.events"}


def content(value: Any, klass: Any, name: Any, of: Any) -> Any:
    """Return (True, canonical content) where `klass` is the known type `name`, else (False, None).

    Each maker has the shape (value, of, klass); `klass` may be a base of the value's own type.
    """
    entry = _TABLE.get(name)
    if entry is None:
        return False, None
    module, maker = entry
    if getattr(sys.modules.get(module), _ALIASES.get(name, name), None) is not klass:
        return False, None
    make: Any = maker
    return True, make(value, of, klass)
