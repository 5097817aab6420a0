"""Builders for the classifier's tests: a small, imported, directly required package by default."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from packaging.utils import canonicalize_name

from inhouse.classifier import Subject
from inhouse.model.evidence import (
    AdvisoryAnswer,
    Evidence,
    Maybe,
    Measurement,
    Missing,
    Slice,
    SymbolUse,
    Trait,
    Upkeep,
    Usage,
)
from inhouse.model.graph import Standing
from inhouse.model.rule import Rule
from inhouse.model.settings import Settings

UNASKED = Missing("not asked")


def measurement(**changes: Any) -> Measurement:
    small = Measurement(
        artifact="sha256:00",
        source="wheel",
        sloc=60,
        files=1,
        public_names=2,
        functions=3,
        max_complexity=4,
        sum_complexity=9,
        native=False,
        data_bytes=0,
        longest_literal=3,
        requires_dist=(),
        requires_python=None,
        license="MIT",
        typed=False,
        import_names=("tiny",),
        entry_point_groups=(),
        console_scripts=(),
        summary="Tiny",
        size_bytes=4000,
        funding=(),
        traits=(),
        guarded_imports=(),
        plain_imports=(),
        modules=(),
    )
    return dataclasses.replace(small, **changes)


def usage(*symbols: SymbolUse, **changes: Any) -> Usage:
    used = symbols or (SymbolUse(symbol="tiny.pad", count=2),)
    found = Usage(imported=True, files=1, call_sites=2, symbols=used, kinds=("plain",))
    return dataclasses.replace(found, **changes)


NOT_USED = Usage(imported=False, files=0, call_sites=0)


def subject(
    *,
    measured: Maybe[Measurement] | None = None,
    used: Maybe[Usage] | None = None,
    part: Maybe[Slice] = UNASKED,
    rule: Rule | None = None,
    settings: Settings | None = None,
    traits: tuple[str, ...] = (),
    optional_for: tuple[str, ...] = (),
    last_release: Maybe[str] = UNASKED,
    python: str = "3.11",
    **standing: Any,
) -> Subject:
    found = measured if measured is not None else measurement()
    if traits and isinstance(found, Measurement):
        found = dataclasses.replace(
            found, traits=tuple(Trait(code=code, evidence="tiny.py:1") for code in traits)
        )
    place = Standing(
        key="tiny==1.0",
        name=canonicalize_name("tiny"),
        version="1.0",
        direct=True,
        groups=("runtime",),
        extras=(),
        required_by=(),
        path=("project", "tiny"),
        sheds=("tiny==1.0",),
        stays_through=(),
    )
    return Subject(
        standing=dataclasses.replace(place, **standing),
        evidence=Evidence(
            measurement=found,
            upkeep=Upkeep(
                last_release=last_release,
                first_release=UNASKED,
                releases=UNASKED,
                yanked=UNASKED,
                status=UNASKED,
                maintainers=UNASKED,
            ),
            usage=used if used is not None else usage(),
            slice=part,
            advisories=AdvisoryAnswer(state="clean"),
            optional_for=optional_for,
        ),
        rule=rule,
        settings=settings or Settings(),
        python=python,
        today=date(2026, 11, 21),
    )
