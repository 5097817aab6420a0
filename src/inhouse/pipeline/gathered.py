"""All evidence about all packages of a graph."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inhouse.evidence.advisories import AdvisoryAnswers, advisory_source, ask, unknown
from inhouse.evidence.contents import UnreadableError
from inhouse.evidence.usage import PackageNames, SourceTree, find_usage
from inhouse.model.codec import pack, unpack
from inhouse.model.evidence import (
    AdvisoryAnswer,
    Evidence,
    Maybe,
    Measurement,
    Missing,
    Slice,
    Usage,
)
from inhouse.model.graph import Node
from inhouse.model.lock import Note
from inhouse.pipeline.distributions import Distributions, Measured
from inhouse.pipeline.linked import Linked
from inhouse.pipeline.project import OpenProject
from inhouse.pipeline.soft import optional_for
from inhouse.pipeline.upkeep import upkeep_of

if TYPE_CHECKING:  # most projects have taken nothing in-house
    from inhouse.pipeline.ledger_owned import Owned
    from inhouse.pipeline.ledgers import Recorded

# Lines read for one slice: a part for which more has to be read is nothing to copy.
_SLICE_LINES = 12_000
_SLICE_MODULES = 30
_NOTHING_SEEN = "the project's sources import none of its packages, so they may not be all of it"
NOT_READ: Maybe[Usage] = Missing("nothing new is small, so the project's sources were not read")
_UNMEASURED = "its import packages are not known: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Evidence and file sizes by node key, and what the reader should know.

    `owned` is what was found out about each ledger entry asked for.
    """

    evidence: dict[str, Evidence]
    measured: dict[str, Measured]
    notes: tuple[Note, ...]
    owned: tuple[Owned, ...] = ()


def gather(
    project: OpenProject,
    graph: Linked,
    distributions: Distributions,
    recorded: tuple[Recorded, ...] = (),
    *,
    upkeep: bool = True,
    worth_reading: Callable[[Node, Maybe[Measurement]], bool] | None = None,
) -> Gathered:
    """Measure the packages, find their use, slices, upkeep and advisories.

    `recorded` are the ledger entries whose origins are to be looked at; without `upkeep` no index
    is asked about releases. The project's sources are only read where some package is
    `worth_reading` them for.
    """
    nodes = graph.graph.nodes
    advisories = _Advisories(project, nodes, [(e.entry.name, e.entry.version) for e in recorded])
    measured = distributions.measure_all(nodes)
    names = {key: found.measurement for key, found in measured.items()}
    if worth_reading is None or any(worth_reading(node, names[node.key]) for node in nodes):
        distributions.progress.stage("reading the project's sources")
        uses, notes = _uses(project, nodes, names)
    else:
        uses, notes = {node.key: NOT_READ for node in nodes}, ()
    distributions.progress.stage("finding the used parts")
    for node in nodes:
        if node.direct and _is_used(uses[node.key]):
            measured[node.key] = distributions.deepen(measured[node.key])
    slices = _slices(project, nodes, measured, uses)
    kept, more = upkeep_of(project, nodes if upkeep else (), names, distributions)
    owned = _owned(project, graph, distributions, recorded)
    distributions.progress.stage("asking for advisories")
    answers = advisories.answers()
    optional = optional_for(graph.graph, graph.standings, names)
    evidence = {
        node.key: Evidence(
            measurement=measured[node.key].measurement,
            upkeep=kept.get(node.key, Missing("not asked for")),
            usage=uses[node.key],
            slice=slices[node.key],
            advisories=answers.answers.get(
                (node.package.name, node.package.version), unknown("it was not asked about")
            ),
            optional_for=optional.get(node.key, ()),
        )
        for node in nodes
    }
    return Gathered(
        evidence=evidence,
        measured=measured,
        notes=(*notes, *more, *answers.notes),
        owned=tuple(each.answered(advisories.of_origins) for each in owned),
    )


def _owned(
    project: OpenProject,
    graph: Linked,
    distributions: Distributions,
    recorded: tuple[Recorded, ...],
) -> tuple[Owned, ...]:
    if not recorded:
        return ()
    from inhouse.pipeline.ledger_owned import owned_of

    return owned_of(project, graph, distributions, recorded)


