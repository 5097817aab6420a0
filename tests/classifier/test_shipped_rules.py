"""Rules that ship hold only for calls that their replacement takes."""

from __future__ import annotations

import pytest

from inhouse.catalogue import Catalogue
from inhouse.classifier import classify
from inhouse.model.evidence import SymbolUse
from tests.classifier.subjects import subject, usage


def advice(rule: str, symbol: str, *keywords: str) -> str:
    used = usage(SymbolUse(symbol=symbol, count=1, keywords=keywords))
    return classify(subject(rule=Catalogue().get(rule), used=used, python="3.13")).advice


@pytest.mark.parametrize(
    ("rule", "symbol", "keyword"),
    [
        ("repoze-lru", "repoze.lru.lru_cache", "timeout"),
        ("glob2", "glob2.glob", "with_matches"),
        ("importlib-resources", "importlib_resources.files", "anchor"),
        ("importlib-resources", "importlib_resources.read_text", "anchor"),
    ],
)
def test_a_keyword_that_the_standard_library_does_not_take(
    rule: str, symbol: str, keyword: str
) -> None:
    assert advice(rule, symbol, keyword) == "review"
    assert advice(rule, symbol) == "stdlib"


@pytest.mark.parametrize(
    ("rule", "symbol", "sure"),
    [
        ("toml", "toml.loads", "high"),
        ("pkgutil-resolve-name", "pkgutil_resolve_name.resolve_name", "high"),
        ("simplejson", "simplejson.loads", "high"),
        ("simplejson", "simplejson.dumps", "medium"),  # advice only: what is written is not known
        ("backports-shutil-which", "backports.shutil_which.which", "medium"),  # not run
    ],
)
def test_advice_is_sure_where_a_contract_has_shown_it(rule: str, symbol: str, sure: str) -> None:
    used = usage(SymbolUse(symbol=symbol, count=1, keywords=()))
    found = classify(subject(rule=Catalogue().get(rule), used=used, python="3.13"))
    assert (found.advice in ("stdlib", "snippet"), found.confidence) == (True, sure)
