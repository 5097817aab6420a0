"""Reads how long to wait."""

import pytimeparse
from pytimeparse.timeparse import timeparse

for text in ("1h 30m", "2 days, 4:13:02", "1.5 weeks", "- 90 secs", "soon", "4:13"):
    print(text, pytimeparse.parse(text))
print(timeparse("4:13", granularity="minutes"))
