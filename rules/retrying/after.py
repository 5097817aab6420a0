"""Calls again what fails at first."""

from app._inhouse.retrying import RetryError, retry

calls = []


@retry(stop_max_attempt_number=3, wait_fixed=10)
def fetch(name):
    calls.append(name)
    if len(calls) < 3:
        raise OSError(name)
    return name.upper()


@retry(stop_max_attempt_number=2, retry_on_result=lambda found: found is None, wait_exponential_multiplier=1)
def look():
    calls.append("look")


print(fetch("page"), calls)
try:
    look()
except RetryError as error:
    print(error, error.last_attempt.attempt_number)
