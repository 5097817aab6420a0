"""Whether a licence lets its code move into the project with a notice."""

from __future__ import annotations

import re

from inhouse.model.evidence import Missing
from inhouse.model.verdict import Reason

# SPDX identifiers whose only condition is to keep the notice.
PERMISSIVE = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-1-Clause",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC0-1.0",
        "HPND",
        "ISC",
        "MIT",
        "MIT-0",
        "PSF-2.0",
        "Python-2.0",
        "Unlicense",
        "Zlib",
        "ZPL-2.1",
    }
)


def permissive(expression: str) -> bool:
    """Tell whether one alternative of an SPDX expression asks for a notice only."""
    alternatives = re.split(r"\s+OR\s+", expression.replace("(", " ").replace(")", " "))
    return any(
        all(part.strip() in PERMISSIVE for part in re.split(r"\s+AND\s+", alternative))
        for alternative in alternatives
    )


def doubts(license_: str | Missing) -> tuple[Reason, ...]:
    """Return why the code cannot simply be copied; empty for permissive licences."""
    if isinstance(license_, Missing):
        return (Reason(code="licence-unknown", text=f"its licence is unknown: {license_.reason}"),)
    if not permissive(license_):
        text = f"its licence {license_} asks for more than a notice"
        return (Reason(code="licence", text=text),)
    return ()
