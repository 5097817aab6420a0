"""Raises several errors at once."""

from exceptiongroup import ExceptionGroup, format_exception_only

try:
    raise ExceptionGroup("several", [ValueError("one"), KeyError("two")])
except ExceptionGroup as group:
    for error in group.exceptions:
        print(*format_exception_only(error), end="")
