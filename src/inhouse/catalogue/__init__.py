"""The catalogue: rules/<distribution>/rule.toml -> Rule, read only for names that are asked for.

Built-in rules come with the package (or stand beside `src/` in a checkout); project-local folders
are read the same way and win over built-in ones. No code of a rule folder is ever run here: the
other files of a folder are given as texts to those who ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from packaging.utils import canonicalize_name

from inhouse.catalogue.rule_file import BUILT_IN, parse_rule, tables_of
from inhouse.errors import RuleError
from inhouse.model.rule import Rule

__all__ = ["BUILT_IN", "CONTRACT", "FOLDER", "PROOF", "Catalogue", "Memory", "built_in_folder"]
__all__ += ["parse_rule", "write_texts"]
_PACKED = Path(__file__).parents[1] / "_rules"
_CHECKOUT = Path(__file__).parents[3] / "rules"
# The files of a complete folder beside rule.toml, and the two that only some rules need.
CONTRACT = "test_contract.py"
FOLDER = (CONTRACT, "before.py", "after.py", "replacement.py", "rewrites.py", "equivalent.toml")
PROOF = "proof.json"  # what a check of the folder found
_KIND = "rule"  # of what is kept in a memory
_LONGEST = 200_000  # bytes of such a file


def built_in_folder() -> Path:
    """Return the folder of the built-in rules: inside the package, else of the checkout."""
    return _PACKED if _PACKED.is_dir() else _CHECKOUT


class Memory(Protocol):
    """Where values are kept from one run to the next, by their kind and what they come from."""

    def get(self, kind: str, key: str) -> Any | None:
        """Return what was put there, or None."""

    def put(self, kind: str, key: str, value: Any) -> None:
        """Keep a value that JSON can hold."""


class Catalogue:
    """Rules by distribution name; a rule is read when it is first asked for.

    With a `memory` the tables of a text that was read before are not parsed again.
    """

    def __init__(self, local: tuple[Path, ...] = (), memory: Memory | None = None) -> None:
        self._memory = memory
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
            tables = self._memory.get(_KIND, text) if self._memory else None
            known = isinstance(tables, dict)
            found = tables if known else tables_of(text, str(path))
            self._rules[name] = parse_rule(
                name, text, place=str(path), origin=origin, complete=complete, tables=found
            )
            if self._memory and not known:
                self._memory.put(_KIND, text, found)
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
