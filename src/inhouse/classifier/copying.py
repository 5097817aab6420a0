"""What a copy of a package's code would still need, although it came with the package."""

from __future__ import annotations

from inhouse.classifier.subject import Subject
from inhouse.model.verdict import Advice, Reason


def needs_more(subject: Subject, advice: Advice) -> Reason | None:
    """Return the reason not to copy code that would bring new requirements with it."""
    keys = _still_needed(subject, advice)
    if not keys:
        return None
    names = [key.split("==")[0] for key in keys]
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    text = f"a copy would still need {shown}, which the project does not ask for itself"
    return Reason(code="needs-more", text=text)


def _still_needed(subject: Subject, advice: Advice) -> tuple[str, ...]:
    """Return the keys of direct requirements that leave with the package but not with a copy.

    A slice needs what its own lines import; a whole copy needs all that the package requires. A
    requirement whose import names are not known is needed.
    """
    if advice == "vendor":
        return tuple(child.key for child in subject.brings)
    if advice != "slice":
        return ()
    wanted = set(subject.slice.requires) if subject.slice is not None else None
    return tuple(
        child.key
        for child in subject.brings
        if wanted is None or not child.imports or wanted.intersection(child.imports)
    )
