"""The licence gate: whose code may move into the project, and what lets the rest in."""

from __future__ import annotations

from inhouse.model.licences import MAX_EXPRESSION, asked

UNKNOWN = "unknown"  # what `--accept-license` takes where no licence could be found
# First parts of SPDX identifiers of licences that reach over to the code around theirs.
_COPYLEFT = (
    *("GPL-", "LGPL-", "AGPL-", "MPL-", "EPL-", "CDDL-", "EUPL-", "OSL-", "CECILL-", "SSPL-"),
    *("CC-BY-SA-", "CPL-", "MS-RL", "QPL-", "Sleepycat", "ODbL-", "RPL-", "APSL-", "IPL-"),
)


def gate(expression: str | None, accepted: tuple[str, ...] = ()) -> str | None:
    """Return None where code under this licence may be copied, else why not and what to do.

    `expression` is an SPDX expression, or whatever the distribution says; None is unknown.
    `accepted` are the values of `--accept-license`: exact licences (`LGPL-3.0-or-later`,
    `GPL-2.0-only WITH Classpath-exception-2.0`, `LicenseRef-Acme`), a whole expression, or
    "unknown".
    """
    text = " ".join((expression or "").split())
    if not text or text.casefold() == UNKNOWN:
        if UNKNOWN in (each.strip().casefold() for each in accepted):
            return None
        return (
            "its licence is unknown, so its code may not be copied; "
            f"ask its author, or take it on you with --accept-license {UNKNOWN}"
        )
    missing = asked(text, accepted)
    if missing == ():
        return None
    if missing is None:
        shown = text if len(text) <= 60 else f"{text[:57]}..."
        way = f"accept it with --accept-license {_quoted(text)}"
        if len(text) > MAX_EXPRESSION:
            way = "settle it by hand"
        return f"its licence is given as {shown!r}, which is no SPDX expression; read it and {way}"
    what = " and ".join(_what(each) for each in missing)
    ways = " ".join(f"--accept-license {_quoted(each)}" for each in missing)
    return f"its licence {text} asks for more than a notice: {what}; if that suits you, say {ways}"


def _what(licence: str) -> str:
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    if licence.upper().startswith(tuple(each.upper() for each in _COPYLEFT)):
        return f"{licence} is copyleft"
    if licence.casefold().startswith(("licenseref-", "documentref-")):
        return f"{licence} is a licence of its own"
    try:
        canonicalize_license_expression(licence)
    except InvalidLicenseExpression:
        return f"{licence} is no SPDX identifier"
    return f"{licence} is not among the permissive ones"


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text
