"""The files of a rule that says nothing yet, and runs all the same."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inhouse.rulebook.draft import SUMMARY

WHY = "not looked at yet"
_MICRO = 450  # lines of code; docs/verdict.md


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A package as its files show it; `names` are public ones with their signatures, "" if none."""

    distribution: str
    version: str
    package: str  # the import package that the rule is about
    others: Sequence[str]  # the distribution's further ones
    names: Mapping[str, str]
    unknown: str  # why there are no names, "" where there are
    sloc: int


def scaffold(offer: Offer) -> dict[str, str]:
    """Return the texts of the folder by file name."""
    return {
        "rule.toml": _rule(offer),
        "test_contract.py": _contract(offer),
        "before.py": _before(offer),
        "after.py": f'"""What the codemod has to make of before.py, without {offer.package}."""\n',
    }


def _rule(offer: Offer) -> str:
    micro = offer.sloc <= _MICRO
    tier, reason = ("micro", "tiny") if micro else ("mid", "keep")
    lines = [
        f"# {offer.distribution} {offer.version}: {offer.sloc:,} lines of code, measured.",
        "# CONTRIBUTING.md says what each key means and how to go on from here.",
        "schema = 1",
        f'tier = "{tier}"',
        f'reason = "{reason}"  # tiny, superseded, dead, shim or keep',
        'advice = "review"  # stdlib or snippet, once every claim below holds',
        'otherwise = "review"',
        f"summary = {json.dumps(SUMMARY)}",
        f"package = {json.dumps(offer.package)}",
    ]
    if offer.others:
        lines.insert(2, f"# It also brings {', '.join(offer.others)}: a rule is about one of them.")
    if offer.unknown:
        lines += ["", f"# Its public names are not known: {offer.unknown}"]
    for name, signature in offer.names.items():
        lines += ["", "[[symbols]]", f"name = {json.dumps(name)}", 'status = "refused"']
        lines += [f"why = {json.dumps(WHY)}"]
        lines += [f"signature = {json.dumps(signature)}"] if signature else []
    return "\n".join(lines) + "\n"


def _contract(offer: Offer) -> str:
    below = len(offer.package) + 1
    names = [name[below:] for name in offer.names if "." not in name[below:]]
    listed = "".join(f"    {json.dumps(name)},\n" for name in names)
    return f'''"""What callers of {offer.package} may rely on."""

NAMES = [
{listed}]


def test_the_names_are_there(subject):
    # Say instead what callers rely on, name by name: empty, odd and wrong input, errors.
    assert [name for name in NAMES if not hasattr(subject, name)] == []
'''


def _before(offer: Offer) -> str:
    return f'''"""Prints what there is; say instead what people do with it, in ten lines."""

import {offer.package}

print(sorted(name for name in dir({offer.package}) if not name.startswith("_")))
'''
