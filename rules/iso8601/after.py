"""Reads moments."""

from app._inhouse import iso8601
from app._inhouse.iso8601 import ParseError, parse_date

for text in ("2020-01-02T03:04:05Z", "2020-01-02 03:04:05.25+01:30", "20200102", "2020-1", "soon"):
    try:
        print(parse_date(text).isoformat(), iso8601.parse_date(text, default_timezone=None))
    except ParseError as error:
        print(error)
print(iso8601.parse_date("2020-01-02").tzinfo is iso8601.UTC)
