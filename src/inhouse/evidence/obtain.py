"""Gets hold of the files of locked packages: environment first, then the cache, then an index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from inhouse.evidence.at_hand import AtHand, Search
from inhouse.evidence.contents import UnreadableError
from inhouse.evidence.crew import in_flight
from inhouse.evidence.deferred import DeferredContents
from inhouse.evidence.environment import Environment
from inhouse.evidence.obtained import Known, Obtained, ObtainLimits, Wanted, nothing_known
from inhouse.evidence.store import Store
from inhouse.model.evidence import Missing

if TYPE_CHECKING:
    from inhouse.evidence.index.lookup import Lookup

__all__ = ["ObtainLimits", "Obtained", "Wanted", "obtain"]


def obtain(
    wanted: Iterable[Wanted],
    *,
    environment: Environment | None,
    store: Store,
    lookup: Lookup | None,
    limits: ObtainLimits | None = None,
    known: Known = nothing_known,
) -> Iterator[Obtained]:
    """Yield what was got hold of, one answer per package, in the order in which they come.

    `lookup` is None for a run that must not open a socket. An artifact for which `known` is true
    is handed out unopened and is not fetched: its contents may turn out not to be at hand when
    they are read. Close the lookup's client to stop early.
    """
    at_hand = AtHand(
        environment=environment, store=store, limits=limits or ObtainLimits(), known=known
    )
    searches: list[Search] = []
    for each in wanted:
        answer = at_hand.find(each)
        if isinstance(answer, Search):
            searches.append(answer)
        else:
            yield _opened(answer, known)
    if lookup is None:
        for search in searches:
            yield _offline(at_hand, search)
    elif searches:
        from inhouse.evidence.fetching import Fetching

        fetching = Fetching(at_hand, lookup)
        for answer in in_flight(fetching.fetch, searches, at_hand.limits.workers):
            yield _opened(answer, known)


def _opened(answer: Obtained, known: Known) -> Obtained:
    """Open what will be measured now, so that a bad archive is a reason and not a surprise."""
    contents = answer.contents
    if not isinstance(contents, DeferredContents) or known(contents.artifact):
        return answer
    try:
        _ = contents.opened
    except UnreadableError as error:
        return replace(answer, contents=Missing(f"{contents.filename} cannot be read: {error}"))
    return answer


def _offline(at_hand: AtHand, search: Search) -> Obtained:
    candidate = search.candidate
    limit = at_hand.limits.of(search.wanted)
    if candidate is not None and candidate.size is not None and candidate.size > limit:
        return at_hand.too_large(search, candidate)
    return at_hand.nothing(search, "it is not in the cache, and the run is offline")
