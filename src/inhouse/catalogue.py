"""The catalogue: rules/<distribution>/rule.toml -> Rule, read only for names that are asked for.

Built-in rules come with the package (or stand beside `src/` in a checkout); project-local folders
are read the same way and win over built-in ones. No code of a rule folder is ever run here: the
other files of a folder are given as texts to those who ask.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from inhouse.errors import RuleError
from inhouse.model.rule import Difference, Reason, Rule, RuleSymbol, SymbolStatus
from inhouse.model.toml_text import toml_tables
from inhouse.model.verdict import Advice, Tier

BUILT_IN = "built-in"
SCHEMA = 1
_PACKED = Path(__file__).parent / "_rules"
_CHECKOUT = Path(__file__).parents[2] / "rules"
# The files of a complete folder beside rule.toml, and the two that only some rules need.
CONTRACT = "test_contract.py"
FOLDER = (CONTRACT, "before.py", "after.py", "replacement.py", "rewrites.py", "equivalent.toml")
PROOF = "proof.json"  # what a check of the folder found
_LONGEST = 200_000  # bytes of such a file
_KEYS: dict[str, type | tuple[type, ...]] = {
    "schema": int,
    "tier": str,
    "reason": str,
    "advice": str,
    "otherwise": str,
    "summary": str,
    "target": str,
    "min-python": str,
    "versions": str,
    "own-lines": int,
    "keep-when": list,
    "references": list,
    "symbols": list,
    "differences": list,
    "package": str,
    "tested": list,
    "original-python": str,
}
_SYMBOL_KEYS: dict[str, type | tuple[type, ...]] = {
    "name": str,
    "status": str,
    "to": str,
    "keywords": list,
    "why": str,
    "pair": str,
    "signature": str,
    "contexts": list,
    "attributes": list,
    "not-through-super": bool,
    "not-asked": list,
}
_DIFFERENCE_KEYS: dict[str, type | tuple[type, ...]] = {
    "text": str,
    "verified": bool,
    "test": str,
    "symbols": list,
    "original": str,
    "replacement": str,
    "values": str,
}


def built_in_folder() -> Path:
    """Return the folder of the built-in rules: inside the package, else of the checkout."""
    return _PACKED if _PACKED.is_dir() else _CHECKOUT


class Catalogue:
    """Rules by distribution name; a rule is read when it is first asked for."""

    def __init__(self, local: tuple[Path, ...] = ()) -> None:
        self.folders = (built_in_folder(), *local)
        self._places: dict[str, tuple[Path, str]] = {}
        for folder, origin in [(built_in_folder(), BUILT_IN)] + [(p, str(p)) for p in local]:
            if not folder.is_dir():
                raise RuleError(str(folder), "no such folder", "correct [tool.inhouse] rules")
            for entry in sorted(folder.iterdir()):
                if (entry / "rule.toml").is_file():
                    self._places[self._name_of(entry)] = (entry / "rule.toml", origin)
        self._rules: dict[str, Rule] = {}

    @staticmethod
    def _name_of(folder: Path) -> str:
        name = canonicalize_name(folder.name)
        if name != folder.name:
            raise RuleError(str(folder), "the folder is not named as the index does", f"use {name}")
        return name

    def names(self) -> tuple[str, ...]:
        """Return the names of all rules, sorted."""
        return tuple(sorted(self._places))

    def get(self, name: str) -> Rule | None:
        """Return the rule of a distribution, or None; RuleError if its file is not well formed."""
        if name not in self._places:
            return None
        if name not in self._rules:
            path, origin = self._places[name]
            try:
                text = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise RuleError(str(path), f"cannot be read: {error}") from error
            complete = (path.parent / CONTRACT).is_file()
            self._rules[name] = parse_rule(
                name, text, place=str(path), origin=origin, complete=complete
            )
        return self._rules[name]

    def place(self, name: str) -> Path:
        """Return the rule's folder; KeyError where there is no such rule."""
        return self._places[name][0].parent

    def texts(self, name: str) -> dict[str, str]:
        """Return the texts of the rule's files by file name, rule.toml among them.

        What is not there is left out, and so is the record. RuleError where a file is no text.
        """
        found = ((file, _text_of(self.place(name) / file)) for file in ("rule.toml", *FOLDER))
        return {file: text for file, text in found if text is not None}

    def proof(self, name: str) -> str | None:
        """Return the text of the rule's record, None where there is none."""
        return _text_of(self.place(name) / PROOF)


def write_texts(folder: Path, texts: Mapping[str, str], *, new: bool = False) -> None:
    """Write files of a rules folder; with `new` the folder must not be there yet (RuleError)."""
    try:
        folder.mkdir(parents=True, exist_ok=not new)
        for file, text in texts.items():
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
    except FileExistsError as error:
        raise RuleError(str(folder), "is there already", "nothing was overwritten") from error
    except OSError as error:
        raise RuleError(str(folder), f"cannot be written: {error.strerror}") from error


def _text_of(path: Path) -> str | None:
    if not path.is_file():
        return None
    try:
        if path.stat().st_size > _LONGEST:
            raise RuleError(str(path), f"is longer than {_LONGEST:,} bytes")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(str(path), f"cannot be read: {error}") from error


