"""Finds names for downloads."""

from app._inhouse import wget
from app._inhouse.wget import filename_from_url

url = "http://example.test/files/report.pdf?year=2020"
headers = {"Content-Disposition": 'attachment; filename="year 2020.pdf"'}

print(filename_from_url(url), filename_from_url("http://example.test/"))
print(wget.filename_from_headers(headers), wget.filename_from_headers("Date: today"))
print(wget.detect_filename(url), wget.detect_filename(url, headers=headers), wget.detect_filename())
print(wget.filename_fix_existing("no-such-name.pdf"))
