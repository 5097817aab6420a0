"""What is claimed of python-json-logger, beside a logging.Formatter with json.dumps."""

import datetime
import enum
import importlib
import json
import logging
import logging.config
import sys
import uuid
import warnings

import pytest

DAY = datetime.date(2024, 1, 15)


class Size(enum.Enum):
    SMALL = 4


class Plain(logging.Formatter):
    """What people write for a fixed list of fields."""

    def format(self, record):
        return json.dumps(
            {
                "levelname": record.levelname,
                "name": record.name,
                "message": record.getMessage(),
            }
        )


def record(message, *args, exc_info=None, **extra):
    """Return a record as it is before Python 3.12, which gave it one attribute more."""
    made = logging.LogRecord("shop", logging.INFO, "shop.py", 7, message, args, exc_info)
    vars(made).pop("taskName", None)
    vars(made).update(extra)
    return made


def newer(subject):
    return hasattr(subject, "json")


@pytest.fixture(params=["json", "jsonlogger"])
def module(request, subject):
    """Return either of the modules; of 2.0.7 the one that it has."""
    return getattr(subject, request.param if newer(subject) else "jsonlogger")


def test_where_json_dumps_does_the_same(subject, module):
    made = module.JsonFormatter("%(levelname)s %(name)s %(message)s")
    for said in (record("sold %d", 4), record("'ü\"\n")):
        assert made.format(said) == Plain().format(said)
    text = '{"levelname": "INFO", "name": "shop", "message": "sold 4"}'
    assert made.format(record("sold %d", 4)) == text


@pytest.mark.parametrize(
    "style, fmt",
    [
        ("%", "%(levelname)s: %(message)s"),
        ("{", "{levelname}: {message}"),
        ("$", "${levelname}: ${message}"),
    ],
)
def test_fields_of_the_format(subject, module, style, fmt):
    said = record("sold")
    found = json.loads(module.JsonFormatter(fmt, style=style).format(said))
    assert found == {"levelname": "INFO", "message": "sold"}
    assert logging.Formatter(fmt, style=style).format(said) == "INFO: sold"


def test_extra_fields(subject, module):
    said = record("sold", customer=4)
    found = json.loads(module.JsonFormatter("%(message)s").format(said))
    assert found == {"message": "sold", "customer": 4}
    assert logging.Formatter("%(message)s").format(said) == "sold"
    assert "customer" not in json.loads(Plain().format(said))


def test_renamed_and_fixed_fields(subject, module):
    made = module.JsonFormatter(
        "%(levelname)s %(message)s",
        rename_fields={"levelname": "level"},
        static_fields={"app": "shop"},
        timestamp="at",
    )
    said = record("sold")
    said.created = 0.5
    assert json.loads(made.format(said)) == {
        "level": "INFO",
        "message": "sold",
        "app": "shop",
        "at": "1970-01-01T00:00:00.500000+00:00",
    }


def test_a_mapping_for_a_message(subject, module):
    said = record({"customer": 4})
    found = json.loads(module.JsonFormatter("%(message)s").format(said))
    assert found == {"message": "", "customer": 4}
    assert logging.Formatter("%(message)s").format(said) == "{'customer': 4}"


def test_errors(subject, module):
    try:
        raise ValueError("four")
    except ValueError:
        said = record("sold", exc_info=sys.exc_info())
    text = module.JsonFormatter("%(message)s").format(said)
    found = json.loads(text)
    assert text.count("\n") == 0
    assert list(found) == ["message", "exc_info"]
    assert found["exc_info"].startswith("Traceback (most recent call last):\n")
    assert found["exc_info"].endswith("\nValueError: four")
    assert logging.Formatter("%(message)s").format(said) == f"sold\n{found['exc_info']}"
    assert json.loads(Plain().format(said))["message"] == "sold"


VALUES = {
    "date": DAY,
    "error": ValueError("four"),
    "enumeration": Size.SMALL,
    "bytes": b"four",
    "class": int,
    "id": uuid.UUID(int=4),
}


