"""Looks into a document."""

from app._inhouse.jsonpointer import JsonPointerException, resolve_pointer

DOCUMENT = {"servers": [{"name": "one"}, {"name": "two"}]}
print(resolve_pointer(DOCUMENT, "/servers/1/name"))
print(resolve_pointer(DOCUMENT, "/servers/2/name", "none"))
try:
    resolve_pointer(DOCUMENT, "servers")
except JsonPointerException as error:
    print(error)
