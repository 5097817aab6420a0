"""The part of a package that the used symbols reach, found without running anything."""

from inhouse.evidence.slice.answer import slice_of
from inhouse.evidence.slice.library import Limits

__all__ = ["Limits", "slice_of"]
