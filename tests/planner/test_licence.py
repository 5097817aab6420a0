from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inhouse.model.licences import PERMISSIVE, asked, permissive
from inhouse.planner.licence import gate

LIBRARY = "LGPL-3.0-or-later"
LINKING = "GPL-2.0-only WITH Classpath-exception-2.0"


@pytest.mark.parametrize(
    "expression",
    [
        None,
        "",
        "UNKNOWN",
        LIBRARY,
        "GPL-3.0-only",
        "AGPL-3.0-or-later",
        "MPL-2.0",
        "MIT AND MPL-2.0",
        "(MIT OR GPL-2.0-only) AND GPL-2.0-only",
        "MPL-2.0 OR GPL-2.0-only",
        LINKING,
        "LicenseRef-Acme",
        "LicenseRef-MIT",
        "BSD",
        "Apache License, Version 2.0",
        "MIT AND",
        "MIT OR",
        "(MIT",
        "MIT)",
        "MIT MIT",
        "()",
        "AND",
        "MIT WITH",
        "CC-BY-4.0",
        "NotALicence",
        "(" * 400 + "MIT",
        "MIT OR " * 300 + "MIT",
    ],
)
def test_what_asks_for_more_than_a_notice_is_refused(expression: str | None) -> None:
    why = gate(expression)
    assert why is not None
    assert "\n" not in why
    assert len(why) < 1500


@pytest.mark.parametrize(
    ("expression", "accepted"),
    [
        (LIBRARY, "LGPL-3.0-only"),
        (LIBRARY, "LGPL"),
        (LIBRARY, "MIT"),
        (LIBRARY, "unknown"),
        (None, "MIT"),
        ("MPL-2.0 AND EPL-2.0", "MPL-2.0"),
        (LINKING, "Classpath-exception-2.0"),
        (LINKING, "GPL-2.0-only"),
        ("GPL-2.0-only", LINKING),
    ],
)
def test_only_the_exact_licence_counts_as_accepted(expression: str | None, accepted: str) -> None:
    assert gate(expression, (accepted,)) is not None


@pytest.mark.parametrize("expression", sorted(PERMISSIVE))
def test_permissive_licences_pass(expression: str) -> None:
    assert gate(expression) is None


@pytest.mark.parametrize(
    "expression",
    [
        "MIT OR GPL-2.0-only",
        "GPL-2.0-only or mit",
        "MIT AND (BSD-3-Clause OR GPL-3.0-only)",
        "Apache-2.0 WITH LLVM-exception",
        "((MIT))",
        "  MIT  ",
        "Apache-2.0+",
    ],
)
def test_an_alternative_that_asks_for_a_notice_is_enough(expression: str) -> None:
    assert gate(expression) is None


@pytest.mark.parametrize(
    ("expression", "accepted"),
    [
        (LIBRARY, (LIBRARY,)),
        (LIBRARY, (LIBRARY.lower(),)),
        (LINKING, (LINKING,)),
        ("LicenseRef-Acme", ("LicenseRef-Acme",)),
        ("MPL-2.0 AND EPL-2.0", ("MPL-2.0", "EPL-2.0")),
        ("MPL-2.0 AND EPL-2.0", ("MPL-2.0 AND EPL-2.0",)),
        ("MPL-2.0 OR EPL-2.0", ("EPL-2.0",)),
        ("Beer, please", ("Beer, please",)),
        (None, ("unknown",)),
        ("unknown", ("unknown",)),
    ],
)
def test_an_accepted_licence_passes(expression: str | None, accepted: tuple[str, ...]) -> None:
    assert gate(expression, accepted) is None


def test_the_refusal_names_the_licence_and_the_option() -> None:
    why = gate("MIT AND (MPL-2.0 OR GPL-2.0-only) AND LicenseRef-Acme")
    assert why == (
        "its licence MIT AND (MPL-2.0 OR GPL-2.0-only) AND LicenseRef-Acme asks for more than a "
        "notice: MPL-2.0 is copyleft and LicenseRef-Acme is a licence of its own; "
        "if that suits you, say --accept-license MPL-2.0 --accept-license LicenseRef-Acme"
    )
    assert '--accept-license "GPL-2.0-only WITH' in str(gate(LINKING))
    assert "no SPDX expression" in str(gate("BSD License!"))
    assert "no SPDX identifier" in str(gate("BSD"))


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    gate(text, (text,))
    if permissive(text):
        assert any(name.casefold() in text.casefold() for name in PERMISSIVE)


@given(
    st.recursive(
        st.sampled_from(["MIT", "ISC", "MPL-2.0"]),
        lambda inner: st.tuples(inner, st.sampled_from(["AND", "OR"]), inner).map(
            lambda t: f"({t[0]} {t[1]} {t[2]})"
        ),
    )
)
def test_the_answer_is_that_of_the_boolean_expression(expression: str) -> None:
    truth = expression.replace("MIT", "True").replace("ISC", "True").replace("MPL-2.0", "False")
    assert permissive(expression) is eval(truth.replace("AND", "and").replace("OR", "or"))
    assert asked(expression, ("MPL-2.0",)) == ()
