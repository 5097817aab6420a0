"""Reads an answer."""

import simplejson


def answer(text):
    try:
        return simplejson.loads(text)["answer"]
    except simplejson.JSONDecodeError:
        return None


print(answer('{"answer": [1, 2.5, "x"]}'), answer("{"))
