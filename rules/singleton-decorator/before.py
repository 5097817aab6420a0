"""Keeps one register."""

from singleton_decorator import singleton


@singleton
class Register:
    def __init__(self):
        self.names = []


Register().names.append("a")
print(Register().names)
