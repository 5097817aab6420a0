"""What the codemod makes of a rule's before.py, as `replace` would with the rule's own data."""

from __future__ import annotations

from collections.abc import Mapping

from inhouse.codemod.rewrite import rewrite
from inhouse.codemod.sites import ImportNames, find_sites
from inhouse.model.rule import Rule
from inhouse.verifier.contract import home_of

_FILE = "before.py"


def rewritten(rule: Rule, texts: Mapping[str, str]) -> bytes | str:
    """Return the changed before.py, or why it would stay as it is."""
    source = texts[_FILE].encode("utf-8")
    package = rule.import_package or rule.id
    found = find_sites({_FILE: source}, ImportNames(packages=(package,), distribution=rule.id))
    if not found:
        return f"no use of {package} is found in it"
    pairs = texts.get("rewrites.py", "")
    edited = rewrite(found[0], source, rule, pairs, home=home_of(rule), module="before")
    if edited.left:
        first = edited.left[0]
        return f"line {first.line} is left as it is: {first.why}"
    return edited.after
