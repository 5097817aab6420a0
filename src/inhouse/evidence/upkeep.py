"""How a project is kept up, as its index tells it; remembered for a day."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inhouse.evidence.at_hand import release_key
from inhouse.evidence.candidates import index_order, is_own_index, locked_hashes
from inhouse.evidence.crew import in_flight
from inhouse.evidence.index.credentials import host_of
from inhouse.evidence.index.project import ProjectPage
from inhouse.evidence.index.trouble import IndexTroubleError
from inhouse.evidence.obtained import Wanted
from inhouse.evidence.store import Store
from inhouse.model.codec import pack, unpack
from inhouse.model.evidence import Maybe, Missing, Upkeep
from inhouse.model.lock import LockedPackage, Note

if TYPE_CHECKING:
    from inhouse.evidence.index.lookup import Lookup

DAY = 24 * 3600
_KIND = "upkeep"
# Parsing the pages takes longer than fetching them, and each thread keeps memory for the largest:
# 275 packages peaked at 252 MB with 16 threads and at 165 MB with 4 (glibc, per-thread arenas).
_WORKERS = 5
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_PUBLISHED = ("registry", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepAnswer:
    """One package's upkeep or why it is not known; `notes` say if the answer is old."""

    key: str
    upkeep: Maybe[Upkeep]
    notes: tuple[Note, ...] = ()


def upkeep_of(
    wanted: Iterable[Wanted],
    *,
    store: Store,
    lookup: Lookup | None,
    max_age: float = DAY,
    workers: int = _WORKERS,
    now: Callable[[], float] = time.time,
) -> Iterator[UpkeepAnswer]:
    """Yield an answer per package as they come; `lookup` is None for a run without network.

    Direct packages cost a second small request where the project's JSON has no status.
    """
    asked: list[tuple[Wanted, Upkeep | None]] = []
    for each in wanted:
        if each.package.source.kind not in _PUBLISHED:
            yield UpkeepAnswer(key=each.key, upkeep=Missing("it does not come from an index"))
            continue
        held, age = _held(store, each.package, now())
        if held is not None and age < max_age:
            yield UpkeepAnswer(key=each.key, upkeep=held)
        elif lookup is None:
            yield _old_or_missing(each, held, "it is not in the cache, and the run is offline")
        else:
            asked.append((each, held))
    if lookup is not None and asked:
        index = lookup

        def ask(item: tuple[Wanted, Upkeep | None]) -> UpkeepAnswer:
            return _ask(item[0], item[1], index, store, now())

        yield from in_flight(ask, asked, workers)


def from_page(page: ProjectPage, version: str | None) -> Upkeep:
    """Read upkeep from a project's page. Releases whose files are all yanked do not count as last.

    A date is the day of a release's first upload.
    """
    days: dict[str, str] = {}
    standing: set[str] = set()
    undated = False
    for file in page.files:
        name = file.version or ""
        if file.yanked is not True:
            standing.add(name)
        day = _DATE.match(file.uploaded or "")
        if day is None:
            undated = True
        else:
            days[name] = min(days.get(name, day[0]), day[0])
    dates = [day for name, day in days.items() if name in standing] or list(days.values())
    unsaid = Missing("the index gives no upload dates")
    mine = page.of_version(version) if version else ()
    told = [file.yanked for file in mine if file.yanked is not None]
    return Upkeep(
        last_release=max(dates) if dates else unsaid,
        first_release=min(days.values()) if days and not undated else unsaid,
        releases=len({f.version for f in page.files}) or Missing("the index lists no files"),
        yanked=all(told) if told else Missing("the index does not list this version's files"),
        status=page.status,
        maintainers=page.maintainers,
    )


def _ask(
    wanted: Wanted, held: Upkeep | None, lookup: Lookup, store: Store, moment: float
) -> UpkeepAnswer:
    reasons: list[str] = []
    package = wanted.package
    for index in index_order(package, lookup.indexes):
        try:
            find = lookup.page_with_status if wanted.direct else lookup.page
            page = find(index, package.name)
        except IndexTroubleError as error:
            reasons.append(error.reason)
            continue
        upkeep = keep_upkeep(store, package, page, index, moment)
        if upkeep is None:
            reasons.append(f"{host_of(index)} has another project of this name")
            continue
        return UpkeepAnswer(key=wanted.key, upkeep=upkeep)
    return _old_or_missing(wanted, held, "; ".join(dict.fromkeys(reasons)) or "no index is known")


def keep_upkeep(
    store: Store, package: LockedPackage, page: ProjectPage, index: str, moment: float | None = None
) -> Upkeep | None:
    """Remember what a page says, so that it is not asked for twice; None if it is not the project.

    Anyone may hold the name of a private package on another index: only a common hash proves it.
    """
    locked = locked_hashes(package)
    common = any(locked.intersection(file.hashes) for file in page.files)
    if not common and not is_own_index(package, index):
        return None
    upkeep = from_page(page, package.version)
    saved = time.time() if moment is None else moment
    store.put(_KIND, release_key(package), [saved, pack(upkeep)])
    return upkeep


def _held(store: Store, package: LockedPackage, moment: float) -> tuple[Upkeep | None, float]:
    value = store.get(_KIND, release_key(package))
    try:
        saved, data = value  # type: ignore[misc]  # ValueError and TypeError are what is meant
        age = moment - float(saved)
        return unpack(Upkeep, data), age if age >= 0 else float("inf")
    except (TypeError, ValueError):
        return None, float("inf")


def _old_or_missing(wanted: Wanted, held: Upkeep | None, reason: str) -> UpkeepAnswer:
    if held is None:
        return UpkeepAnswer(key=wanted.key, upkeep=Missing(reason))
    text = "release dates and project states come from the cache and may be out of date"
    note = Note(code="upkeep-old", text=text)
    return UpkeepAnswer(key=wanted.key, upkeep=held, notes=(note,))
