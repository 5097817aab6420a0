"""What callers of exceptiongroup may rely on, on Python 3.11 and newer."""

import builtins
import io
import traceback

import pytest


@pytest.mark.parametrize("name", ["ExceptionGroup", "BaseExceptionGroup"])
def test_the_classes_are_built_in(subject, name):
    assert getattr(subject, name) is getattr(builtins, name)


@pytest.mark.parametrize(
    "name", ["format_exception", "format_exception_only", "print_exc", "print_exception"]
)
def test_the_functions_are_those_of_traceback(subject, name):
    assert getattr(subject, name) is getattr(traceback, name)


def test_groups_are_split(subject):
    group = subject.ExceptionGroup("g", [ValueError(1), subject.ExceptionGroup("h", [KeyError(2)])])
    match, rest = group.split(KeyError)
    assert [type(each) for each in match.exceptions] == [subject.ExceptionGroup]
    assert [type(each) for each in rest.exceptions] == [ValueError]
    try:
        raise group
    except* ValueError as caught:
        assert caught.exceptions[0].args == (1,)
    except* KeyError as caught:
        assert caught.message == "g"


def test_groups_are_printed(subject):
    file = io.StringIO()
    subject.print_exception(subject.ExceptionGroup("many", [ValueError("one")]), file=file)
    assert "many (1 sub-exception)" in file.getvalue()
    assert "ValueError: one" in file.getvalue()
