"""Measures a text once."""

from functools import cached_property


class Page:
    def __init__(self, text):
        self.text = text

    @cached_property
    def words(self):
        print("counting")
        return len(self.text.split())


page = Page("one two three")
print(page.words, page.words, vars(page))
del page.words
print(page.words)
