"""Names colours."""

from enum import auto

import strenum
from strenum import StrEnum


class Colour(StrEnum):
    RED = auto()
    DARK_BLUE = "navy"


class Header(strenum.HttpHeaderCaseStrEnum):
    CONTENT_TYPE = auto()


print(Colour.RED, Colour("navy"), [*Colour], f"<{Header.CONTENT_TYPE}>", Colour.RED == "RED")
print(isinstance(Colour.RED, StrEnum))