class _Advisories:
    """Asks for advisories while the packages are measured; `origins` are no longer locked."""

    def __init__(
        self, project: OpenProject, nodes: Iterable[Node], origins: Iterable[tuple[str, str]]
    ) -> None:
        said = project.request.advisories or project.settings.advisories
        self._source = advisory_source(said, project.workspace.root)
        registered = [n.package for n in nodes if n.package.source.kind in ("registry", "unknown")]
        self._asked: list[tuple[str, str | None]] = [(p.name, p.version) for p in registered]
        self._asked += origins
        self._elsewhere: dict[tuple[str, str | None], AdvisoryAnswer] = {
            (n.package.name, n.package.version): unknown("it is not from a package index")
            for n in nodes
            if n.package.source.kind not in ("registry", "unknown")
        }
        self._project = project
        self._found: AdvisoryAnswers | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._ask, daemon=True)
        self._thread.start()

    def _ask(self) -> None:
        try:
            self._found = ask(
                self._asked,
                self._source,
                self._project.store,
                offline=self._project.request.offline,
            )
        except BaseException as error:  # noqa: BLE001 - raised again where the answer is taken
            self._error = error

    @property
    def of_origins(self) -> Mapping[tuple[str, str | None], AdvisoryAnswer]:
        """The answers by the index's name and version, once `answers` has returned."""
        return self._found.answers if self._found is not None else {}

    def answers(self) -> AdvisoryAnswers:
        """Wait for the answers; interruptible."""
        while self._thread.is_alive():
            self._thread.join(0.1)
        if self._error is not None:
            raise self._error
        assert self._found is not None
        return AdvisoryAnswers(
            answers={**self._found.answers, **self._elsewhere}, notes=self._found.notes
        )


def _uses(
    project: OpenProject, nodes: Iterable[Node], measured: Mapping[str, Maybe[Measurement]]
) -> tuple[dict[str, Maybe[Usage]], tuple[Note, ...]]:
    workspace = project.workspace
    python, notebooks = workspace.python_files(), workspace.notebooks()
    if not python and not notebooks:
        none: Maybe[Usage] = Missing("the project has no Python sources")
        return {node.key: none for node in nodes}, workspace.notes
    tree = SourceTree(
        python=python,
        notebooks=notebooks,
        configuration=workspace.config_files(),
        stats=workspace.stats(),
        read=workspace.read,
    )
    asked = [_names(node, measured[node.key]) for node in nodes]
    place = str(workspace.root)
    found = find_usage(
        tree,
        asked,
        load=lambda: project.store.get("sources", place),
        save=lambda value: project.store.put("sources", place, value),
    )
    uses: dict[str, Maybe[Usage]] = {}
    notes = (*workspace.notes, *found.notes)
    if not any(usage.imported for usage in found.usages.values()):
        # A scan that finds nothing at all says more of the scan than of the packages.
        unseen: Maybe[Usage] = Missing(_NOTHING_SEEN)
        return {node.key: unseen for node in nodes}, notes
    for node in nodes:
        usage = found.usages[node.package.name]
        facts = measured[node.key]
        blind = isinstance(facts, Missing) or isinstance(facts.import_names, Missing)
        if blind and not usage.imported and not usage.kinds:
            reason = facts if isinstance(facts, Missing) else facts.import_names
            text = reason.reason if isinstance(reason, Missing) else ""
            uses[node.key] = Missing(_UNMEASURED + text)
        else:
            uses[node.key] = usage
    return uses, notes


def _is_used(usage: Maybe[Usage]) -> bool:
    return not isinstance(usage, Missing) and usage.imported


def _names(node: Node, facts: Maybe[Measurement]) -> PackageNames:
    if isinstance(facts, Missing) or isinstance(facts.import_names, Missing):
        return PackageNames(name=node.package.name)
    return PackageNames(
        name=node.package.name,
        imports=facts.import_names,
        modules=tuple(module.module for module in facts.modules),
        commands=facts.console_scripts,
    )


def _slices(
    project: OpenProject,
    nodes: Iterable[Node],
    measured: Mapping[str, Measured],
    uses: Mapping[str, Maybe[Usage]],
) -> dict[str, Maybe[Slice]]:
    return {node.key: _slice(project, node, measured[node.key], uses[node.key]) for node in nodes}


def _slice(project: OpenProject, node: Node, found: Measured, usage: Maybe[Usage]) -> Maybe[Slice]:
    facts, contents = found.measurement, found.contents
    if not node.direct:
        return Missing("only direct packages are sliced")
    if isinstance(usage, Missing):
        return usage
    if not usage.imported:
        return Missing("the project does not import it")
    if isinstance(facts, Missing) or contents is None:
        return Missing(facts.reason if isinstance(facts, Missing) else "its files are not at hand")
    if isinstance(facts.import_names, Missing):
        return facts.import_names
    symbols = tuple(use.symbol for use in usage.symbols) or facts.import_names
    key = f"{facts.artifact} {symbols} {usage.opaque}"
    stored = project.store.get("slice", key)
    if stored is not None:
        try:
            kept: _Kept = unpack(_Kept, stored)
        except ValueError:
            pass
        else:
            return kept.slice
    from inhouse.evidence.slice import Limits, slice_of

    limits = Limits(modules=_SLICE_MODULES, lines=_SLICE_LINES)
    try:
        made = slice_of(contents, facts.import_names, symbols, usage.opaque, limits=limits)
    except UnreadableError as error:
        return Missing(str(error))
    project.store.put("slice", key, pack(_Kept(slice=made)))
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A slice as it is cached."""

    slice: Maybe[Slice] = field()
