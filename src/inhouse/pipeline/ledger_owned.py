"""What the audit finds out about code that was taken in-house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from inhouse.evidence.advisories import unknown
from inhouse.model.evidence import AdvisoryAnswer, Maybe
from inhouse.model.report import ReportUpstream
from inhouse.pipeline.distributions import Distributions
from inhouse.pipeline.ledger_upstream import upstream_of
from inhouse.pipeline.ledgers import OwnedFiles, Recorded, files_of
from inhouse.pipeline.linked import Linked
from inhouse.pipeline.project import OpenProject

_NOT_ASKED = unknown("it was not asked about")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """One ledger entry, the state of its files and of its origin."""

    recorded: Recorded
    files: OwnedFiles
    upstream: Maybe[ReportUpstream]
    advisories: AdvisoryAnswer = _NOT_ASKED

    def answered(self, answers: Mapping[tuple[str, str | None], AdvisoryAnswer]) -> Owned:
        """Return the same with what is known of the origin's vulnerabilities."""
        entry = self.recorded.entry
        return replace(self, advisories=answers.get((entry.name, entry.version), _NOT_ASKED))


def owned_of(
    project: OpenProject,
    graph: Linked,
    distributions: Distributions,
    recorded: tuple[Recorded, ...],
) -> tuple[Owned, ...]:
    """Look at the files and the origin of every entry."""
    upstream = upstream_of(distributions, [each.entry for each in recorded], graph.indexes)
    return tuple(
        Owned(recorded=each, files=files_of(project.workspace, each), upstream=found)
        for each, found in zip(recorded, upstream, strict=True)
    )
