"""Finds the nearest command."""

from app._inhouse import editdistance

COMMANDS = ["build", "commit", "status"]


def nearest(word):
    return min(COMMANDS, key=lambda each: editdistance.eval(word, each))


print(nearest("biuld"), nearest("comit"), editdistance.distance("kitten", "sitting"), editdistance.eval([1, 2], [2]))
