"""Recorded tests and compared trials, for the tests of contract_tests."""

from __future__ import annotations

from inhouse.model.proof import Compared, Hole, Outcome, Script, Trial
from inhouse.model.recorded import RecordedTest


def recorded(
    call: str,
    expected: str | None = None,
    *,
    raises: str | None = None,
    setup: tuple[str, ...] = (),
    imports: tuple[str, ...] = ("from shop._inhouse.slug import slugify",),
    symbol: str = "slug.slugify",
    output: str = "",
    warns: str | None = None,
    parameters: tuple[tuple[str, str], ...] = (),
) -> RecordedTest:
    return RecordedTest(
        symbol=symbol,
        origin="generated",
        place="",
        imports=imports,
        setup=setup,
        call=call,
        expected=expected,
        raises=raises,
        output=output,
        warns=warns,
        parameters=parameters,
    )


def compared(
    text: str,
    outcome: Outcome,
    *values: str,
    same: bool = True,
    known: str | None = None,
    replacement: str | None = None,
) -> Compared:
    holes = tuple(Hole(name=f"_{n}", parameter=f"p{n}") for n in range(len(values)))
    script = Script(
        symbol="slug.slugify",
        original=text,
        replacement=replacement or text.replace("from slug", "from shop._inhouse.slug"),
        origin="generated",
        holes=holes,
    )
    trial = Trial(script=script, values=values)
    return Compared(trial=trial, original=outcome, replacement=outcome, same=same, known=known)


def value(literal: str | None, **more: str) -> Outcome:
    return Outcome(kind="value", type="str", literal=literal, **more)  # type: ignore[arg-type]


def error(kind: str) -> Outcome:
    return Outcome(kind="raised", type=kind)
