"""Logs as JSON."""

import logging
import sys

from json_log_formatter import JSONFormatter, VerboseJSONFormatter


class Own(JSONFormatter):
    def json_record(self, message, extra, record):
        found = super().json_record(message, extra, record)
        found.pop("time")
        return {**found, "level": record.levelname}


handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(Own())
logging.basicConfig(handlers=[handler], level="INFO")
logging.info("Sign up of %s", "ann", extra={"code": 5, "kinds": {"a"}})
shown = VerboseJSONFormatter().format(logging.makeLogRecord({"msg": "bad", "levelname": "ERROR", "time": None}))
print("\"levelname\": \"ERROR\"" in shown, shown[-31:])