@pytest.mark.parametrize("name", VALUES)
def test_values_that_json_refuses(subject, module, name):
    value = VALUES[name]
    written = json.loads(json.dumps(value, cls=module.JsonEncoder))
    said = record("sold", value=value)
    found = json.loads(module.JsonFormatter("%(message)s").format(said))
    assert found == {"message": "sold", "value": written}
    with pytest.raises(TypeError, match="not JSON serializable"):
        json.dumps(value)


def test_values_have_changed(subject, module):
    found = {name: json.dumps(value, cls=module.JsonEncoder) for name, value in VALUES.items()}
    assert found.pop("date") == '"2024-01-15"'
    assert found.pop("id") == '"00000000-0000-0000-0000-000000000004"'
    if newer(subject):
        told = {"error": "ValueError: four", "enumeration": 4, "bytes": "Zm91cg==", "class": "int"}
    else:
        told = {
            "error": "four",
            "enumeration": "Size.SMALL",
            "bytes": "b'four'",
            "class": "<class 'int'>",
        }
    assert {name: json.loads(text) for name, text in found.items()} == told


def test_derived_classes(subject, module):
    class Mine(module.JsonFormatter):
        def add_fields(self, fields, said, message):
            super().add_fields(fields, said, message)
            fields["line"] = said.lineno

        def process_log_record(self, fields):
            return {name.upper(): value for name, value in fields.items()}

    found = json.loads(Mine("%(message)s").format(record("sold")))
    assert found == {"MESSAGE": "sold", "LINE": 7}


def test_named_in_a_configuration(subject, distribution):
    name = "pythonjsonlogger.jsonlogger.JsonFormatter"
    formatters = {"lines": {"()": name, "format": "%(message)s"}}
    handlers = {"out": {"class": "logging.NullHandler", "formatter": "lines"}}
    loggers = {"shop": {"handlers": ["out"]}}
    told = {"formatters": formatters, "handlers": handlers, "loggers": loggers}
    logging.config.dictConfig({"version": 1, **told})
    (handler,) = logging.getLogger("shop").handlers
    assert type(handler.formatter) is subject.jsonlogger.JsonFormatter
    assert handler.format(record("sold")) == '{"message": "sold"}'

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        importlib.reload(sys.modules["pythonjsonlogger.jsonlogger"])
    moved = ["has been moved to pythonjsonlogger.json" in str(each.message) for each in said]
    assert moved == ([True] if newer(subject) else [])
    assert ("pythonjsonlogger/json.py" in map(str, distribution.files)) is newer(subject)


def test_extra_attributes(subject):
    home = subject.core if newer(subject) else subject.jsonlogger
    bare = set(vars(record("sold")))
    assert {"name", "msg", "args", "levelno", "exc_info"} < set(home.RESERVED_ATTRS)
    if newer(subject):
        assert bare <= set(home.RESERVED_ATTRS)
        assert issubclass(subject.json.JsonFormatter, home.BaseJsonFormatter)
    reserved = bare | set(home.RESERVED_ATTRS)
    found = home.merge_record_extra(record("sold", customer=4, _own=5), {"a": 1}, reserved)
    assert found == {"a": 1, "customer": 4}


def test_an_attribute_of_newer_pythons(subject):
    said = logging.LogRecord("shop", logging.INFO, "shop.py", 7, "sold", (), None)
    found = json.loads(subject.jsonlogger.JsonFormatter("%(message)s").format(said))
    if newer(subject) or sys.version_info < (3, 12):
        assert found == {"message": "sold"}
    else:
        assert found == {"message": "sold", "taskName": None}
    assert json.loads(Plain().format(said)).keys() == {"levelname", "name", "message"}


def test_faster_libraries(subject):
    if newer(subject):
        assert (subject.ORJSON_AVAILABLE, subject.MSGSPEC_AVAILABLE) == (False, False)
        for name in ("orjson", "msgspec"):
            with pytest.raises(ImportError, match=f"The '{name}' package is required") as said:
                importlib.import_module(f"pythonjsonlogger.{name}")
            assert said.type.__module__ == "pythonjsonlogger.exception"
    else:
        assert not hasattr(subject, "ORJSON_AVAILABLE")
    assert subject.jsonlogger.JsonFormatter().format(record("sold", customer=4)) != ""
