"""All that can be said of a rule's folder without running anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inhouse.model.rule import Rule
from inhouse.model.rule_check import Mistake
from inhouse.rulebook import claims, contract, draft, pairs, programs, replacement, table
from inhouse.rulebook.source import Source, parse_source

_ALWAYS = ("test_contract.py", "before.py", "after.py")


def mistakes_in(rule: Rule, texts: Mapping[str, str]) -> tuple[Mistake, ...]:
    """Return what is wrong in a complete rule's files, given as texts by file name.

    A folder that holds rule.toml only is data, and its reader has said all there is to say.
    """
    if set(texts) <= {"rule.toml"}:
        return ()
    found: list[Mistake] = []
    sources: dict[str, Source] = {}
    for file, text in texts.items():
        if not file.endswith(".py"):
            continue
        parsed = parse_source(file, text)
        if isinstance(parsed, Mistake):
            found.append(parsed)
        else:
            sources[file] = parsed
    found += _absent(rule, texts)
    found += draft.mistakes(rule, sources)
    table_of = texts.get("rule.toml", "")
    found += claims.mistakes(rule, table_of, sources)
    found += table.mistakes(rule, table_of, sources) if not rule.shows else ()
    for file, look in (
        ("test_contract.py", contract.mistakes),
        ("replacement.py", replacement.mistakes),
        ("rewrites.py", pairs.mistakes),
        ("before.py", programs.mistakes_before),
        ("after.py", programs.mistakes_after),
    ):
        if file in sources:
            found += look(rule, sources[file])
    return tuple(sorted(set(found), key=lambda each: (each.file, each.line, each.wrong)))


def _absent(rule: Rule, texts: Mapping[str, str]) -> Iterator[Mistake]:
    needed = list(_ALWAYS) if not rule.shows else [claims.CONTRACT]
    if any((each.to or "").startswith("_inhouse.") for each in rule.symbols):
        needed.append("replacement.py")
    if any(each.pair for each in rule.symbols):
        needed.append("rewrites.py")
    for file in needed:
        if file not in texts:
            yield Mistake(file=file, line=1, wrong="is missing: the folder is not complete")
