"""Reads how long to wait, and says it in other words."""

import durationpy
from durationpy import DurationError, from_str

for text in ("1h30m", "-1.5s", "250ms", "soon"):
    try:
        wait = from_str(text)
    except DurationError:
        print(text, "is no duration")
    else:
        print(wait, durationpy.to_str(wait * 30, extended=True))
