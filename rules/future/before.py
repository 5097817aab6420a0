"""Runs on Python 2 and 3."""

from future.builtins import range, str
from future.utils import PY2, iteritems, lmap, string_types, with_metaclass

class Kind(type):
    def __call__(cls, *args):
        return type.__call__(cls, *args)


class Thing(with_metaclass(Kind, dict)):
    pass


print(type(Thing), PY2, isinstance("x", string_types), lmap(str, range(3)))
print([pair for pair in iteritems({"a": 1})], Thing())
