"""The change to the project's sources that one package needs, before anything is proven."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from inhouse.codemod.second_reader import reads
from inhouse.model.evidence import Missing
from inhouse.model.patch import FileChange
from inhouse.model.places import Edited, FileSites, Left
from inhouse.model.taken import Home, Owned, Refused
from inhouse.model.verdict import Advice
from inhouse.pipeline.replacing.order import Order
from inhouse.pipeline.replacing.overlay import Overlay
from inhouse.pipeline.replacing.owning import Owning, served_by
from inhouse.pipeline.replacing.places import Places, places_of, pruned
from inhouse.pipeline.replacing.subject import Subject
from inhouse.planner.candidate import Plan
from inhouse.planner.coverage import outside
from inhouse.planner.home import dotted, home_of, packages_of

Edit = Callable[[FileSites, bytes, str | None], Edited]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The edited sources and owned files of one package.

    `edit` is the codemod as it was applied, so that scripts of the proof can go through it too.
    """

    strategy: Advice
    home: Home | None
    owned: Owned | None
    changes: tuple[FileChange, ...]
    rewritten: int
    left: tuple[Left, ...]
    places: Places
    edit: Edit


def draft_of(subject: Subject, plan: Plan, order: Order, overlay: Overlay) -> Draft | Refused:
    """Return the edits, or why none can be made."""
    places = places_of(subject, overlay, strict=plan.strategy in ("drop", "stdlib"))
    if plan.strategy == "drop":
        from inhouse.codemod.drop import drop

        def live(sites: FileSites, source: bytes, module: str | None) -> Edited:  # noqa: ARG001
            return drop(sites, source, min_python=subject.python)

        return _drafted(subject, plan, places, overlay, live, None, None)
    if plan.strategy in ("stdlib", "snippet"):
        places = pruned(places, overlay, subject.python)
    if places.left and not order.wishes.partial:
        return unclear(places.left)
    home = _home(subject, plan, order, overlay, places)
    if isinstance(home, Refused):
        return home
    above = _asked_above(subject, plan, places, overlay)
    if above:  # the class is in another file than the question, so no part is safe
        return unclear(above)
    owning = Owning(subject, plan, places, home, overlay)
    owned = owning.owned()
    if isinstance(owned, Refused):
        return owned
    draft = _drafted(subject, plan, places, overlay, owning.edit(owned), home, owned)
    elsewhere = _asked_elsewhere(subject, plan, places, overlay)
    return unclear((*draft.left, *elsewhere)) if elsewhere else draft


def _asked_elsewhere(
    subject: Subject, plan: Plan, places: Places, overlay: Overlay
) -> tuple[Left, ...]:
    rule = subject.judged.subject.rule
    if rule is None or plan.strategy not in ("stdlib", "snippet"):
        return ()
    from inhouse.codemod.rewrite.asked_elsewhere import asked_elsewhere

    return asked_elsewhere(places.sites, overlay.current(), rule)


def _asked_above(
    subject: Subject, plan: Plan, places: Places, overlay: Overlay
) -> tuple[Left, ...]:
    rule = subject.judged.subject.rule
    if rule is None or plan.strategy not in ("stdlib", "snippet"):
        return ()
    from inhouse.codemod.rewrite.asked_above import asked_above

    return asked_above(places.sites, places.texts, overlay.current(), rule)


def unclear(left: tuple[Left, ...]) -> Refused:
    """Return the refusal that lists places."""
    count = "one place" if len(left) == 1 else f"{len(left)} places"
    return Refused(reason=f"{count} cannot be rewritten for sure", left=left)


def _home(
    subject: Subject, plan: Plan, order: Order, overlay: Overlay, places: Places
) -> Home | Refused | None:
    rule = subject.judged.subject.rule
    ruled = plan.strategy in ("stdlib", "snippet")
    if ruled and (rule is None or not served_by(rule.symbols, places.symbols)):
        return None
    project = subject.examined.project
    manifests = [path for path in project.workspace.config_files() if path.endswith(".toml")]
    return home_of(
        places.importers,
        overlay.python,
        project.name,
        order.wishes.into,
        [path for path in manifests if path.endswith("pyproject.toml")],
    )


def _drafted(
    subject: Subject,
    plan: Plan,
    places: Places,
    overlay: Overlay,
    edit: Edit,
    home: Home | None,
    owned: Owned | None,
) -> Draft:
    tops = packages_of(overlay.python)
    changes: list[FileChange] = []
    left = list(places.left)
    rewritten = places.dropped
    closed = {each.file for each in left}
    edits = {
        each.path: edit(each, places.texts[each.path], dotted(each.path, tops))
        for each in places.sites
        if each.path not in closed
    }
    if home is not None:
        package = home.dotted.partition(".")[0]
        # A file that only names the package gets no import of the owned code.
        moved = [path for path, one in edits.items() if one.left or one.after != places.texts[path]]
        found = outside(moved, home.folder, places.texts, package, _neighbours(subject, overlay))
        left += found
        closed |= {each.file for each in found}
    for path, edited in edits.items():
        before = places.pruned.get(path, places.texts[path])
        if path in closed:
            continue
        if edited.after != before and not reads(before, edited.after):
            left.append(Left(file=path, line=1, why="the edited file cannot be read back"))
            continue
        left += edited.left
        rewritten += edited.rewritten
        changes.append(FileChange(path=path, before=before, after=edited.after))
    unique = {(each.file, each.line, each.why): each for each in left}
    return Draft(
        strategy=owned.strategy if owned is not None else plan.strategy,
        home=home,
        owned=owned,
        changes=(*changes, *(owned.files if owned is not None else ())),
        rewritten=rewritten,
        left=tuple(unique[key] for key in sorted(unique)),
        places=places,
        edit=edit,
    )


def _neighbours(subject: Subject, overlay: Overlay) -> frozenset[str]:
    """Return the files that an import of a bare name can mean: not those named as a package.

    A Django project keeps its Celery application in `celery.py`, which imports celery.
    """
    every = subject.examined.gathered.measured.values()
    facts = [each.measurement for each in every if not isinstance(each.measurement, Missing)]
    lists = [each.import_names for each in facts if not isinstance(each.import_names, Missing)]
    named = {f"{name}.py" for names in lists for name in names}
    return frozenset(path for path in overlay.python if path.rpartition("/")[2] not in named)
