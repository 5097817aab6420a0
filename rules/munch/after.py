"""Reads settings as attributes."""

from app._inhouse import munch
from app._inhouse.munch import DefaultMunch, Munch, munchify

settings = munchify({"server": {"host": "a", "ports": [1, {"tls": True}]}})
settings.debug = False
print(settings.server.host, settings.server.ports[1].tls, settings["debug"])
print(munch.unmunchify(settings), Munch(a=1), DefaultMunch(0, a=1).b)
print(settings.toDict() == settings, isinstance(settings, munch.Munch))
