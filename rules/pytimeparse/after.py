"""Reads how long to wait."""

from app._inhouse import pytimeparse
from app._inhouse.pytimeparse import parse

for text in ("1h 30m", "2 days, 4:13:02", "1.5 weeks", "- 90 secs", "soon", "4:13"):
    print(text, pytimeparse.parse(text))
print(parse("4:13", granularity="minutes"))
