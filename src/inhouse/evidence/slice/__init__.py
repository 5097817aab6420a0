"""The part of a package that the used symbols reach, found without running anything."""

from inhouse.evidence.slice.answer import slice_of

__all__ = ["slice_of"]
