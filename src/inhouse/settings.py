"""Reads `[tool.inhouse]` of a pyproject.toml that is already parsed."""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, get_args

from packaging.utils import canonicalize_name

from inhouse.errors import SettingsError, UsageError
from inhouse.model.settings import (
    LITERATURE,
    Allowance,
    AlsoFail,
    GatePolicy,
    Profile,
    Settings,
    Thresholds,
    Transitive,
)
from inhouse.model.verdict import TIERS

T = TypeVar("T")
_PROFILES: dict[str, Thresholds] = {"default": Thresholds(), "literature": LITERATURE}


def read(
    pyproject: Mapping[str, Any] | None, place: str, *, profile: str | None = None
) -> Settings:
    """Return the settings of a whole pyproject document; None stands for an absent file.

    `place` names the file in errors; `profile` is what the command line asks for and goes before
    the file's. SettingsError names the file, the key's path, what is wrong and, for an unknown
    key, the nearest known one; UsageError names the profiles where `profile` is not one.
    """
    if profile is not None and profile not in _PROFILES:
        raise UsageError(f"--profile {profile!r}: no such profile; give {_either(_PROFILES)}")
    table = _table(_table(pyproject or {}, place, "tool"), place, "tool", "inhouse")
    known = {field.name for field in dataclasses.fields(Settings)}
    _refuse_unknown(table, known, place, "tool.inhouse")
    read_key = _Reader(table, place, "tool.inhouse")
    from_file = read_key.get("profile", _profile)
    chosen = typing.cast("Profile", profile or from_file or "default")
    thresholds = _thresholds(
        _table(table, place, "tool.inhouse", "thresholds"), place, _PROFILES[chosen]
    )
    return Settings(
        profile=chosen,
        thresholds=thresholds,
        lock=read_key.get("lock", _text),
        rules=read_key.get("rules", _texts) or (),
        exclude=read_key.get("exclude", _texts) or (),
        advisories=read_key.get("advisories", _text) or Settings().advisories,
        allow=_allowances(table.get("allow", []), place),
        gate=_gate(_table(table, place, "tool.inhouse", "gate"), place),
    )


class _WrongValueError(Exception):
    """What is wrong with one value; the reader adds the place."""


class _Reader:
    """Reads the keys of one table and says where a wrong value stands."""

    def __init__(self, table: Mapping[str, Any], place: str, path: str) -> None:
        self.table, self.place, self.path = table, place, path

    def get(self, name: str, convert: Callable[[Any], T]) -> T | None:
        """Return the converted value, None where the key is absent."""
        if name not in self.table:
            return None
        try:
            return convert(self.table[name])
        except _WrongValueError as problem:
            raise SettingsError(self.place, f"{self.path}.{name} {problem}") from None


def _table(outer: Mapping[str, Any], place: str, *path: str) -> Mapping[str, Any]:
    value = outer.get(path[-1], {})
    if not isinstance(value, Mapping):
        raise SettingsError(place, f"{'.'.join(path)} must be a table, not {_kind(value)}")
    return value


def _refuse_unknown(table: Mapping[str, Any], known: Iterable[str], place: str, path: str) -> None:
    names = sorted(known)
    for key in table:
        if key in names:
            continue
        near = difflib.get_close_matches(key.replace("_", "-").lower(), names, n=1, cutoff=0.5)
        mend = f"did you mean {near[0]}?" if near else f"known keys: {', '.join(names)}"
        raise SettingsError(place, f"{path}.{key} is not a setting of inhouse", mend)


def _thresholds(table: Mapping[str, Any], place: str, start: Thresholds) -> Thresholds:
    path = "tool.inhouse.thresholds"
    names = {field.name.replace("_", "-"): field.name for field in dataclasses.fields(start)}
    _refuse_unknown(table, names, place, path)
    reader = _Reader(table, place, path)
    changes = {names[key]: reader.get(key, _count) for key in table}
    return dataclasses.replace(start, **typing.cast("dict[str, Any]", changes))


