"""Names a thing shortly."""

from uuid import UUID

from app._inhouse import shortuuid
from app._inhouse.shortuuid import ShortUUID

thing = UUID("3b1f8b40-222c-4a6e-b77e-779d5a94e21c")
print(shortuuid.encode(thing), shortuuid.decode("CXc85b4rqinB7s5J52TRYb") == thing)
print(shortuuid.uuid(name="example.com"), len(shortuuid.random(length=9)))
print(ShortUUID(alphabet="01").encode(thing)[:20])
