"""The text of a licence, where the wheel leaves it out."""

from __future__ import annotations

from dataclasses import replace

from inhouse.codemod.inlining import origin_of
from inhouse.model.evidence import Missing
from inhouse.model.progress import Silent
from inhouse.model.taken import Origin
from inhouse.pipeline.replacing.subject import Subject
from inhouse.pipeline.replacing.whole_sdist import files_of


def with_sdist_licence(origin: Origin, subject: Subject) -> Origin:
    """Return the origin with the licence files of its sdist; as it is where there are none.

    Many wheels carry no licence text, which its terms ask to be kept with every copy.
    """
    files = files_of(subject, Silent())
    if isinstance(files, Missing):
        return origin
    top = {path: data for path, data in files.items() if "/" not in path}
    found = origin_of(
        origin.name,
        origin.version,
        origin.artifact,
        origin.licence,
        tuple(top),
        top.__getitem__,
        origin.import_names,
    )
    copyright_ = tuple(dict.fromkeys((*found.copyright, *origin.copyright)))
    return replace(origin, licence_files=found.licence_files, copyright=copyright_)
