"""Runs on Python 2 and 3."""

import six
from six.moves import range, zip_longest
from six.moves.urllib.parse import quote


def describe(value):
    if isinstance(value, six.string_types):
        return six.ensure_binary(value)
    if isinstance(value, six.integer_types):
        return six.int2byte(value)
    return [pair for pair in six.iteritems(value)]


print(describe("a"), describe(66), describe({"x": 1}))
print(list(zip_longest(range(2), [5])), quote("a b"))
