"""One package of an examined project, with everything that replacing it needs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inhouse.evidence.contents import Contents
from inhouse.model.evidence import Measurement, Missing, Usage
from inhouse.model.graph import Node, Standing
from inhouse.pipeline.distributions import Measured
from inhouse.pipeline.examined import Examined
from inhouse.pipeline.verdicts import Judged, oldest_python
from inhouse.planner.candidate import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A judged package. `facts` and `contents` are None where its files could not be had."""

    examined: Examined
    judged: Judged
    node: Node
    measured: Measured

    @property
    def standing(self) -> Standing:
        """What the package means in the graph."""
        return self.judged.subject.standing

    @property
    def facts(self) -> Measurement | None:
        """What its files say."""
        found = self.measured.measurement
        return None if isinstance(found, Missing) else found

    @property
    def contents(self) -> Contents | None:
        """Its files."""
        return self.measured.contents

    @property
    def usage(self) -> Usage | None:
        """Its use in the project."""
        found = self.judged.subject.evidence.usage
        return None if isinstance(found, Missing) else found

    @property
    def import_names(self) -> tuple[str, ...]:
        """Its import packages."""
        facts = self.facts
        if facts is None or isinstance(facts.import_names, Missing):
            return ()
        return facts.import_names

    @property
    def modules(self) -> tuple[str, ...]:
        """All its modules, dotted."""
        return tuple(each.module for each in self.facts.modules) if self.facts else ()

    @property
    def python(self) -> str:
        """The oldest Python that the project supports."""
        project, graph = self.examined.project, self.examined.graph
        bound = project.requires_python or graph.requires_python
        return oldest_python(bound, project.target.python)

    @property
    def artifact(self) -> str:
        """The hash of what was measured; of the locked wheel where files of an environment were."""
        facts = self.facts
        if facts is None:
            return ""
        if facts.artifact.startswith("installed:"):
            wheels = [each for each in self.node.package.artifacts if each.kind == "wheel"]
            if len(wheels) == 1:
                known = dict(wheels[0].hashes).get("sha256")
                return f"sha256:{known}" if known else facts.artifact
        return facts.artifact

    def candidate(self) -> Candidate:
        """Return what the planner looks at."""
        found = self.judged.subject
        return Candidate(
            standing=found.standing,
            verdict=self.judged.verdict,
            measurement=found.evidence.measurement,
            usage=found.evidence.usage,
            rule=found.rule,
            python=self.python,
            optional_for=found.evidence.optional_for,
        )

    def with_measured(self, measured: Measured) -> Subject:
        """Return the subject with deeper figures."""
        return replace(self, measured=measured)


def subject_of(examined: Examined, key: str) -> Subject:
    """Return the package of that node key."""
    judged = next(each for each in examined.judged if each.subject.standing.key == key)
    node = next(each for each in examined.graph.graph.nodes if each.key == key)
    return Subject(
        examined=examined, judged=judged, node=node, measured=examined.gathered.measured[key]
    )
