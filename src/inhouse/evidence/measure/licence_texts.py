"""Recognises the common licences by phrases that only they have."""

from __future__ import annotations

import re

_HEAD = 40_000
# (all of these phrases, none of these, SPDX identifier); the first that fits wins.
_PHRASES: tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...] = (
    (("gnu affero general public license", "version 3"), (), "AGPL-3.0-only"),
    (("gnu lesser general public license", "version 3"), (), "LGPL-3.0-only"),
    (("gnu lesser general public license", "version 2.1"), (), "LGPL-2.1-only"),
    (("gnu library general public license", "version 2"), (), "LGPL-2.0-only"),
    (("gnu general public license", "version 3"), (), "GPL-3.0-only"),
    (("gnu general public license", "version 2"), (), "GPL-2.0-only"),
    (("mozilla public license", "2.0"), (), "MPL-2.0"),
    (("apache license", "version 2.0"), (), "Apache-2.0"),
    (("eclipse public license", "2.0"), (), "EPL-2.0"),
    (
        (
            "permission is hereby granted, free of charge, to any person obtaining",
            "this permission notice shall be included",
        ),
        (),
        "MIT",
    ),
    (("permission is hereby granted, free of charge, to any person obtaining",), (), "MIT-0"),
    (("redistribution and use in source and binary", "advertising materials"), (), "BSD-4-Clause"),
    (("redistribution and use in source and binary", "neither the name"), (), "BSD-3-Clause"),
    (
        ("redistribution and use in source and binary", "names of its contributors"),
        (),
        "BSD-3-Clause",
    ),
    (
        ("redistribution and use in source and binary", "may not be used to endorse"),
        (),
        "BSD-3-Clause",
    ),
    (("redistribution and use in source and binary", "zope"), (), "ZPL-2.1"),
    (("redistribution and use in source and binary",), (), "BSD-2-Clause"),
    (
        (
            "distribute this software for any purpose with or without fee is hereby granted",
            "provided that the above copyright notice",
        ),
        (),
        "ISC",
    ),
    (
        ("distribute this software for any purpose with or without fee is hereby granted",),
        (),
        "0BSD",
    ),
    (("python software foundation license",), (), "PSF-2.0"),
    (("this is free and unencumbered software released into the public domain",), (), "Unlicense"),
    (("altered source versions must be plainly marked", "as-is"), (), "Zlib"),
    (("cc0 1.0 universal",), (), "CC0-1.0"),
    (("do what the fuck you want to public license",), (), "WTFPL"),
)
_NAMED = re.compile(
    r"(?:the )?(mit|isc|unlicense|bsd-3-clause|bsd-2-clause|apache-2\.0) licen[cs]e"
)


def recognise(text: str) -> str | None:
    """Return the SPDX identifier of a licence text, or None."""
    flat = " ".join(re.sub(r"[\"'`*#>]", "", text[:_HEAD]).lower().split())
    flat = flat.replace("and/or", "and").replace("modify, and distribute", "modify and distribute")
    if re.search(r"permission to use, copy, modify,? and distribute this software", flat):
        flat += (
            " distribute this software for any purpose with or without fee is hereby granted"
            * ("with or without fee is hereby granted" in flat)
        )
    for wanted, unwanted, name in _PHRASES:
        if all(w in flat for w in wanted) and not any(u in flat for u in unwanted):
            return name
    return None
