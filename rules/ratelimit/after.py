"""Asks no more than twice in an hour."""

from app._inhouse.ratelimit import RateLimitException, limits


@limits(calls=2, period=3600)
def ask(question):
    return question + "!"


for word in ("one", "two", "three"):
    try:
        print(ask(word))
    except RateLimitException as error:
        print(error)
