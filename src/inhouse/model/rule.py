"""A rule of the catalogue: what is known about one distribution beyond what can be measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from inhouse.model.verdict import Advice, Tier

Reason = Literal["tiny", "superseded", "dead", "shim", "keep"]
SymbolStatus = Literal["rewritten", "advised", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSymbol:
    """One public name: what takes its place and under which call shapes the advice holds.

    `keywords` are the keyword arguments that may be present (None: any). Where `status` is
    "rewritten" the codemod acts on it: `to` is then an importable dotted name (`tomllib.loads`), a
    builtin (`str`), or `_inhouse.NAME` for a function of the rule's replacement.py; or `pair`
    names the functions `before_<pair>` and `after_<pair>` of the rule's rewrites.py. `signature`
    is that of the original, as source text: `(s, _dict=dict, decoder=None)`. `attributes` are those
    that a caught exception has on both sides. `not_through_super`: what it decorates may not be
    asked for with super(). `not_asked`: attributes that the target lacks; where the project reads
    one of anything that may be the object, the package stays; a call without arguments is read for
    one that is written `name()` only.
    """

    name: str  # import_package.name; a trailing `.*` covers everything below
    status: SymbolStatus
    to: str | None = None
    keywords: tuple[str, ...] | None = None
    why: str | None = None
    pair: str | None = None
    signature: str | None = None
    contexts: tuple[str, ...] | None = None  # where it may stand, as `UseContext`; None: anywhere
    attributes: tuple[str, ...] = ()
    not_through_super: bool = False
    not_asked: tuple[str, ...] = ()

    @property
    def holds_for_others(self) -> bool:
        """Whether the target may stand under a name that others import and use as they like."""
        if self.pair is not None or self.contexts is not None or self.not_through_super:
            return False
        if self.keywords is None:
            return True
        # A class that takes no keywords is caught and compared more often than it is called.
        return (
            not self.keywords and not self.signature and self.name.rpartition(".")[2][0].isupper()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A known difference between the package and what takes its place.

    `verified` says that `test`, run on both sides, really gives different results. In a project's
    proof a case is put down to this difference only where it fits: `symbols` it is about (none:
    all), and regular expressions for what the `original` and the `replacement` did and for the
    source of the `values`. A difference without an expression explains no case.
    """

    text: str
    verified: bool
    test: str | None = None  # the function of test_contract.py that shows it
    symbols: tuple[str, ...] = ()
    original: str = ""
    replacement: str = ""
    values: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something that a rule says of the package itself, and the test that shows it."""

    text: str
    test: str  # the function of test_contract.py


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One folder under rules/. `advice` holds where every used symbol is covered, else `otherwise`.

    `versions` is a specifier set of the distribution, `min_python` the first Python on which the
    advice holds. `summary` is the one sentence that the report says. `package` is the dotted name
    that the symbols begin with, `tested` are versions to run the contract on beside the newest.
    `complete` says that the folder holds a contract, so every claim in it can be run.
    `original_python` is the newest Python on which the package itself still works, where that is
    none of today's.

    A rule that rewrites nothing can still be complete: each of its `claims` is shown by a test
    that runs on the package. `refuses` is a regular expression for what an installer says of those
    of the `tested` versions that cannot be installed; `alone`: the package is installed without
    what it requires; `along` are pinned requirements that are installed with it, and `beside` the
    import packages of these that its contract may use.
    `needs` are distributions that what takes its place needs too, though it imports none of them.
    """

    id: str
    origin: str  # "built-in", or the folder of a project-local rule
    tier: Tier
    reason: Reason
    advice: Advice
    otherwise: Advice
    summary: str
    target: str | None = None
    min_python: str | None = None
    versions: str | None = None
    own_lines: int | None = None
    symbols: tuple[RuleSymbol, ...] = ()
    differences: tuple[Difference, ...] = ()
    keep_when: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    package: str | None = None
    tested: tuple[str, ...] = ()
    complete: bool = False
    original_python: str | None = None
    claims: tuple[Claim, ...] = ()
    refuses: str = ""
    alone: bool = False
    along: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def rewrites(self) -> bool:
        """Whether the codemod has anything to act on."""
        return any(each.status == "rewritten" for each in self.symbols)

    @property
    def shows(self) -> bool:
        """Whether the rule rewrites nothing and has its claims shown on the package instead."""
        return bool(self.claims) and not self.rewrites

    @property
    def import_package(self) -> str | None:
        """The dotted name that the symbols begin with; None where the rule names no symbol."""
        if self.package or not self.symbols:
            return self.package
        return self.symbols[0].name.split(".")[0]


def lost_needs(rule: Rule, sheds: Iterable[str]) -> tuple[str, ...]:
    """Return what the replacement needs of that which would leave with the package.

    `sheds` are keys of the graph, `name==version`.
    """
    leaving = {key.partition("==")[0] for key in sheds}
    return tuple(name for name in rule.needs if name in leaving)


def status_of(rule: Rule, name: str) -> SymbolStatus | None:
    """Return what a rule does with a dotted name; None where it does not speak of it.

    A name of its own wins over a `.*`, and the longest of those over the others.
    """
    found = [each for each in rule.symbols if each.name == name]
    if not found:
        below = [each for each in rule.symbols if each.name.endswith(".*")]
        found = [each for each in below if f"{name}.".startswith(each.name[:-1])]
        found.sort(key=lambda each: -len(each.name))
    return found[0].status if found else None