def parse_rule(
    name: str, text: str, *, place: str, origin: str = BUILT_IN, complete: bool = False
) -> Rule:
    """Turn the text of a rule.toml into a Rule; RuleError names the place of what is wrong."""
    try:
        data = toml_tables(text)
    except ValueError as error:
        raise RuleError(place, f"is not TOML: {error}") from error
    reader = _Reader(place, text)
    reader.check(data, _KEYS, "")
    if data.get("schema") != SCHEMA:
        raise reader.error("schema", f"must be {SCHEMA}")
    rule = Rule(
        id=name,
        origin=origin,
        tier=reader.choice(data, "tier", get_args(Tier)),
        reason=reader.choice(data, "reason", get_args(Reason)),
        advice=reader.choice(data, "advice", get_args(Advice)),
        otherwise=reader.choice(data, "otherwise", get_args(Advice), default="review"),
        summary=reader.required(data, "summary"),
        target=data.get("target"),
        min_python=data.get("min-python"),
        versions=data.get("versions"),
        own_lines=data.get("own-lines"),
        symbols=tuple(_symbol(reader, item) for item in data.get("symbols", [])),
        differences=tuple(_difference(reader, item) for item in data.get("differences", [])),
        keep_when=reader.strings(data, "keep-when") or (),
        references=reader.strings(data, "references") or (),
        package=data.get("package"),
        tested=reader.strings(data, "tested") or (),
        complete=complete,
        original_python=data.get("original-python"),
    )
    _check_versions(reader, rule)
    if rule.advice in ("stdlib", "snippet") and not rule.symbols:
        raise reader.error("symbols", f"advice {rule.advice} needs the names it covers")
    return rule


def _check_versions(reader: _Reader, rule: Rule) -> None:
    try:
        SpecifierSet(rule.versions or "")
    except InvalidSpecifier as error:
        raise reader.error("versions", "is not a version specifier") from error
    for key, version in (
        ("min-python", rule.min_python),
        ("original-python", rule.original_python),
    ):
        try:
            Version(version or "3")
        except InvalidVersion as error:
            raise reader.error(key, "is not a version") from error


def _symbol(reader: _Reader, data: Any) -> RuleSymbol:
    reader.check(data, _SYMBOL_KEYS, "symbols")
    return RuleSymbol(
        name=reader.required(data, "name"),
        status=reader.choice(data, "status", get_args(SymbolStatus), default="advised"),
        to=data.get("to"),
        keywords=reader.strings(data, "keywords"),
        why=data.get("why"),
        pair=data.get("pair"),
        signature=data.get("signature"),
        contexts=reader.strings(data, "contexts"),
        attributes=reader.strings(data, "attributes") or (),
        not_through_super=bool(data.get("not-through-super", False)),
        not_asked=reader.strings(data, "not-asked") or (),
    )


def _difference(reader: _Reader, data: Any) -> Difference:
    reader.check(data, _DIFFERENCE_KEYS, "differences")
    return Difference(
        text=reader.required(data, "text"),
        verified=bool(data.get("verified", False)),
        test=data.get("test"),
        symbols=reader.strings(data, "symbols") or (),
        original=reader.pattern(data, "original"),
        replacement=reader.pattern(data, "replacement"),
        values=reader.pattern(data, "values"),
    )


class _Reader:
    """Checked access to the tables of one rule file; errors carry file and line."""

    def __init__(self, place: str, text: str) -> None:
        self.place = place
        self.lines = text.splitlines()

    def error(self, key: str, wrong: str, mend: str = "") -> RuleError:
        line = next(
            (n for n, text in enumerate(self.lines, 1) if text.lstrip("[ ").startswith(key)), 1
        )
        return RuleError(f"{self.place}:{line}", f"{key} {wrong}", mend)

    def check(self, data: Any, known: dict[str, type | tuple[type, ...]], table: str) -> None:
        if not isinstance(data, dict):
            raise self.error(table, "must be tables")
        for key, value in data.items():
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                raise self.error(key, "is unknown", f"did you mean {near[0]}?" if near else "")
            expected = known[key]
            wrong_bool = isinstance(value, bool) and expected is not bool
            if not isinstance(value, expected) or wrong_bool:
                raise self.error(key, f"must be of type {getattr(expected, '__name__', expected)}")

    def required(self, data: dict[str, Any], key: str) -> str:
        value = data.get(key)
        if not value:
            raise self.error(key, "is missing or empty")
        return str(value)

    def choice(
        self, data: dict[str, Any], key: str, known: tuple[Any, ...], default: Any = None
    ) -> Any:
        value = data.get(key, default)
        if value not in known:
            raise self.error(key, f"must be one of {', '.join(known)}")
        return value

    def pattern(self, data: dict[str, Any], key: str) -> str:
        value = str(data.get(key, ""))
        try:
            re.compile(value)
        except re.error as error:
            raise self.error(key, f"is not a regular expression: {error}") from error
        return value

    def strings(self, data: dict[str, Any], key: str) -> tuple[str, ...] | None:
        value = data.get(key)
        if value is None:
            return None
        if not all(isinstance(item, str) for item in value):
            raise self.error(key, "must be a list of strings")
        return tuple(value)
