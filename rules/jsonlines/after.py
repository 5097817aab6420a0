"""Writes what was found, and reads it again."""

import io

from app._inhouse import jsonlines

stream = io.StringIO()
with jsonlines.Writer(stream, sort_keys=True, compact=True) as writer:
    writer.write({"name": "b", "id": 1})
    writer.write_all([[1, 2], "é"])
print(stream.getvalue())
stream.seek(0)
print(list(jsonlines.Reader(stream)))
reader = jsonlines.Reader(["{}", "oops"])
try:
    print(reader.read(type=dict), reader.read())
except jsonlines.InvalidLineError as error:
    print(error.line, error.lineno)
