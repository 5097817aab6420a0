"""Packages for benchmarks/mutants.py, and modules that use them as projects do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Use:
    """A locked package, the strategy by which it is taken, and a module of a project."""

    pin: str
    strategy: str
    source: str


USES = (
    Use(
        pin="toposort==1.10",
        strategy="slice",
        source="""\
from toposort import toposort_flatten


def order(tables):
    return toposort_flatten(tables, sort=False)
""",
    ),
    Use(
        pin="text-unidecode==1.3",
        strategy="slice",
        source="""\
from text_unidecode import unidecode


def normalized(name: str) -> str:
    return unidecode(name).lower().strip()
""",
    ),
    Use(
        pin="more-itertools==10.7.0",
        strategy="slice",
        source="""\
from more_itertools import chunked, first_true, peekable


def batches(rows):
    return [list(each) for each in chunked(rows, 500)]


def publisher(publishers, sub):
    return first_true(publishers, pred=lambda p: p.sub == sub)


def paths(found):
    found = peekable(found)
    if not found:
        return None
    return found.peek(None)
""",
    ),
    Use(
        pin="xmltodict==0.14.2",
        strategy="slice",
        source="""\
import xmltodict


def locations(path):
    with open(path) as f:
        sitemap = xmltodict.parse(f.read())
    return [each["loc"] for each in sitemap["urlset"]["url"]]
""",
    ),
    Use(
        pin="python-slugify==8.0.4",
        strategy="slice",
        source="""\
from slugify import slugify


def tag(name: str) -> str:
    return slugify(name)


def page(title: str, taken=()) -> str:
    return slugify(title, max_length=60, word_boundary=True, stopwords=taken)
""",
    ),
    Use(
        pin="jsonpointer==3.0.0",
        strategy="slice",
        source="""\
from jsonpointer import resolve_pointer, set_pointer


def answer(schema, path: str):
    return resolve_pointer(schema, path)


def change(data, path: str, value):
    return set_pointer(data, path, value, inplace=False)
""",
    ),
    Use(
        pin="inflection==0.5.1",
        strategy="slice",
        source="""\
import inflection


def table(model) -> str:
    return inflection.tableize(type(model).__name__)


def words(name: str) -> str:
    return inflection.titleize(inflection.singularize(name))
""",
    ),
    Use(
        pin="pygtrie==2.5.0",
        strategy="slice",
        source="""\
from pygtrie import CharTrie


class Commands:
    prefix: CharTrie = CharTrie()

    @classmethod
    def add(cls, prefix: str, value) -> None:
        cls.prefix[prefix] = value

    @classmethod
    def match(cls, text: str):
        return cls.prefix.longest_prefix(text)
""",
    ),
)
