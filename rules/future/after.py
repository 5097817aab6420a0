"""Runs on Python 2 and 3."""

from app._inhouse.future import lmap, with_metaclass

class Kind(type):
    def __call__(cls, *args):
        return type.__call__(cls, *args)


class Thing(with_metaclass(Kind, dict)):
    pass


print(type(Thing), False, isinstance("x", (str,)), lmap(str, range(3)))
print([pair for pair in {"a": 1}.items()], Thing())
