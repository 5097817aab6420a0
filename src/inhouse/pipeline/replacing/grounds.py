"""What the proof runs on: the pinned original, and the owned code without the project around it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from inhouse.evidence.store import default_cache_dir
from inhouse.model.graph import Node
from inhouse.model.progress import Progress
from inhouse.pipeline.replacing.draft import Draft
from inhouse.pipeline.replacing.order import Order
from inhouse.pipeline.replacing.stubs import closure_of
from inhouse.pipeline.replacing.subject import Subject
from inhouse.verifier.environment import Environment, Pin, provide


def environment_of(subject: Subject, order: Order, progress: Progress) -> Environment:
    """Return an environment with the package and all that it needs, pinned as locked."""
    nodes = closure_of(subject.examined, subject.standing.key)
    return provide(
        [pin_of(node) for node in nodes if node.package.version],
        python=subject.examined.project.target.python,
        cache=order.request.cache_dir or default_cache_dir(),
        offline=order.request.offline,
        index_url=order.request.index_url,
        progress=progress,
    )


def pin_of(node: Node) -> Pin:
    """Return a locked package with the hashes that the lock allows."""
    known = [*node.package.hashes]
    for artifact in node.package.artifacts:
        known += artifact.hashes
    hashes = sorted({f"{kind}:{digest}" for kind, digest in known if kind == "sha256"})
    return Pin(name=node.package.name, version=node.package.version or "", hashes=tuple(hashes))


def owned_files(draft: Draft) -> Mapping[str, bytes]:
    """Return the owned modules by their place on an import path."""
    if draft.home is None or draft.owned is None:
        return {}
    depth = len(Path(draft.home.folder).parts) - len(draft.home.dotted.split("."))
    return {
        "/".join(Path(each.path).parts[depth:]): each.after
        for each in draft.owned.files
        if each.after is not None
    }
