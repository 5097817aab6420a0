"""What callers of json_log_formatter may rely on."""

import json
import logging
import sys
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest


def record(msg="hello", *args, exc_info=None, **extra):
    """Return a record as a logger makes it."""
    logger = logging.Logger("mine")
    return logger.makeRecord(
        "mine",
        logging.WARNING,
        "/x/tests.py",
        7,
        msg,
        args,
        exc_info,
        "work",
        extra or None,
        "deep",
    )


def shown(formatter, *args, **extra):
    return json.loads(formatter.format(record(*args, **extra)))


def test_message_time_and_extra(subject):
    found = shown(subject.JSONFormatter(), "sign up of %s", "ann", code="x", n=1)
    assert list(found) == ["code", "n", "message", "time"]
    assert (found["message"], found["code"], found["n"]) == ("sign up of ann", "x", 1)
    when = datetime.fromisoformat(found["time"])
    assert when.utcoffset() == timedelta(0)
    assert abs(when - datetime.now(timezone.utc)) < timedelta(minutes=1)
    assert subject.JSONFormatter().format(record("\xe9", time=None)) == (
        '{"time": null, "message": "\\u00e9"}'
    )


def test_a_time_that_is_given(subject):
    when = datetime(2026, 1, 2, 3, 4, 5)
    found = shown(
        subject.JSONFormatter(), time=when, at=when.replace(tzinfo=timezone.utc), d=date(2026, 1, 2)
    )
    assert (found["time"], found["at"]) == ("2026-01-02T03:04:05", "2026-01-02T03:04:05+00:00")
    assert found["d"] == "2026-01-02"
    assert shown(subject.JSONFormatter(), time="noon")["time"] == "noon"
    assert shown(subject.JSONFormatter(), time=0)["time"] == 0


def test_errors(subject):
    try:
        raise ValueError("bad")
    except ValueError:
        found = shown(subject.JSONFormatter(), exc_info=sys.exc_info())
    assert found["exc_info"].startswith("Traceback (most recent call last):\n")
    assert found["exc_info"].endswith("ValueError: bad")
    assert "exc_info" not in shown(subject.JSONFormatter())


def test_what_a_record_has_by_itself(subject):
    found = shown(subject.JSONFormatter())
    assert set(found) == {"message", "time"}
    names = set(vars(record())) | {"message", "asctime", "taskName"}
    assert names == subject.BUILTIN_ATTRS
    formatter = subject.JSONFormatter()
    assert formatter.extra_from_record(record(a=1, b=[2])) == {"a": 1, "b": [2]}
    assert formatter.extra_from_record(record()) == {}


class Thing:
    def __init__(self):
        self.a = 1
        self.b = {2}


class Slotted:
    __slots__ = ("a",)

    def __str__(self):
        return "slotted"


def test_objects(subject):
    found = shown(subject.JSONFormatter(), t=Thing(), s=Slotted(), d=Decimal("1.50"), x={"y": {3}})
    assert found["t"] == {"a": 1, "b": "{2}"}
    assert (found["s"], found["d"], found["x"]) == ("slotted", "1.50", {"y": "{3}"})


def test_values_that_cannot_be_written(subject):
    circle = []
    circle.append(circle)
    found = shown(subject.JSONFormatter(), good={"a": [1]}, c=circle, k={(1, 2): 3})
    assert (found["good"], found["c"]) == ({"a": [1]}, "[[...]]")
    assert (found["k"], found["message"]) == ("{(1, 2): 3}", "hello")

    class Mute:
        __slots__ = ()

        def __str__(self):
            raise OverflowError

    with pytest.raises(OverflowError):
        subject.JSONFormatter().format(record(m=Mute()))

    class Broken:
        __slots__ = ()

        def __str__(self):
            raise KeyError

    with pytest.raises(KeyError):
        subject.JSONFormatter().format(record(m=Broken()))


def test_to_json_alone(subject):
    to_json = subject.JSONFormatter().to_json
    assert (to_json({"a": 1}), to_json([1]), to_json(Slotted())) == ('{"a": 1}', "[1]", '"slotted"')
    circle = []
    circle.append(circle)
    assert to_json(circle) == "{}"
    assert to_json({(1, 2): 3}) == "{}"
    assert to_json(record={"c": circle, "a": 1}) == '{"c": "[[...]]", "a": 1}'
    assert subject.JSONFormatter()._safe_value(circle) == "[[...]]"
    assert subject.JSONFormatter()._safe_value({2}) == {2}


