"""Makes packages unimportable in a test run, as they will be when they have left."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from importlib.metadata import distributions
from pathlib import Path

from packaging.markers import UndefinedEnvironmentName
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

# Python imports this by its name at start. It must work on any version and let another
# sitecustomize, which it hides, have its turn.
_SITE = '''\
import importlib.machinery
import os
import sys

BLOCKED = {blocked!r}
GONE = {gone!r}


class Finder(importlib.machinery.PathFinder):
    """Finds what the usual finder finds, except what has left."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        for name in BLOCKED:
            if fullname == name or fullname.startswith(name + "."):
                return None
        return super().find_spec(fullname, path, target)

    @classmethod
    def find_distributions(cls, *args, **kwargs):
        for each in super().find_distributions(*args, **kwargs):
            name = each.metadata["Name"] or ""
            if name.lower().replace("_", "-").replace(".", "-") not in GONE:
                yield each


for at, each in enumerate(sys.meta_path):
    if each is importlib.machinery.PathFinder:
        sys.meta_path[at] = Finder

here = os.path.dirname(os.path.abspath(__file__))
spec = importlib.machinery.PathFinder.find_spec(
    "sitecustomize", [each for each in sys.path if os.path.abspath(each or ".") != here]
)
if spec is not None and spec.loader is not None:
    import importlib.util

    spec.loader.exec_module(importlib.util.module_from_spec(spec))
'''


def write_block(folder: Path, modules: Collection[str], names: Collection[str]) -> None:
    """Write the module that, first on PYTHONPATH, hides import packages and distributions."""
    gone = sorted(canonicalize_name(name) for name in names)
    text = _SITE.format(blocked=sorted(modules), gone=gone)
    folder.joinpath("sitecustomize.py").write_text(text, encoding="utf-8")


def blockable(
    leaving: Mapping[str, Collection[str]], site: Path | None
) -> tuple[dict[str, Collection[str]], dict[str, str]]:
    """Return what may be hidden, and by whom the rest is still needed, both by distribution.

    `leaving` maps distributions to their import packages. What something else that is installed
    in `site` requires stays, and so does what that in turn requires.
    """
    held: dict[str, str] = {}
    if site is None:
        return dict(leaving), held
    names: dict[str, str] = {canonicalize_name(name): name for name in leaving}
    requires = dict(_requirements(site))
    changed = True
    while changed:
        changed = False
        for owner, wanted in requires.items():
            if owner in names and owner not in held:
                continue
            for each in wanted & set(names) - set(held):
                held[each] = owner
                changed = True
    kept = {names[each]: owner for each, owner in held.items()}
    return {name: found for name, found in leaving.items() if name not in kept}, kept


def _requirements(site: Path) -> Iterator[tuple[str, set[str]]]:
    for each in distributions(path=[str(site)]):
        wanted = set[str]()
        editable = "direct_url.json" in {file.name for file in each.files or ()}
        # The project itself, installed in place, still says what it required before.
        if editable and "editable" in (each.read_text("direct_url.json") or ""):
            continue
        for text in each.requires or ():
            try:
                requirement = Requirement(text)
                applies = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            except (InvalidRequirement, UndefinedEnvironmentName):
                continue
            if applies:
                wanted.add(canonicalize_name(requirement.name))
        name = re.sub(r"\s", "", each.metadata["Name"] or "")
        yield canonicalize_name(name), wanted