def _allowances(value: Any, place: str) -> tuple[Allowance, ...]:
    if not isinstance(value, list):
        raise SettingsError(
            place, f"tool.inhouse.allow must be a list of tables, not {_kind(value)}"
        )
    return tuple(_allowance(item, place, index) for index, item in enumerate(value))


def _allowance(item: Any, place: str, index: int) -> Allowance:
    path = f"tool.inhouse.allow[{index}]"
    if not isinstance(item, Mapping):
        raise SettingsError(place, f"{path} must be a table, not {_kind(item)}")
    _refuse_unknown(item, (field.name for field in dataclasses.fields(Allowance)), place, path)
    reader = _Reader(item, place, path)
    name, reason = reader.get("name", _text), reader.get("reason", _text)
    if name is None or reason is None:
        absent = "name" if name is None else "reason"
        raise SettingsError(place, f"{path} has no {absent}", "an allowance needs name and reason")
    return Allowance(
        name=canonicalize_name(name),
        reason=reason,
        until=reader.get("until", _day),
        who=reader.get("who", _text),
    )


def _gate(table: Mapping[str, Any], place: str) -> GatePolicy:
    path = "tool.inhouse.gate"
    read: dict[str, Callable[[Any], Any]] = {
        "tiers": _some_of(tuple(tier for tier in TIERS if tier != "unknown")),
        "also-fail": _some_of(get_args(AlsoFail)),
        "deny": lambda value: tuple(canonicalize_name(name) for name in _texts(value)),
        "deny-licenses": _texts,
        "stale-years": _count,
        "max-new": _count,
        "groups": lambda value: tuple(
            name if name == "*" else canonicalize_name(name) for name in _texts(value)
        ),
        "transitive": _one_of(get_args(Transitive)),
        "identity": _one_of(("name", "major")),
        "allow-from": _one_of(("head", "base")),
    }
    _refuse_unknown(table, read, place, path)
    reader = _Reader(table, place, path)
    given: dict[str, Any] = {key.replace("-", "_"): reader.get(key, read[key]) for key in table}
    return GatePolicy(**given)


def _one_of(known: tuple[str, ...]) -> Callable[[Any], str]:
    def convert(value: Any) -> str:
        if not isinstance(value, str) or value not in known:
            near = difflib.get_close_matches(str(value), known, n=1)
            mean = f"; did you mean {near[0]!r}?" if near else ""
            raise _WrongValueError(f"must be {_either(known)}, not {_shown(value)}{mean}")
        return value

    return convert


def _some_of(known: tuple[str, ...]) -> Callable[[Any], tuple[str, ...]]:
    one = _one_of(known)

    def convert(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise _WrongValueError(f"must be a list of texts, not {_kind(value)}")
        return tuple(dict.fromkeys(one(item) for item in value))

    return convert


def _profile(value: Any) -> str:
    if not isinstance(value, str) or value not in _PROFILES:
        raise _WrongValueError(f"must be {_either(_PROFILES)}, not {_shown(value)}")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _WrongValueError(f"must be a text, not {_shown(value)}")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _WrongValueError(f"must be a list of texts, not {_kind(value)}")
    return tuple(_text(item) for item in value)


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _WrongValueError(f"must be a whole number from 0, not {_shown(value)}")
    return value


def _day(value: Any) -> str:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise _WrongValueError(f"must be a day such as 2027-01-31, not {_shown(value)}") from None


def _either(names: Iterable[str]) -> str:
    return " or ".join(repr(name) for name in names)


def _shown(value: Any) -> str:
    """Return a short value as written, a longer one as its kind."""
    text = repr(value)
    simple = isinstance(value, str | bool | int | float)
    return text if simple and len(text) <= 40 else _kind(value)


def _kind(value: Any) -> str:
    names = {str: "a text", bool: "true or false", int: "a number", float: "a number"}
    names |= {list: "a list", dict: "a table"}
    return names.get(type(value), "a date or time")
