"""SPDX expressions from metadata, classifiers and licence files; else why not."""

from __future__ import annotations

from typing import Any

import pytest

from inhouse.model.evidence import Missing

HEAD = "Metadata-Version: 2.4\nName: pkg\nVersion: 1\n"
MIT = (
    "Permission is hereby granted, free of charge, to any person obtaining a copy of this\n"
    "software. The above copyright notice and\nthis permission notice shall be included in all"
)
BSD = "Redistribution and use in source and binary forms are permitted.\n"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("License-Expression: mit or apache-2.0\n", "MIT OR Apache-2.0"),
        ("License: MIT License\n", "MIT"),
        ("License: Apache License, Version 2.0\n", "Apache-2.0"),
        ("License: GPLv3+\n", "GPL-3.0-or-later"),
        ("License: BSD-3-Clause\n", "BSD-3-Clause"),
        ("Classifier: License :: OSI Approved :: MIT License\n", "MIT"),
        (
            "Classifier: License :: OSI Approved :: GNU Affero General Public License v3\n",
            "AGPL-3.0-only",
        ),
        (
            "Classifier: License :: OSI Approved :: MIT License\n"
            "Classifier: License :: OSI Approved :: Apache Software License\n",
            "Apache-2.0 AND MIT",
        ),
    ],
)
def test_from_metadata(measured: Any, fields: str, expected: str) -> None:
    assert measured({"pkg.py": ""}, HEAD + fields).license == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MIT, "MIT"),
        (BSD, "BSD-2-Clause"),
        (BSD + "Neither the name of the author", "BSD-3-Clause"),
        ("Apache License\n   Version 2.0, January 2004", "Apache-2.0"),
        ("GNU GENERAL PUBLIC LICENSE\nVersion 3", "GPL-3.0-only"),
        ("GNU LESSER GENERAL PUBLIC LICENSE\nVersion 3", "LGPL-3.0-only"),
        ("This is free and unencumbered software released into the public domain.", "Unlicense"),
    ],
)
def test_from_the_licence_file(measured: Any, text: str, expected: str) -> None:
    files = {"pkg.py": "", "pkg-1.0.dist-info/licenses/LICENSE.txt": text}
    fields = "Classifier: License :: OSI Approved :: BSD License\n"
    assert measured(files, HEAD + fields).license == expected


@pytest.mark.parametrize(
    "fields",
    ["", "License: see file\n", "Classifier: License :: OSI Approved :: BSD License\n"],
)
def test_missing_with_what_was_said(measured: Any, fields: str) -> None:
    licence = measured({"pkg.py": ""}, HEAD + fields).license
    assert isinstance(licence, Missing)
    assert not fields or "names no single licence" in licence.reason


def test_funding_and_a_summary_with_control_characters(measured: Any) -> None:
    text = (
        HEAD + "Summary: \x1b[31mred\x07\u202e\n"
        "Project-URL: Sponsor, https://fund.example/pkg\nProject-URL: Docs, https://docs.example\n"
    )
    measurement = measured({"pkg.py": ""}, text)
    assert measurement.funding == ("https://fund.example/pkg",)
    assert measurement.summary == "[31mred"
