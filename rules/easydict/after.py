"""Reads settings by attribute."""

from app._inhouse.easydict import EasyDict as edict

settings = edict({"web": {"host": "localhost", "ports": [{"number": 80}]}}, debug=True)
settings.web.host = "example"
settings.log = {"level": "info"}
settings.update(debug=False)
print(settings.web.host, settings.web.ports[0].number, settings["log"].level)
print(settings, settings.pop("debug"), isinstance(settings, dict), settings.get("x"))
