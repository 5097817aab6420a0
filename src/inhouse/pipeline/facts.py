"""Facts as the report has them: a value, or null and an entry in `missing`."""

from __future__ import annotations

from typing import Any

from inhouse.model.evidence import Evidence, Missing, Readiness, Upkeep
from inhouse.model.report import Facts, ReportReadiness
from inhouse.pipeline.distributions import Measured

_UNTOLD = {
    "internals": "the code could not be measured",
    "interface": "neither its size nor its age are known",
    "tests": "the artifact ships none, and the project's own are not looked for",
    "agreed": "no rule says what it should do",
}


def facts_of(
    evidence: Evidence, measured: Measured | None, readiness: Readiness
) -> tuple[Facts, dict[str, str]]:
    """Return the facts and, for each that is null, the reason."""
    reader = _Reader(evidence, measured)
    found = evidence.measurement
    traits = () if isinstance(found, Missing) else tuple(t.code for t in found.traits)
    facts = Facts(
        source="lock" if isinstance(found, Missing) else found.source,
        sloc=reader.measured("sloc"),
        files=reader.measured("files"),
        public_names=reader.measured("public_names"),
        max_complexity=reader.measured("max_complexity"),
        sum_complexity=reader.measured("sum_complexity"),
        native=reader.native(),
        data_bytes=reader.measured("data_bytes"),
        longest_literal=reader.measured("longest_literal"),
        requirements=reader.requirements(),
        license=reader.measured("license"),
        typed=reader.measured("typed"),
        import_names=reader.measured("import_names"),
        plugin=reader.plugin(),
        last_release=reader.upkeep("last_release"),
        yanked=reader.upkeep("yanked"),
        status=reader.upkeep("status"),
        maintainers=reader.upkeep("maintainers"),
        size_bytes=reader.size(),
        funding=reader.measured("funding"),
        readiness=reader.readiness(readiness),
        summary=reader.measured("summary"),
        traits=tuple(dict.fromkeys(traits)),
    )
    return facts, reader.missing


class _Reader:
    """Reads facts and collects what is missing."""

    def __init__(self, evidence: Evidence, measured: Measured | None) -> None:
        self.evidence, self._measured = evidence, measured
        self.missing: dict[str, str] = {}

    def measured(self, name: str) -> Any:
        """Return a figure of the measurement."""
        found = self.evidence.measurement
        return self._take(name, found if isinstance(found, Missing) else getattr(found, name))

    def upkeep(self, name: str) -> Any:
        """Return a figure of the index."""
        found: Upkeep | Missing = self.evidence.upkeep
        return self._take(name, found if isinstance(found, Missing) else getattr(found, name))

    def native(self) -> bool | None:
        """Return whether there is compiled code, from the release's wheels where unmeasured."""
        told = self._measured.native_wheels if self._measured is not None else False
        if isinstance(self.evidence.measurement, Missing) and told is True:
            return True
        return self.measured("native")  # type: ignore[no-any-return]

    def requirements(self) -> int | None:
        """Return the number of requirements outside extras."""
        found = self.measured("requires_dist")
        self._rename("requires_dist", "requirements")
        if found is None:
            return None
        return sum("extra ==" not in text for text in found)

    def plugin(self) -> bool | None:
        """Return whether a host finds it by entry points."""
        found = self.evidence.measurement
        if isinstance(found, Missing):
            return self._take("plugin", found)  # type: ignore[no-any-return]
        return any(trait.code == "plugin" for trait in found.traits)

    def size(self) -> int | None:
        """Return the unpacked size, else that of the archive."""
        found = self.evidence.measurement
        if isinstance(found, Missing) and self._measured is not None:
            return self._take("size_bytes", self._measured.size_bytes)  # type: ignore[no-any-return]
        return self.measured("size_bytes")  # type: ignore[no-any-return]

    def readiness(self, found: Readiness) -> ReportReadiness:
        """Return the four signs; each that could not be told is among the missing."""
        signs = {name: getattr(found, name) for name in _UNTOLD}
        for name, value in signs.items():
            if value is None:
                self.missing[f"readiness.{name}"] = _UNTOLD[name]
        return ReportReadiness(**signs)

    def _take(self, name: str, value: Any) -> Any:
        if isinstance(value, Missing):
            self.missing[name] = value.reason
            return None
        return value

    def _rename(self, old: str, new: str) -> None:
        if old in self.missing:
            self.missing[new] = self.missing.pop(old)
