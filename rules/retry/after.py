"""Calls again what fails at first."""

from app._inhouse.retry import retry

calls = []


@retry(ValueError, tries=3, delay=0, logger=None)
def fetch(name):
    calls.append(name)
    if len(calls) < 3:
        raise ValueError(name)
    return name.upper()


print(fetch("page"), calls)
