"""Signs that a package is worth keeping however small it is.

Each guard is a reason with evidence. Which trait means what comes from docs/verdict.md, where the
precision of every guard on the labelled packages is shown.
"""

from __future__ import annotations

import re

from inhouse.classifier.subject import Subject
from inhouse.model.evidence import Missing
from inhouse.model.verdict import Reason

# Traits that make a small package one to keep, with what a person would say of them; the one that
# says most comes first.
KEEP_TRAITS: dict[str, str] = {
    "plugin": "a host loads it as a plug-in",
    "build-backend": "build tools load it by name",
    "stub-only": "it only holds type stubs",
    "typing-marker": "it is about type annotations",
    "security": "it is security-sensitive",
    "protocol": "it implements a published standard",
    "accelerator": "it exists for compiled speed",
    "shared-identity": "other packages share objects with it",
    "data-table": "it carries data",
    "platform": "it hides differences between platforms",
    "patches-stdlib": "it patches the standard library",
}
# These say nothing of a part of the package that holds none of them.
WEAK = frozenset({"data-table", "platform", "patches-stdlib"})
# What a person would name after the size of a large package.
AFTER_SIZE = WEAK | {"shared-identity"}
# Signs that a package does its work without an import or a word in the project.
AT_WORK_UNSEEN = frozenset({"plugin", "build-backend", "stub-only", "typing-marker"})
# Traits that only ask for a second look: owning the code stays possible.
REVIEW_TRAITS: dict[str, str] = {
    "persisted-format": "what it writes may be stored, so its output must not change",
    "dynamic": "its names are made at run time, so a copy may miss some",
}


def keep_reasons(subject: Subject) -> tuple[Reason, ...]:
    """Return why the package should stay although it may be small; empty if nothing says so."""
    found = subject.measured
    if found is None:
        return ()
    limits = subject.settings.thresholds
    order = list(KEEP_TRAITS)
    seen = [trait for trait in found.traits if trait.code in KEEP_TRAITS]
    reasons = [
        Reason(code=trait.code, text=f"{KEEP_TRAITS[trait.code]} ({_brief(trait.evidence)})")
        for trait in sorted(seen, key=lambda trait: order.index(trait.code))
    ]
    if found.native is True:
        reasons.insert(0, Reason(code="native", text="it holds compiled code"))
    if isinstance(found.data_bytes, int) and found.data_bytes > limits.data_bytes:
        size = found.data_bytes // 1000
        reasons.append(Reason(code="data-table", text=f"it carries {size:,} kB of data"))
    literal = found.longest_literal
    if isinstance(literal, int) and literal > limits.literal_lines:
        reasons.append(Reason(code="data-table", text=f"it carries a table of {literal:,} lines"))
    reasons += soft_dependency(subject)
    return tuple({reason.code: reason for reason in reversed(reasons)}.values())[::-1]


def _brief(evidence: str) -> str:
    """Return the first place and how many more there are; the card lists the traits."""
    first, *others = evidence.split("; ")
    if not others:
        return first
    told = re.fullmatch(r"(\d+) more", others[-1])
    more = len(others) - 1 + int(told[1]) if told else len(others)
    return f"{first} and {more} more"


def soft_dependency(subject: Subject) -> list[Reason]:
    """Return the reason to keep a package that an installed one uses when it is there."""
    hosts = subject.evidence.optional_for
    if not hosts:
        return []
    text = f"{', '.join(hosts[:3])} {'uses' if len(hosts) == 1 else 'use'} it when it is installed"
    return [Reason(code="soft-dependency", text=text)]


def review_reasons(subject: Subject) -> tuple[Reason, ...]:
    """Return why a copy of the package's code needs a person's eye first."""
    found = subject.measured
    if found is None:
        return ()
    return tuple(
        Reason(code=trait.code, text=REVIEW_TRAITS[trait.code])
        for trait in found.traits
        if trait.code in REVIEW_TRAITS
    )


def unknown_facts(subject: Subject) -> tuple[str, ...]:
    """Return the reasons for those missing facts without which nothing is called small."""
    found = subject.evidence.measurement
    if isinstance(found, Missing):
        return (found.reason,)
    needed = (
        found.sloc,
        found.public_names,
        found.sum_complexity,
        found.max_complexity,
        found.native,
        found.data_bytes,
        found.longest_literal,
        found.requires_dist,
    )
    return tuple(dict.fromkeys(fact.reason for fact in needed if isinstance(fact, Missing)))
