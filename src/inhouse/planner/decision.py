"""Whether a package may be replaced here, and how. Pure."""

from __future__ import annotations

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from inhouse.model.evidence import Measurement, Missing, Usage
from inhouse.model.places import Left
from inhouse.model.rule import Rule, lost_needs
from inhouse.model.taken import Refused
from inhouse.model.verdict import REPLACING, Advice
from inhouse.planner.candidate import Candidate, Plan, Wishes
from inhouse.planner.licence import gate

# What a package can be that no copy of its code can stand in for.
_NO_COPY = {
    "plugin": "other programs find it by its entry points",
    "shared-identity": "its objects are shared with other packages",
    "patches-stdlib": "it changes the standard library for everybody",
    "stub-only": "it holds types only",
    "build-backend": "it builds the project",
}


def decide(candidate: Candidate, wishes: Wishes) -> Plan | Refused:
    """Return the plan for one package, or why it must stay as it is."""
    standing, usage = candidate.standing, candidate.usage
    if not standing.direct:
        parents = ", ".join(standing.required_by) or "another package"
        path = " > ".join(standing.path)
        return Refused(reason=f"it is not a direct dependency: only {parents} can drop it ({path})")
    strategy = _strategy(candidate, wishes)
    if isinstance(strategy, Refused):
        return strategy
    if isinstance(usage, Missing):
        return Refused(reason=f"its use in the project is not known: {usage.reason}")
    doubts = _DOUBTS[strategy](candidate, usage, wishes)
    if doubts is not None:
        return doubts
    return Plan(
        name=standing.name,
        version=standing.version,
        strategy=strategy,
        advised=candidate.verdict.advice == strategy,
        licence=_spdx(candidate) if strategy in ("slice", "vendor") else None,
        cautions=_cautions(candidate),
    )


def _spdx(candidate: Candidate) -> str | None:
    facts = candidate.measurement
    if isinstance(facts, Missing) or isinstance(facts.license, Missing):
        return None
    return facts.license


def _strategy(candidate: Candidate, wishes: Wishes) -> Advice | Refused:
    advice = candidate.verdict.advice
    if wishes.strategy is not None:
        return wishes.strategy
    if advice not in REPLACING:
        why = candidate.verdict.reasons[0].text if candidate.verdict.reasons else ""
        more = "; --strategy slice or vendor takes it in-house all the same"
        return Refused(reason=f"the advice is {advice}: {why.rstrip('.')}{more}")
    return advice


def _drop(candidate: Candidate, usage: Usage, wishes: Wishes) -> Refused | None:
    plain = [each for each in usage.sites if each.kind in ("plain", "dynamic", "config")]
    if plain and wishes.strategy == "drop":
        left = tuple(Left(file=s.file, line=s.line, why=f"uses {s.symbol}") for s in plain[:50])
        return Refused(reason="it is used, so it cannot be dropped", left=left)
    if candidate.optional_for:
        users = ", ".join(candidate.optional_for)
        return Refused(reason=f"{users} would lose a feature: it is imported there if it is there")
    return None


def _ruled(candidate: Candidate, usage: Usage, wishes: Wishes) -> Refused | None:  # noqa: ARG001
    rule = candidate.rule
    if rule is None:
        return Refused(reason="the catalogue has no rule for it; --strategy slice needs none")
    version = candidate.standing.version
    if rule.versions and version and version not in SpecifierSet(rule.versions, prereleases=True):
        return Refused(reason=f"the rule holds for {rule.versions}, and {version} is locked")
    if rule.min_python and Version(rule.min_python) > Version(candidate.python):
        text = f"the project supports Python {candidate.python} and the rule needs"
        return Refused(reason=f"{text} {rule.min_python}")
    lost = lost_needs(rule, candidate.standing.sheds)
    if lost:
        names = ", ".join(lost)
        return Refused(reason=f"what takes its place needs {names}, which only this brings")
    if not rule.rewrites:
        how = f": {rule.target}" if rule.target else ""
        return Refused(reason=f"its rule says in words only what takes its place{how}{_instead()}")
    return None


def _copied(candidate: Candidate, usage: Usage, wishes: Wishes) -> Refused | None:
    facts = candidate.measurement
    if isinstance(facts, Missing):
        return Refused(reason=f"its files could not be had: {facts.reason}")
    if facts.native is not False:
        return Refused(reason="it holds compiled code")
    for trait in facts.traits:
        if trait.code in _NO_COPY:
            return Refused(reason=f"{_NO_COPY[trait.code]} ({trait.evidence})")
    if not usage.imported:
        return Refused(reason="the project does not import it, so there is nothing to copy")
    if candidate.standing.stays_through:
        users = _named(candidate.standing.stays_through, "needs", "need")
        text = f"{users} it too: nothing would leave, and two copies of its classes"
        return Refused(reason=f"{text} would not know each other")
    if candidate.optional_for:
        users = _named(candidate.optional_for, "imports", "import")
        return Refused(reason=f"{users} it where it is there, and would not find a copy")
    return _licence(facts, wishes)


def _named(users: tuple[str, ...], one: str, several: str) -> str:
    return f"{', '.join(users)} {one if len(users) == 1 else several}"


def _licence(facts: Measurement, wishes: Wishes) -> Refused | None:
    missing = facts.license.reason if isinstance(facts.license, Missing) else None
    expression = None if isinstance(facts.license, Missing) else facts.license
    wrong = gate(expression, wishes.accepted)
    if wrong is None:
        return None
    return Refused(reason=f"{wrong} ({missing})" if missing else wrong)


_DOUBTS = {
    "drop": _drop,
    "stdlib": _ruled,
    "snippet": _ruled,
    "slice": _copied,
    "vendor": _copied,
}


def _instead() -> str:
    return "; --strategy slice copies the used part"


def _cautions(candidate: Candidate) -> tuple[str, ...]:
    rule: Rule | None = candidate.rule
    reasons = candidate.verdict.reasons
    kept = [f"keep when {each}" for each in (rule.keep_when if rule else ())]
    if candidate.verdict.advice not in REPLACING and reasons:
        kept.insert(0, f"the advice is {candidate.verdict.advice}: {reasons[0].text}")
    return tuple(kept)
