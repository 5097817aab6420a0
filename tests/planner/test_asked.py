from __future__ import annotations

from dataclasses import replace

import pytest
from packaging.utils import canonicalize_name

from inhouse.errors import UsageError
from inhouse.model.graph import Standing
from inhouse.planner.asked import advised, meant
from tests.classifier.subjects import subject


def standing(name: str, version: str = "1.0", *, direct: bool = True) -> Standing:
    return replace(
        subject().standing,
        key=f"{name}=={version}",
        name=canonicalize_name(name),
        version=version,
        direct=direct,
    )


LOCK = (standing("python-slugify"), standing("six"), standing("six", "2.0"), standing("toml"))


def test_the_nearest_name_is_suggested() -> None:
    with pytest.raises(UsageError, match="did you mean python-slugify"):
        meant(["python-sluggify"], LOCK)


def test_two_versions_are_not_chosen_between() -> None:
    with pytest.raises(UsageError, match=r"several versions \(1.0, 2.0\)"):
        meant(["six"], LOCK)


def test_names_are_normalised_and_taken_once() -> None:
    found = meant(["Python_Slugify", "toml", "python.slugify"], LOCK)
    assert [each.name for each in found] == ["python-slugify", "toml"]


def test_all_means_the_direct_ones_that_the_audit_would_replace() -> None:
    lock = (standing("a"), standing("b"), standing("c", direct=False), standing("d"))
    advice = {"a==1.0": "slice", "b==1.0": "drop", "c==1.0": "slice", "d==1.0": "keep"}
    assert [each.name for each in advised(advice, lock)] == ["b", "a"]  # type: ignore[arg-type]
