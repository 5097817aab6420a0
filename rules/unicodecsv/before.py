"""Turns one table into another."""

import io

from unicodecsv import QUOTE_ALL, DictReader, reader, writer

source = io.BytesIO("name;size\r\ncafé;1\r\n\"a;b\";2\r\n".encode("latin-1"))
target = io.BytesIO()
table = writer(target, quoting=QUOTE_ALL)
table.writerow(("size", "name"))
for row in DictReader(source, delimiter=";", encoding="latin-1"):
    table.writerow((row["size"], row["name"]))
print(target.getvalue())
print(list(reader(io.BytesIO(target.getvalue()))))
