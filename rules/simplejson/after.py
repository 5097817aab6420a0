"""Reads an answer."""

import json


def answer(text):
    try:
        return json.loads(text)["answer"]
    except json.JSONDecodeError:
        return None


print(answer('{"answer": [1, 2.5, "x"]}'), answer("{"))
