"""The files of a package's sdist, where they can be had: its tests stand nowhere else."""

from __future__ import annotations

from inhouse.evidence.whole_sdist import sdist_files
from inhouse.model.evidence import Missing
from inhouse.model.progress import Progress
from inhouse.pipeline.distributions import Distributions
from inhouse.pipeline.replacing.subject import Subject


def files_of(subject: Subject, progress: Progress) -> dict[str, bytes] | Missing:
    """Return the files by path below the top folder; from the cache where they are there."""
    project = subject.examined.project
    distributions = Distributions(project, progress)
    try:
        return sdist_files(subject.node.package, distributions.lookup, project.store)
    finally:
        distributions.close()
