"""Known vulnerabilities of locked packages, from a service or from a folder of OSV files.

`ask` is the one way in. Nothing here imports pip-audit until a question must leave the machine.
"""

from __future__ import annotations

from inhouse.evidence.advisories.answers import unknown
from inhouse.evidence.advisories.asking import AdvisoryAnswers, ask
from inhouse.evidence.advisories.sources import AdvisorySource, advisory_source

__all__ = ["AdvisoryAnswers", "AdvisorySource", "advisory_source", "ask", "unknown"]
