"""Tells what things are."""

from functools import singledispatch, singledispatchmethod


@singledispatch
def tell(thing):
    return "something"


@tell.register(int)
def tell_number(thing):
    return "a number"


@tell.register
def _(thing: list):
    return "a list of " + ", ".join(tell(each) for each in thing)


class Teller:
    def __init__(self, prefix):
        self.prefix = prefix

    @singledispatchmethod
    def tell(self, thing):
        return self.prefix + tell(thing)

    @tell.register
    def _(self, thing: str):
        return self.prefix + "a text"


print(tell(1.5), tell(True), tell([1, "x"]), sep="; ")
print(Teller("it is ").tell("x"), Teller("maybe ").tell(3), sep="; ")