@pytest.mark.parametrize("error", [TypeError, ValueError, OverflowError])
def test_another_library(subject, error):
    calls = []

    class Library:
        @staticmethod
        def dumps(value, default):
            calls.append(value)
            assert default(Slotted()) == "slotted"
            assert default(Thing()) == {"a": 1, "b": {2}}
            if value != "x":
                raise error
            return "text"

    class Own(subject.JSONFormatter):
        json_lib = Library

    assert Own().to_json("x") == "text"
    assert Own().to_json({"a": "x", "b": 1}) == "{}"
    assert calls == ["x", {"a": "x", "b": 1}, "x", 1, {"a": "x", "b": "1"}]


def test_overriding(subject):
    class Own(subject.JSONFormatter):
        def json_record(self, message, extra, record):
            return {"m": message, "level": record.levelname, **extra}

        def mutate_json_record(self, json_record):
            json_record["m"] = json_record["m"].upper()

        def to_json(self, record):
            return repr(record)

    assert Own().format(record(a=1)) == "{'m': 'HELLO', 'level': 'WARNING', 'a': 1}"

    class Other(subject.JSONFormatter):
        def mutate_json_record(self, json_record):
            return {}

    assert Other().format(record()) == "{}"


def test_mutate(subject):
    given = {"a": datetime(2026, 1, 2), "b": 1}
    assert subject.JSONFormatter().mutate_json_record(given) is given
    assert given == {"a": "2026-01-02T00:00:00", "b": 1}
    assert subject.JSONFormatter().mutate_json_record([]) == []


def test_json_record(subject):
    given = {"a": 1}
    found = subject.JSONFormatter().json_record("m", given, record())
    assert found is given
    assert list(found) == ["a", "message", "time"]
    assert type(found["time"]) is datetime
    assert shown(subject.JSONFormatter(), "text", message2=1)["message"] == "text"


def test_verbose(subject):
    found = shown(subject.VerboseJSONFormatter(), "bad", code=5)
    names = [
        "filename",
        "funcName",
        "levelname",
        "lineno",
        "module",
        "name",
        "pathname",
        "process",
        "processName",
    ]
    names += ["stack_info", "thread", "threadName"]
    assert list(found) == ["code", *names, "message", "time"]
    made = record()
    for name in names:
        if name not in ("process", "thread"):
            assert found[name] == getattr(made, name)
    assert (found["filename"], found["lineno"], found["stack_info"]) == ("tests.py", 7, "deep")
    assert isinstance(subject.VerboseJSONFormatter(), subject.JSONFormatter)


def test_flat(subject):
    when = datetime(2026, 1, 2)
    given = {"b": True, "f": 1.5, "n": None, "l": [1], "d": {"a": 1}, "t": when, "o": Slotted()}
    found = shown(subject.FlatJSONFormatter(), **given, c=2j, m=Decimal("1.5"))
    assert found["l"] == "[1]"
    assert found["d"] == "{'a': 1}"
    assert (found["t"], found["o"], found["n"], found["b"]) == (
        when.isoformat(),
        "slotted",
        None,
        True,
    )
    assert (found["f"], found["c"], found["m"], found["message"]) == (1.5, "2j", "1.5", "hello")
    assert isinstance(subject.FlatJSONFormatter(), subject.JSONFormatter)
    assert found["time"].endswith("+00:00")

    class Own(subject.FlatJSONFormatter):
        keep = (list,)

    assert shown(Own(), l=[1], n=1, z=None) | {"time": 0} == {
        "l": [1],
        "n": "1",
        "z": None,
        "message": "hello",
        "time": 0,
    }


def test_they_are_formatters(subject):
    for kind in (subject.JSONFormatter, subject.VerboseJSONFormatter, subject.FlatJSONFormatter):
        made = kind("%(message)s", datefmt="%Y")
        assert isinstance(made, logging.Formatter)
        assert made.datefmt == "%Y"
        assert shown(made)["message"] == "hello"
    with pytest.raises(TypeError):
        subject.JSONFormatter().format(record("%d", "x"))
