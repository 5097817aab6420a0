"""What to try for a hole: values seen, values like them, what its annotation or name suggests."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from inhouse.model.proof import Hole
from inhouse.verifier import texts
from inhouse.verifier.annotations import strategy_of
from inhouse.verifier.generating import Texts, each_of, one_of, sampled, weighted
from inhouse.verifier.near import near

_PAIR = each_of((texts.STR, texts.SCALAR), texts.fixed_tuple)
# Kinds that are tried where nothing says what a value should be: a sample, and the rest.
KINDS: dict[str, tuple[str, Texts]] = {
    "str": ("'a'", texts.STR),
    "int": ("3", texts.INT),
    "strings": ("['b', 'a']", texts.iterable_of(texts.STR)),
    "dict": ("{'a': 1}", texts.dict_of(texts.STR, texts.nested(1))),
    "numbers": ("[3, 1, 2]", texts.iterable_of(texts.INT)),
    "float": ("1.5", texts.FLOAT),
    "bytes": ("b'abc'", texts.BYTES),
    "bool": ("True", texts.BOOL),
    "None": ("None", texts.NONE),
    "function": ("lambda *a, **k: a[0] if a else None", texts.function_of(texts.SCALAR)),
    "pairs": ("[('a', 1), ('b', 2)]", texts.listed(_PAIR)),
    "datetime": ("datetime.datetime(2024, 2, 29, 12, 30)", texts.DATETIME),
    "class": ("int", texts.CLASS),
    "file": ("io.StringIO('a\\nb\\n')", texts.TEXT_FILE),
}  # fmt: skip
_HINTS = (
    (r"n|num|number|count|size|length|width|height|limit|index|idx|i|j|k|times|base|digits|"
     r"precision|depth|level|indent|max_.*|min_.*|.*_(count|size|length|limit|index)", ("int",)),
    (r"s|st|string|text|txt|name|word|value|label|title|prefix|suffix|sep|separator|delimiter|path|"
     r"filename|url|line|pattern|regex|msg|message|encoding|char|chars|.*_(str|text|name|string)",
     ("str",)),
    (r"items?|iterable|seq|sequence|lst|list|values|elements|array|arr|xs|.*s_list|.*_list",
     ("strings", "numbers", "pairs")),
    (r"d|dct|dict|mapping|data|obj|kwargs|options|config|headers|params|.*_(dict|map|mapping)",
     ("dict", "strings", "str")),
    (r"f|fn|func|function|callback|cb|key|predicate|pred|default_factory|.*_(func|fn|callback)",
     ("function",)),
    (r"is_.*|has_.*|use_.*|allow_.*|with_.*|no_.*|ignore_.*|strict|reverse|lower|upper|flag|verbose",
     ("bool",)),
    (r"seconds|secs|delay|timeout|interval|rate|ratio|factor|amount|price|.*_(seconds|time)",
     ("float", "int")),
    (r"dt|date|datetime|when|time|timestamp|start|end|now|today", ("datetime", "int", "str")),
    (r"b|raw|blob|payload|content|body|.*_bytes", ("bytes", "str")),
    (r"file|fp|fh|stream|f_?obj|.*_file|buf|buffer", ("file", "str")),
    (r"cls|klass|type_?|kind|exception|exc|.*_(class|type)", ("class", "str")),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to try for one hole.

    `seen` are texts to try as they are; `kinds` names of `KINDS` that the hole may want, where
    `known` is None and nothing was seen; they are to be narrowed to those the original accepts.
    """

    seen: tuple[str, ...]
    known: Texts | None
    kinds: tuple[str, ...]

    @property
    def vague(self) -> bool:
        """Whether nothing but guesses says what the hole wants."""
        return bool(self.kinds)

    def samples(self) -> tuple[str, ...]:
        """Return texts to begin with: what was seen, else one per kind."""
        return self.seen or tuple(KINDS[kind][0] for kind in self.kinds) or ("None",)


def wanted_for(hole: Hole) -> Wanted:
    """Return what to try for a hole."""
    default = (hole.default or "").strip()
    seen = tuple(dict.fromkeys([*hole.examples, *([default] if default else [])]))
    known = strategy_of(hole.annotation) if hole.annotation else None
    around = [each for each in map(near, seen) if each is not None]
    if known is None and hole.examples and around:
        known = one_of(*around)
        around = []
    if known is not None:
        branches = [(4, known)] + ([(4, sampled(seen))] if seen else [])
        branches += [(4, one_of(*around))] if around else []
        return Wanted(seen=seen, known=weighted(*branches), kinds=())
    hinted = _hinted(hole.parameter or hole.name, default)
    kinds = tuple(dict.fromkeys([*hinted, *KINDS]))
    return Wanted(seen=seen, known=None, kinds=kinds)


def _hinted(name: str, default: str) -> tuple[str, ...]:
    """Return the kinds that a name and a default suggest; a weak hint that orders the trying."""
    by_default = {"True": "bool", "False": "bool", "[]": "strings", "{}": "dict"}.get(default)
    if by_default is None and re.fullmatch(r"-?\d+", default):
        by_default = "int"
    elif by_default is None and default[:1] in ("'", '"'):
        by_default = "str"
    first = (by_default,) if by_default else ()
    for pattern, kinds in _HINTS:
        if re.fullmatch(pattern, name.lower().strip("_")):
            return (*first, *kinds)
    return first


def strategy_for(wanted: Wanted, accepted: Collection[str]) -> Texts:
    """Return the strategy for a hole; `accepted` are the kinds that the original takes.

    A little of what it does not want is among it: the errors of both sides are compared too.
    """
    odd = sampled(["None", "''", "0", "[]", "{}", "object()", "b''", "1.5", "'x'", "[None]"])
    if wanted.known is not None:
        return weighted((14, wanted.known), (1, odd))
    chosen = [kind for kind in wanted.kinds if kind in accepted] or list(wanted.kinds)
    branches = [(4, KINDS[kind][1]) for kind in chosen]
    around = [each for each in map(near, wanted.seen) if each is not None]
    branches += [(4, sampled(wanted.seen))] if wanted.seen else []
    branches += [(2, one_of(*around))] if around else []
    return weighted(*branches, (1, odd))
