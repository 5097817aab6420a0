"""What callers of the names of logging that colorlog hands on may rely on."""

import io
import logging

import pytest

LEVELS = ["CRITICAL", "FATAL", "ERROR", "WARNING", "WARN", "INFO", "DEBUG", "NOTSET"]


@pytest.mark.parametrize("name", LEVELS)
def test_levels(subject, name):
    assert getattr(subject, name) == getattr(logging, name)
    assert type(getattr(subject, name)) is int


def test_they_are_those_of_logging(subject):
    assert subject.getLogger is logging.getLogger
    assert subject.StreamHandler is logging.StreamHandler
    assert subject.root is logging.root


def test_loggers(subject):
    found = subject.getLogger("a.b")
    assert found is subject.getLogger("a.b") is logging.getLogger("a.b")
    assert subject.getLogger() is subject.getLogger(name=None) is subject.root
    with pytest.raises(TypeError):
        subject.getLogger(3)


def test_handlers(subject):
    stream = io.StringIO()
    log = subject.getLogger("c")
    log.propagate = False
    handler = subject.StreamHandler(stream)
    log.addHandler(handler)
    log.setLevel(subject.WARNING)
    log.warning("heard %s", 1)
    log.info("unheard")
    log.removeHandler(handler)
    assert stream.getvalue() == "heard 1\n"
