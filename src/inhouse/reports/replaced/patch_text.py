"""The whole change as a unified diff that `git apply` takes."""

from __future__ import annotations

from inhouse.model.replaced import Replaced
from inhouse.reports.page import Page
from inhouse.reports.unified import unified

FORMAT = "diff"


def render(replaced: Replaced, page: Page) -> str:  # noqa: ARG001 - a patch has no page
    """Return the change as text."""
    return "".join(unified(change) for change in replaced.patch.changes)
