"""What each kind of finding means, for the formats that explain their rules."""

from __future__ import annotations

from dataclasses import dataclass

from inhouse.reports.findings.found import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`short` is a title, `full` says when it is found, `help` what to do about it."""

    short: str
    full: str
    help: str
    level: Level


_SEE = "The report of `inhouse gate` says what to use instead, where it knows."
_ALLOW = "Where it should stay: inhouse allow NAME --reason TEXT."
_LOOK = "Look at the package before it is merged. " + _ALLOW
_REPLACE = "inhouse replace NAME shows the change and its proof, and --write makes it."
_NEW = "The change locks a package that its base does not"


def _new(short: str, full: str, help_: str = _LOOK, level: Level = "error") -> Kind:
    return Kind(short=short, full=f"{_NEW}, and {full}.", help=help_, level=level)


def _advice(short: str, full: str) -> Kind:
    return Kind(short=short, full=full, help=_REPLACE, level="note")


KINDS: dict[str, Kind] = {
    "new-micro": _new("New tiny dependency", "that package is tiny", f"{_SEE} {_ALLOW}"),
    "new-mid": _new("New dependency of medium size", "the policy lists its tier"),
    "new-foundation": _new("New large dependency", "the policy lists its tier"),
    "new-unknown": _new("New dependency of unknown size", "the policy lists what is not known"),
    "unknown": _new("New dependency that could not be judged", "its files could not be read"),
    "denied": _new("New dependency that is denied", "the policy denies its name"),
    "license": _new("New dependency under a denied licence", "the policy denies its licence"),
    "archived": _new("New dependency that is archived", "nobody maintains it any more"),
    "quarantined": _new("New dependency in quarantine", "its index holds it in quarantine"),
    "deprecated": _new("New dependency that is deprecated", "its project calls it so"),
    "yanked": _new("New dependency that was yanked", "its authors withdrew that release"),
    "sdist-only": _new("New dependency without a wheel", "installing it runs its build"),
    "stale": _new("New dependency without recent releases", "its last release is old"),
    "foreign-index": _new(
        "New dependency from an unknown index", "the index is one that only this change names"
    ),
    "too-many-new": _new("Too many new dependencies", "there are more than the policy takes"),
    "policy-changed": Kind(
        short="The gate's policy is changed",
        full="The change edits the settings of the gate. The base's settings judged it.",
        help="Review the settings: they count from the next change on.",
        level="note",
    ),
    "allow-expired": Kind(
        short="An allowance has expired",
        full="An entry of allow names a day that is over.",
        help="Replace the package, or look at it again and give a new day.",
        level="error",
    ),
    "allow-unused": Kind(
        short="An allowance is of no use",
        full="An entry of allow names a package that no lock holds.",
        help="Take the entry out.",
        level="note",
    ),
    "allowed-in-change": Kind(
        short="Allowed by the change itself",
        full="A new package passes by an entry of allow that the same change adds.",
        help="Whoever approves the change approves the entry, too.",
        level="note",
    ),
    "advice-drop": _advice("Nothing needs this dependency", "The project can do without it."),
    "advice-stdlib": _advice(
        "The standard library does the same", "What is used of the package is in the library."
    ),
    "advice-snippet": _advice(
        "A short function does the same", "A function of your own can take the package's place."
    ),
    "advice-slice": _advice(
        "A part of the package is enough", "Only a small part of it is used and can be copied."
    ),
    "advice-vendor": _advice(
        "The package is small enough to own", "All of it can be copied, with its licence."
    ),
    "vulnerable": Kind(
        short="Known vulnerability",
        full="An advisory names the locked release.",
        help="Lock a release with the fix, or replace the package.",
        level="warning",
    ),
    "owned-vulnerable": Kind(
        short="Known vulnerability of owned code",
        full="An advisory names the release that code was taken from.",
        help="See whether the taken code is affected, and correct it.",
        level="warning",
    ),
}


def kind_of(code: str, level: Level) -> Kind:
    """Return what a code means; one that is not known is explained by itself."""
    known = KINDS.get(code)
    if known is not None:
        return known
    title = code.replace("-", " ")
    return Kind(short=title, full=f"inhouse found: {title}.", help=_LOOK, level=level)
