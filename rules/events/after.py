"""Tells listeners of changes."""

from app._inhouse.events import Events, EventsException


class Watched(Events):
    __events__ = ("on_change", "on_close")


seen = []
watched = Watched()
watched.on_change += seen.append
watched.on_change += print
watched.on_change("first")
watched.on_change -= print
watched.on_change("second")
print(seen, len(watched.on_change), watched.on_close)
try:
    watched.on_open += print
except EventsException as error:
    print(error)
