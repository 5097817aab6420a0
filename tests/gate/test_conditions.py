"""What a policy may fail a newcomer for beside its size."""

from __future__ import annotations

from typing import Any

import pytest

from inhouse.gate.judgement import judge
from tests.gate.newcomers import candidate, stand

ALL = ("archived", "quarantined", "deprecated", "yanked", "sdist-only")


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"status": "active", "yanked": False, "sdist_only": False},
        {"status": None, "yanked": None, "sdist_only": None, "last_release": None},
        {"last_release": "2025-06-01"},
        {"last_release": "not a day"},
        {"direct": False, "through": ("old",), "status": "archived"},
        {"groups": ("dev",), "status": "archived"},
    ],
)
def test_what_is_not_known_or_not_meant_fails_nothing(facts: dict[str, Any]) -> None:
    one = candidate(tier="mid", **facts)
    assert judge((one,), stand(also_fail=ALL, stale_years=2)).findings == ()


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"status": "archived"}, "archived"),
        ({"status": "quarantined"}, "quarantined"),
        ({"status": "deprecated"}, "deprecated"),
        ({"yanked": True}, "yanked"),
        ({"sdist_only": True}, "sdist-only"),
        ({"last_release": "2023-05-01"}, "stale"),
        ({"direct": False, "brought_by": ("new",), "yanked": True}, "yanked"),
    ],
)
def test_each_switch_fails_what_it_names_and_only_where_it_is_on(
    facts: dict[str, Any], code: str
) -> None:
    one = candidate(tier="mid", **facts)
    found = judge((one,), stand(also_fail=ALL, stale_years=2))
    assert [finding.code for finding in found.findings] == [code]
    assert judge((one,), stand()).findings == ()


@pytest.mark.parametrize(
    ("license_", "denied"),
    [
        ("GPL-3.0-only AND (MIT OR Apache-2.0)", True),
        ("(GPL-3.0-only AND MIT) OR Apache-2.0", False),
        ("MIT AND (GPL-2.0-only OR GPL-3.0-only)", True),
        ("MIT OR (Apache-2.0", False),
        ("GPL-3.0-only OR (MIT", True),
        ("(" * 10_000 + "MIT", False),
        (None, False),
        ("MIT", False),
        ("GPL-3.0-only", True),
        ("gpl-2.0-or-later", True),
        ("LGPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", False),
        ("MIT AND GPL-3.0-only", True),
        ("GPL-3.0-only OR GPL-2.0-only", True),
    ],
)
def test_licences_are_denied_where_no_choice_is_free_of_them(
    license_: str | None, denied: bool
) -> None:
    one = candidate(tier="mid", license=license_)
    found = judge((one,), stand(deny_licenses=("GPL-*",)))
    assert [finding.code for finding in found.findings] == (["license"] if denied else [])


def test_a_foreign_index_is_a_note_or_an_error_as_the_policy_says() -> None:
    one = candidate(tier="mid", foreign="evil.example")
    (note,) = judge((one,), stand()).findings
    assert (note.code, note.level) == ("foreign-index", "note")
    (error,) = judge((one,), stand(also_fail=("foreign-index",))).findings
    assert error.level == "error"
    assert "evil.example" in error.text
