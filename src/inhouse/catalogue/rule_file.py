"""The text of a rule.toml -> Rule, each value checked and each error with its place."""

from __future__ import annotations

from typing import Any, get_args

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from inhouse.catalogue.rule_reader import Reader
from inhouse.errors import RuleError
from inhouse.model.rule import Claim, Difference, Reason, Rule, RuleSymbol, SymbolStatus
from inhouse.model.toml_text import toml_tables
from inhouse.model.verdict import Advice, Tier

BUILT_IN = "built-in"
SCHEMA = 1
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
    "claims": list,
    "refuses": str,
    "alone": bool,
    "along": list,
    "beside": list,
    "needs": list,
}
_CLAIM_KEYS: dict[str, type | tuple[type, ...]] = {"text": str, "test": str}
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


def tables_of(text: str, place: str) -> dict[str, Any]:
    """Return what a rule.toml holds, unchecked; RuleError where it is not TOML."""
    try:
        return toml_tables(text)
    except ValueError as error:
        raise RuleError(place, f"is not TOML: {error}") from error


def parse_rule(
    name: str,
    text: str,
    *,
    place: str,
    origin: str = BUILT_IN,
    complete: bool = False,
    tables: dict[str, Any] | None = None,
) -> Rule:
    """Turn the text of a rule.toml into a Rule; RuleError names the place of what is wrong.

    `tables` are those of the text, where they are known already.
    """
    data = tables_of(text, place) if tables is None else tables
    reader = Reader(place, text)
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
        claims=tuple(_claim(reader, item) for item in data.get("claims", [])),
        refuses=reader.pattern(data, "refuses"),
        alone=bool(data.get("alone", False)),
        along=reader.strings(data, "along") or (),
        beside=reader.strings(data, "beside") or (),
        needs=reader.strings(data, "needs") or (),
    )
    _check_versions(reader, rule)
    if rule.advice in ("stdlib", "snippet") and not rule.symbols:
        raise reader.error("symbols", f"advice {rule.advice} needs the names it covers")
    return rule


def _check_versions(reader: Reader, rule: Rule) -> None:
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


def _symbol(reader: Reader, data: Any) -> RuleSymbol:
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


def _difference(reader: Reader, data: Any) -> Difference:
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


def _claim(reader: Reader, data: Any) -> Claim:
    reader.check(data, _CLAIM_KEYS, "claims")
    return Claim(text=reader.required(data, "text"), test=reader.required(data, "test"))
