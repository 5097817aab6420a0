"""Tiers against a reviewer's labels, each package measured from its real files on the index.

The labels are not part of this repository; without them the test is skipped. It asserts the
figures that docs/verdict.md states.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from inhouse.classifier.tier import measured_tier
from inhouse.pipeline.examined import Examined, examine
from inhouse.pipeline.request import Request

LABELS = Path(__file__).resolve().parents[2] / "shared" / "data" / "labels-dev.csv"
UNTOUCHED = {"keep", "review", "upstream"}

pytestmark = [
    pytest.mark.index,
    pytest.mark.skipif(not LABELS.exists(), reason="the labels are not beside this checkout"),
]


class Silent:
    def stage(self, text: str, done: int = 0, total: int | None = None) -> None:
        pass


class Score(NamedTuple):
    precision: float
    recall: float
    f1: float


def score(pairs: Iterable[tuple[bool, bool]]) -> Score:
    """Return precision, recall and F1 of (said, true) pairs."""
    found = list(pairs)
    right = sum(said and true for said, true in found)
    precision = right / sum(said for said, _ in found)
    recall = right / sum(true for _, true in found)
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


@pytest.fixture(scope="module")
def labels() -> dict[str, dict[str, str]]:
    with LABELS.open(encoding="utf-8", newline="") as file:
        return {row["package"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def examined(
    labels: dict[str, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Examined:
    project = tmp_path_factory.mktemp("labels")
    pins = "".join(f"{name}=={row['version']}\n" for name, row in labels.items())
    (project / "requirements.txt").write_text(pins, encoding="utf-8")
    request = Request(
        project=project,
        lock="requirements.txt",
        python="3.12",
        platform="linux",
        advisories="none",
        cache_dir=tmp_path_factory.getbasetemp().parent / "inhouse-labels-cache",
    )
    return examine(request, Silent())


def test_every_package_is_there(examined: Examined, labels: dict[str, dict[str, str]]) -> None:
    assert {each.subject.standing.name for each in examined.judged} == set(labels)


def test_tiers_agree_with_the_labels(examined: Examined, labels: dict[str, dict[str, str]]) -> None:
    found = score(
        (each.verdict.tier == "micro", labels[each.subject.standing.name]["label"] == "micro")
        for each in examined.judged
    )
    assert found.f1 >= 0.90
    assert found.precision >= 0.92


def test_measured_facts_alone_agree_too(
    examined: Examined, labels: dict[str, dict[str, str]]
) -> None:
    found = score(
        (
            measured_tier(each.subject).tier == "micro",
            labels[each.subject.standing.name]["label"] == "micro",
        )
        for each in examined.judged
        if labels[each.subject.standing.name]["reason"] != "superseded"
    )
    assert found.f1 >= 0.80


def test_no_foundation_is_to_be_touched(
    examined: Examined, labels: dict[str, dict[str, str]]
) -> None:
    advice = {str(each.subject.standing.name): each.verdict.advice for each in examined.judged}
    touched = {
        name: advice[name]
        for name, row in labels.items()
        if row["label"] == "foundation" and advice[name] not in UNTOUCHED
    }
    assert touched == {}
