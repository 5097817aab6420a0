"""Asks again for what is not there yet."""

from app._inhouse import backoff
from app._inhouse.backoff import on_exception

calls = []


@on_exception(backoff.expo, (KeyError, OSError), max_tries=4, jitter=None, factor=0.001)
def fetch(name):
    calls.append(name)
    if len(calls) < 3:
        raise KeyError(name)
    return name.upper()


@backoff.on_predicate(backoff.constant, interval=0, jitter=None, max_tries=2)
def poll():
    return None


print(fetch("page"), calls)
print(poll())
