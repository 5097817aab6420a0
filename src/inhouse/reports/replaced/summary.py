"""The text of a pull request: at most ten lines of Markdown for all packages together."""

from __future__ import annotations

import re

from inhouse.model.replaced import PackageReplaced, Proof, Replaced, TestCounts
from inhouse.reports.page import Page
from inhouse.reports.terminal.words import counted, shortened
from inhouse.reports.visible import visible

FORMAT = "summary"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(replaced: Replaced, page: Page) -> str:  # noqa: ARG001 - Markdown has no width
    """Return what left, what is owned now, the proof, and how to undo it."""
    done = [each for each in replaced.report.packages if each.status in ("planned", "applied")]
    if not done:
        stays = shortened([each.name for each in replaced.report.packages], 200)
        return f"Nothing is replaced: {_safe(stays)} stays.\n"
    names = [f"{each.name} {each.version}" for each in done]
    left = sorted({name for each in done for name in each.sheds})
    lines = [f"Take {_safe(shortened(names, 120))} in-house", ""]
    gone = f": {_safe(shortened(left, 200))}" if left else ""
    lines.append(f"- **Left:** {counted(len(left), 'package')}{gone}")
    lines.append(f"- **Owned now:** {_owned(done)}")
    lines.append(f"- **Sites rewritten:** {sum(each.sites.rewritten for each in done)}")
    lines.append(f"- **Proof:** {_proof(done)}")
    differences = [d for each in done if each.proof for d in each.proof.differences if d.known]
    if differences:
        text = shortened([str(each.known) for each in differences], 200)
        lines.append(f"- **Known differences:** {_safe(text)}")
    commands = sorted({each.lock for each in done if each.lock})
    if commands:
        lines.append(f"- **Lock:** {_safe(shortened(commands, 200))}")
    lines.append("- **Undo:** `git revert` of this commit brings the packages back.")
    return "\n".join(lines) + "\n"


def _owned(done: list[PackageReplaced]) -> str:
    lines = sum(each.own_lines for each in done)
    if not lines:
        return "no line: the standard library takes over"
    licences = sorted({each.license for each in done if each.license})
    kept = f", under {_safe(shortened(licences, 80))} with notice" if licences else ""
    return f"{counted(lines, 'line')} in `_inhouse`{kept}"


def _proof(done: list[PackageReplaced]) -> str:
    proofs = [each.proof for each in done if each.proof is not None]
    if not proofs:
        return "none was run"
    cases = sum(proof.cases for proof in proofs)
    pythons = sorted({proof.python for proof in proofs if proof.python})
    where = f" on Python {', '.join(pythons)}" if pythons else ""
    text = f"{counted(cases, 'case')} gave the same on both sides{where}"
    generated = sum(proof.generated for proof in proofs)
    return text + "".join(_suites(proofs)) + (f"; {generated} tests added" if generated else "")


def _suites(proofs: list[Proof]) -> list[str]:
    named: list[tuple[str, TestCounts]] = []
    for proof in proofs:
        if proof.upstream_tests is not None:
            named.append(("its own tests", proof.upstream_tests))
        if proof.project_tests is not None:
            named.append(("the project's tests", proof.project_tests))
    return [f"; {name}: {each.passed} passed, {each.failed} failed" for name, each in named]


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", visible(text))
