"""Which licence a distribution is under, as an SPDX expression, or why that cannot be said."""

from __future__ import annotations

import re

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from inhouse.evidence.contents import Contents, UnreadableError
from inhouse.evidence.measure.layout import LICENCE_FILE
from inhouse.evidence.measure.licence_texts import recognise
from inhouse.evidence.measure.metadata import Metadata
from inhouse.model.evidence import Maybe, Missing

_LONGEST_NAME = 100
_FILES = 8
_FILE_BYTES = 200_000
_IS_LICENCE = re.compile(r"(^|/)(un)?(licen[cs]e|copying)[^/]*$", re.IGNORECASE)

# What projects write in the License field and in classifiers, reduced by `_reduced`.
_NAMES = {
    "mit": "MIT",
    "expat": "MIT",
    "mit no attribution": "MIT-0",
    "apache": "Apache-2.0",
    "apache 2": "Apache-2.0",
    "apache 20": "Apache-2.0",
    "apache2": "Apache-2.0",
    "asl 2": "Apache-2.0",
    "asl 20": "Apache-2.0",
    "apache software 20": "Apache-2.0",
    "bsd 3 clause": "BSD-3-Clause",
    "3 clause bsd": "BSD-3-Clause",
    "bsd3": "BSD-3-Clause",
    "new bsd": "BSD-3-Clause",
    "modified bsd": "BSD-3-Clause",
    "bsd 2 clause": "BSD-2-Clause",
    "2 clause bsd": "BSD-2-Clause",
    "simplified bsd": "BSD-2-Clause",
    "isc": "ISC",
    "iscl": "ISC",
    "isc iscl": "ISC",
    "mpl 2": "MPL-2.0",
    "mpl 20": "MPL-2.0",
    "mozilla public 20": "MPL-2.0",
    "mozilla public 20 mpl 20": "MPL-2.0",
    "psf": "PSF-2.0",
    "psfl": "PSF-2.0",
    "psf 20": "PSF-2.0",
    "python software foundation": "PSF-2.0",
    "python": "PSF-2.0",
    "unlicense": "Unlicense",
    "unlicense unlicense": "Unlicense",
    "zlib": "Zlib",
    "zlib libpng": "Zlib",
    "0bsd": "0BSD",
    "zero clause bsd 0bsd": "0BSD",
    "cc0": "CC0-1.0",
    "cc0 10 universal cc0 10 public domain dedication": "CC0-1.0",
    "wtfpl": "WTFPL",
    "zpl 21": "ZPL-2.1",
    "zope public": "ZPL-2.1",
    "gplv2": "GPL-2.0-only",
    "gpl 2": "GPL-2.0-only",
    "gpl 20": "GPL-2.0-only",
    "gnu general public 2 gplv2": "GPL-2.0-only",
    "gplv2+": "GPL-2.0-or-later",
    "gnu general public 2 or later gplv2+": "GPL-2.0-or-later",
    "gplv3": "GPL-3.0-only",
    "gpl 3": "GPL-3.0-only",
    "gpl 30": "GPL-3.0-only",
    "gnu general public 3 gplv3": "GPL-3.0-only",
    "gplv3+": "GPL-3.0-or-later",
    "gnu general public 3 or later gplv3+": "GPL-3.0-or-later",
    "lgplv2+": "LGPL-2.1-or-later",
    "gnu lesser general public 2 or later lgplv2+": "LGPL-2.1-or-later",
    "lgpl 21": "LGPL-2.1-only",
    "lgplv3": "LGPL-3.0-only",
    "lgpl 3": "LGPL-3.0-only",
    "lgpl 30": "LGPL-3.0-only",
    "gnu lesser general public 3 lgplv3": "LGPL-3.0-only",
    "lgplv3+": "LGPL-3.0-or-later",
    "gnu lesser general public 3 or later lgplv3+": "LGPL-3.0-or-later",
    "agplv3": "AGPL-3.0-only",
    "gnu affero general public 3": "AGPL-3.0-only",
    "gnu affero general public 3 or later agplv3+": "AGPL-3.0-or-later",
    "eclipse public 20 epl 20": "EPL-2.0",
}


def licence_of(contents: Contents, metadata: Metadata) -> Maybe[str]:
    """Return the SPDX expression of a distribution.

    In this order: License-Expression, the License field, the licence classifiers (several are
    joined by AND, the careful reading), the text of the licence files.
    """
    for stated in (metadata.license_expression, metadata.license_text):
        if found := _named(stated):
            return found
    classified = _classified(metadata.classifiers)
    if classified:
        return classified
    read = _from_files(contents)
    if isinstance(read, str):
        return read
    said = metadata.license_text or next(
        (c.rpartition(" :: ")[2] for c in metadata.classifiers if c.startswith("License ::")), ""
    )
    if said:
        short = " ".join(said.split())[:60]
        return Missing(f"the metadata says {short!r}, which names no single licence")
    return read


def _named(text: str) -> str | None:
    if not text:
        return None
    if len(text) > _LONGEST_NAME or "\n" in text:
        return recognise(text) or _named(text.split("\n", 1)[0][:_LONGEST_NAME])
    found = _NAMES.get(_reduced(text))
    if found:
        return found
    try:
        return str(canonicalize_license_expression(text))
    except (InvalidLicenseExpression, RecursionError):
        return None


def _reduced(text: str) -> str:
    words = re.sub(r"[^a-z0-9+. ]", " ", text.lower()).replace(".", "").split()
    dropped = {"the", "license", "licence", "licenses", "version", "v", "software", "a"}
    kept = [re.sub(r"^v(\d)", r"\1", w) for w in words if w not in dropped]
    if kept and kept[0] == "python" and "foundation" in kept:
        return "psf"
    return " ".join(kept)


def _classified(classifiers: tuple[str, ...]) -> str | None:
    said = [c for c in classifiers if c.startswith("License :: ")]
    found = [_NAMES.get(_reduced(c.rpartition(" :: ")[2])) for c in said]
    if not found or None in found:
        return None
    return " AND ".join(sorted({name for name in found if name}))


def _from_files(contents: Contents) -> Maybe[str]:
    paths = [entry for entry in contents.entries if LICENCE_FILE.search(entry.path)]
    proper = [e for e in paths if _IS_LICENCE.search(e.path) and not e.path.endswith(".py")]
    if not proper:
        return Missing("neither the metadata nor a licence file says which licence")
    depth = min(entry.path.count("/") for entry in proper)
    found: set[str] = set()
    for entry in [e for e in proper if e.path.count("/") == depth][:_FILES]:
        if entry.size > _FILE_BYTES:
            continue
        try:
            text = contents.read(entry.path).decode("utf-8", "replace")
        except UnreadableError:
            continue
        if name := recognise(text):
            found.add(name)
    if not found:
        return Missing("the text of the licence file is none that is known")
    return " AND ".join(sorted(found))
