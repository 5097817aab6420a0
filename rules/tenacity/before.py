"""Asks a few times for what may fail."""

from tenacity import RetryError, retry, retry_if_exception_type, stop_after_attempt, wait_fixed

calls = []


@retry(stop=stop_after_attempt(3), wait=wait_fixed(0), retry=retry_if_exception_type(OSError))
def fetch(name):
    calls.append(name)
    raise OSError(name)


@retry
def count():
    calls.append("count")
    if len(calls) < 5:
        raise ValueError
    return len(calls)


try:
    fetch("page")
except RetryError as error:
    print(calls, repr(error.last_attempt.exception()))
print(count())
