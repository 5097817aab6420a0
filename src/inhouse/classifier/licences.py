"""Whether a licence lets its code move into the project with a notice."""

from __future__ import annotations

from inhouse.model.evidence import Missing
from inhouse.model.licences import permissive
from inhouse.model.verdict import Reason


def doubts(license_: str | Missing) -> tuple[Reason, ...]:
    """Return why the code cannot simply be copied; empty for permissive licences."""
    if isinstance(license_, Missing):
        return (Reason(code="licence-unknown", text=f"its licence is unknown: {license_.reason}"),)
    if not permissive(license_):
        text = f"its licence {license_} asks for more than a notice"
        return (Reason(code="licence", text=text),)
    return ()
