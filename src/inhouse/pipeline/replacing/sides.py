"""The original and what takes its place, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from inhouse.codemod.cases import scripts_of
from inhouse.codemod.sites import find_sites
from inhouse.model.evidence import Missing
from inhouse.model.progress import Progress
from inhouse.model.proof import Script
from inhouse.model.replaced import Proof
from inhouse.pipeline.replacing.announced import known_of, own_modules, renamed_errors
from inhouse.pipeline.replacing.contracted import contract
from inhouse.pipeline.replacing.draft import Draft
from inhouse.pipeline.replacing.grounds import owned_files
from inhouse.pipeline.replacing.order import Order
from inhouse.pipeline.replacing.overlay import Overlay
from inhouse.pipeline.replacing.shown import counts, difference, lost
from inhouse.pipeline.replacing.subject import Subject
from inhouse.pipeline.replacing.taken_along import scripts_along
from inhouse.pipeline.replacing.whole_sdist import files_of
from inhouse.pipeline.replacing.written_tests import add_tests
from inhouse.verifier.differential import Budget, Comparison, compare
from inhouse.verifier.environment import Environment
from inhouse.verifier.sandbox import Sandbox
from inhouse.verifier.staging import staged

_SECONDS = 10.0  # for all scripts of one package; tests and suites come on top
_SECONDS_ALONG = 4.0  # for those of what the project does not use itself


class Sides:
    """The two sides of one package; `sheds` are the keys of what leaves with it."""

    def __init__(
        self,
        subject: Subject,
        draft: Draft,
        order: Order,
        overlay: Overlay,
        environment: Environment,
        progress: Progress,
        sheds: tuple[str, ...],
    ) -> None:
        self.subject, self.draft, self.order, self.overlay = subject, draft, order, overlay
        self.environment, self.progress, self.sheds = environment, progress, sheds

    def proof(self) -> tuple[Proof, str]:
        """Return what was run, and what is wrong with it, "" where nothing is."""
        self._stage("original and replacement side by side")
        proof, wrong = self._compared()
        if wrong:
            return proof, wrong
        if self.draft.strategy in ("stdlib", "snippet"):
            self._stage("the rule's contract")
            held, wrong, untold = contract(self.subject, self.order, self.environment)
            proof = replace(
                proof,
                cases=proof.cases + held,
                contract=held,
                unproven=(*proof.unproven, *((untold,) if untold else ())),
            )
        return proof, wrong

    def _stage(self, what: str) -> None:
        self.progress.stage(f"{self.subject.standing.name}: {what}")

    def _compared(self) -> tuple[Proof, str]:
        subject, draft, python = self.subject, self.draft, self.environment.python
        tests, note = self._own_tests()
        cases = scripts_of(
            [(each, draft.places.texts[each.path]) for each in draft.places.sites],
            draft.places.symbols,
            _reader(subject),
            {each.module: each.path for each in subject.facts.modules} if subject.facts else {},
            _translator(draft),
            description=_description(subject),
            tests=tests,
        )
        modules = draft.owned.modules if draft.owned is not None else ()
        wrong = ""
        with staged(owned_files(draft)) as folder:
            away = Sandbox(python, paths=(folder,), block=self._gone(), modules=modules)
            with Sandbox(python) as original, away as owned:
                found = self._run(cases.scripts, original, owned, _SECONDS)
                proof = replace(
                    self._told(found), unproven=(*found.unproven, *cases.dropped), notes=note
                )
                if found.differences:
                    return proof, _differing(len(found.differences))
                unable = [each for each in found.unproven if "its imports fail" in each]
                if unable:
                    return proof, f"not proven: {unable[0]}; is the lock complete?"
                along = self._along(tests, original, owned)
                proof = replace(proof, notes=(*note, *_apart(along)))
                self._stage("choosing tests that notice mistakes")
                written = add_tests(
                    subject,
                    draft,
                    (*found.compared, *along.compared),
                    self.overlay,
                    self.environment,
                    folder,
                    (original, owned),
                )
            proof = replace(proof, generated=written)
            if self.order.upstream_tests:
                self._stage("its own tests")
                from inhouse.pipeline.replacing.suites import upstream_suite

                suite = upstream_suite(
                    subject, draft, self.order, self.environment, folder, self.progress
                )
                proof = replace(proof, upstream_tests=counts(suite))
                wrong = lost(suite, "its own tests")
        return proof, wrong

    def _run(
        self, scripts: Sequence[Script], original: Sandbox, owned: Sandbox, seconds: float
    ) -> Comparison:
        return compare(
            scripts,
            original,
            owned,
            budget=Budget(seconds=seconds),
            same_errors=renamed_errors(self.subject, self.draft),
            messages=self.draft.strategy in ("slice", "vendor"),
            known=known_of(self.subject),
            own=own_modules(self.subject, self.draft),
            progress=self.progress,
        )

    def _along(self, tests: dict[str, bytes], original: Sandbox, owned: Sandbox) -> Comparison:
        """Compare what was copied beside the used names: tests are recorded of it too."""
        cases = scripts_along(self.subject, self.draft, _reader(self.subject), tests)
        return self._run(cases.scripts, original, owned, _SECONDS_ALONG)

    def _own_tests(self) -> tuple[dict[str, bytes], tuple[str, ...]]:
        """Return the files whose tests show inputs, and a note where they cannot be had."""
        if self.draft.owned is None:
            return {}, ()
        files = files_of(self.subject, self.progress)
        if isinstance(files, Missing):
            return {}, (f"its own tests gave no inputs: {files.reason}",)
        return files, ()

    def _gone(self) -> tuple[str, ...]:
        """Return what cannot be imported any more: the package and what leaves with it."""
        found = [*self.subject.import_names]
        for key in self.sheds:
            facts = self.subject.examined.gathered.measured[key].measurement
            if not isinstance(facts, Missing) and not isinstance(facts.import_names, Missing):
                found += facts.import_names
        return tuple(dict.fromkeys(found))

    def _told(self, found: Comparison) -> Proof:
        environment = self.environment
        return Proof(
            cases=found.cases,
            differences=tuple(difference(each) for each in (*found.differences, *found.known)),
            upstream_tests=None,
            project_tests=None,
            python=environment.version,
            environment=tuple(f"{pin.name}=={pin.version}" for pin in environment.pins),
        )


def _apart(along: Comparison) -> tuple[str, ...]:
    """Name what is not the same in code that the project does not use: no reason to stop."""
    symbols = dict.fromkeys(each.trial.script.symbol for each in along.differences)
    return tuple(f"{name} came along unused, and is not the same there" for name in symbols)


def _differing(count: int) -> str:
    return "a case comes out otherwise" if count == 1 else f"{count} cases come out otherwise"


def _translator(draft: Draft) -> Callable[[str], str | None]:
    """Return the codemod of this package as a function of a script's text."""

    def translate(text: str) -> str | None:
        sites = find_sites({"script.py": text.encode()}, draft.places.names)
        if not sites:
            return text
        edited = draft.edit(sites[0], text.encode(), None)
        return None if edited.left else edited.after.decode()

    return translate


def _reader(subject: Subject) -> Callable[[str], bytes]:
    contents = subject.contents

    def read(path: str) -> bytes:
        return contents.read(path) if contents is not None else b""

    return read


def _description(subject: Subject) -> str:
    return (subject.contents.metadata or "") if subject.contents is not None else ""
