"""Formats log records as JSON texts."""

import json
import logging
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

# What a record has by itself; all else was given as `extra`.
BUILTIN_ATTRS = {
    *("args", "asctime", "created", "exc_info", "exc_text", "filename", "funcName", "levelname"),
    *("levelno", "lineno", "module", "msecs", "message", "msg", "name", "pathname", "process"),
    *("processName", "relativeCreated", "stack_info", "taskName", "thread", "threadName"),
}
_WRONG = (TypeError, ValueError, OverflowError)


def _plain(value: Any) -> Any:
    return value.__dict__ if hasattr(value, "__dict__") else str(value)


class JSONFormatter(logging.Formatter):
    """Writes the message, the time and what was given as `extra`; methods are there to override."""

    json_lib: Any = json

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as a JSON text."""
        fields = self.json_record(record.getMessage(), self.extra_from_record(record), record)
        changed = self.mutate_json_record(fields)
        return self.to_json(fields if changed is None else changed)

    def to_json(self, record: Any) -> str:
        """Return fields as a JSON text; what cannot be written as its text, and `{}` at worst."""
        try:
            return self._dumps(record)
        except _WRONG:
            if not isinstance(record, dict):
                return "{}"
        safe = {name: self._safe_value(value) for name, value in record.items()}
        try:
            return self._dumps(safe)
        except _WRONG:
            return "{}"

    def _dumps(self, value: Any) -> str:
        text: str = self.json_lib.dumps(value, default=_plain)
        return text

    def _safe_value(self, value: Any) -> Any:
        try:
            self._dumps(value)
        except _WRONG:
            return str(value)
        return value

    def extra_from_record(self, record: logging.LogRecord) -> dict[str, Any]:
        """Return what was given as `extra`."""
        return {name: each for name, each in vars(record).items() if name not in BUILTIN_ATTRS}

    def json_record(
        self, message: str, extra: dict[str, Any], record: logging.LogRecord
    ) -> dict[str, Any]:
        """Return the fields of a record, `extra` with the message, the time and the error."""
        extra["message"] = message
        extra.setdefault("time", datetime.now(UTC))
        if record.exc_info:
            extra["exc_info"] = self.formatException(record.exc_info)
        return extra

    def mutate_json_record(self, json_record: dict[str, Any]) -> dict[str, Any] | None:
        """Change fields, or return other ones. Here times become texts of ISO 8601."""
        for name in json_record:
            value = json_record[name]
            if isinstance(value, datetime):
                json_record[name] = value.isoformat()
        return json_record


_VERBOSE = ("filename", "funcName", "levelname", "lineno", "module", "name", "pathname")
_PROCESS = ("process", "processName", "stack_info", "thread", "threadName")


class VerboseJSONFormatter(JSONFormatter):
    """Writes also where the record comes from, and its level."""

    def json_record(
        self, message: str, extra: dict[str, Any], record: logging.LogRecord
    ) -> dict[str, Any]:
        """Return the fields of a record."""
        for name in (*_VERBOSE, *_PROCESS):
            extra[name] = getattr(record, name)
        return super().json_record(message, extra, record)


class FlatJSONFormatter(JSONFormatter):
    """Writes all that is not of the kinds `keep` as its text."""

    keep: ClassVar[tuple[type, ...]] = (bool, int, float, Decimal, complex, str, datetime)

    def json_record(
        self, message: str, extra: dict[str, Any], record: logging.LogRecord
    ) -> dict[str, Any]:
        """Return the fields of a record."""
        fields = super().json_record(message, extra, record)
        kept = (type(None), *self.keep)
        return {name: v if isinstance(v, kept) else str(v) for name, v in fields.items()}
