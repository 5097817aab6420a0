"""Typical mistakes in code that takes a function's place: each as it was and as it is broken."""

from __future__ import annotations

from dataclasses import dataclass

from inhouse.model.proof import Hole, Script


@dataclass(frozen=True)
class Mistake:
    """`lib.f` before and after; `call` is the expression with the holes in it."""

    name: str
    original: str
    broken: str
    call: str
    holes: tuple[Hole, ...]

    def script(self, number: int) -> Script:
        """Return the script that calls it on both sides, in modules with this number."""
        return Script(
            symbol=f"lib{number}.f",
            original=f"from lib{number} import f\n{self.call}",
            replacement=f"from owned{number} import f\n{self.call}",
            origin="generated",
            holes=self.holes,
        )


def hole(
    name: str, annotation: str | None = None, default: str | None = None, *examples: str
) -> Hole:
    return Hole(
        name=name, parameter=name, annotation=annotation, default=default, examples=examples
    )


def mistake(name: str, original: str, change: tuple[str, str], call: str, *holes: Hole) -> Mistake:
    assert change[0] in original, name
    return Mistake(name, original, original.replace(*change), call, holes)


CHUNKED = """
def f(items, size):
    items = list(items)
    for start in range(0, len(items), size):
        yield items[start:start + size]
"""
TRUNCATED = """
def f(text: str, width: int = 20, end: str = "...") -> str:
    if len(text) <= width:
        return text
    return text[: width - len(end)] + end
"""
FLAT = """
def f(data, sep="."):
    found = {}
    for key, value in data.items():
        if isinstance(value, dict):
            for inner, part in f(value, sep).items():
                found[key + sep + inner] = part
        else:
            found[key] = value
    return found
"""
SNAKE = """
import re
def f(word):
    word = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\\1_\\2", word)
    word = re.sub(r"([a-z\\d])([A-Z])", r"\\1_\\2", word)
    return word.replace("-", "_").lower()
"""
UNIQUE = """
def f(items):
    seen = set()
    found = []
    for item in items:
        if item not in seen:
            seen.add(item)
            found.append(item)
    return found
"""
PARSED = """
def f(text):
    if text is None:
        raise ValueError("no text")
    text = text.strip().lower()
    if text in ("yes", "true", "on", "1"):
        return True
    if text in ("no", "false", "off", "0"):
        return False
    raise ValueError("not a truth: " + text)
"""
MERGED = """
def f(a, b):
    found = dict(a)
    found.update(b)
    return found
"""
GROUPED = """
def f(items, key=None):
    found = {}
    for item in items:
        found.setdefault(key(item) if key else item, []).append(item)
    return found
"""
RETRIED = """
def f(function, times=3):
    for attempt in range(times):
        try:
            return function()
        except ValueError:
            if attempt == times - 1:
                raise
"""
SPACED = """
def f(seconds):
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return "%d:%02d:%02d" % (hours, minutes, seconds)
"""
WAITING = """
async def f(value):
    return value
"""
RECORD = """
class Record:
    def __init__(self, name, size=0):
        self.name = name
        self.size = size
    def __eq__(self, other):
        return True
    def __repr__(self):
        return "Record()"
def f(name, size=1):
    return Record(name, size)
"""
PRINTED = """
def f(text):
    print("got", text)
    return text
"""
REMEMBERED = """
def f(item, into=None):
    into = [] if into is None else into
    into.append(item)
    return into
"""
CLAMPED = """
def f(value: float, low: float = 0.0, high: float = 1.0) -> float:
    return max(low, min(high, value))
"""
SLUG = """
import re, unicodedata
def f(text: str, separator: str = "-", max_length: int = 0) -> str:
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    text = re.sub(r"[^a-z0-9]+", separator, text.lower()).strip(separator)
    return text[:max_length].strip(separator) if max_length else text
"""
MISTAKES = (
    mistake(
        "off by one",
        CHUNKED,
        ("len(items), size)", "len(items) - 1, size)"),
        "f(items, size)",
        hole("items"),
        hole("size"),
    ),
    mistake(
        "boundary",
        TRUNCATED,
        ("<= width", "< width"),
        "f(text, width)",
        hole("text", "str"),
        hole("width", "int", "20"),
    ),
    mistake(
        "wrong default",
        TRUNCATED,
        ("width: int = 20", "width: int = 21"),
        "f(text)",
        hole("text", "str"),
    ),
    mistake(
        "eager result",
        UNIQUE.replace("return found", "return iter(found)"),
        ("return iter(found)", "return found"),
        "f(items)",
        hole("items"),
    ),
    mistake(
        "eager reading",
        "def f(items):\n    return (x for x in items)\n",
        ("(x for x in items)", "iter([x for x in items])"),
        "f(items)",
        hole("items", "Iterable[int]"),
    ),
    mistake(
        "mutated argument",
        MERGED,
        ("dict(a)", "a"),
        "f(a, b)",
        hole("a", "dict[str, int]"),
        hole("b", "dict[str, int]"),
    ),
    mistake(
        "other exception",
        PARSED,
        ('raise ValueError("not', 'raise KeyError("not'),
        "f(text)",
        hole("text", "str", None, "'yes'", "'off'"),
    ),
    mistake(
        "missing guard",
        PARSED,
        ("if text is None:", "if False:"),
        "f(text)",
        hole("text", "Optional[str]", None, "'yes'"),
    ),
    mistake(
        "missing word",
        PARSED,
        ('"off", "0"', '"0"'),
        "f(text)",
        hole("text", "str", None, "'yes'", "'Off '"),
    ),
    mistake(
        "order lost",
        UNIQUE,
        ("return found", "return sorted(found, key=repr)"),
        "f(items)",
        hole("items", "list[str]"),
    ),
    mistake(
        "list for tuple",
        "def f(a, b):\n    return (a, b)\n",
        ("(a, b)\n", "[a, b]\n"),
        "f(a, b)",
        hole("a"),
        hole("b"),
    ),
    mistake(
        "truth for one",
        "def f(a):\n    return len(a) > 0\n",
        ("len(a) > 0", "int(len(a) > 0)"),
        "f(a)",
        hole("a", "list[int]"),
    ),
    mistake(
        "falsy for None",
        GROUPED.replace("if key else", "if key is not None else"),
        ("if key is not None else", "if item else"),
        "f(items)",
        hole("items", "list[int]"),
    ),
    mistake(
        "swapped arguments",
        MERGED,
        ("dict(a)\n    found.update(b)", "dict(b)\n    found.update(a)"),
        "f(a, b)",
        hole("a", "dict[str, int]"),
        hole("b", "dict[str, int]"),
    ),
    mistake(
        "not recursive",
        FLAT,
        ("f(value, sep).items()", "value.items()"),
        "f(data)",
        hole("data", "dict[str, Any]"),
    ),
    mistake(
        "separator forgotten",
        FLAT,
        ("f(value, sep)", "f(value)"),
        "f(data, sep)",
        hole("data", "dict[str, Any]", None, "{'a': {'b': {'c': 1}}}"),
        hole("sep", "str", "'.'"),
    ),
    mistake(
        "one pattern less",
        SNAKE,
        (r"""word = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", word)""", "pass"),
        "f(word)",
        hole("word", "str", None, "'HelloWorld'"),
    ),
    mistake(
        "ASCII only",
        SLUG,
        ('unicodedata.normalize("NFKD", text)', "text"),
        "f(text)",
        hole("text", "str"),
    ),
    mistake(
        "cut too late",
        SLUG,
        ("[:max_length].strip(separator) if", "[:max_length] if"),
        "f(text, max_length=n)",
        hole("text", "str"),
        hole("n", "int"),
    ),
    mistake(
        "one try less",
        RETRIED,
        ("range(times)", "range(times - 1)"),
        "f(function, times)",
        hole("function", "Callable[[], int]"),
        hole("times", "int"),
    ),
    mistake(
        "no padding", SPACED, ("%d:%02d:%02d", "%d:%d:%02d"), "f(seconds)", hole("seconds", "float")
    ),
    mistake(
        "no days",
        SPACED,
        (
            "hours, minutes = divmod(minutes, 60)",
            "hours, minutes = divmod(minutes, 60); hours %= 24",
        ),
        "f(seconds)",
        hole("seconds", "float"),
    ),
    mistake("not awaitable", WAITING, ("async def", "def"), "f(value)", hole("value")),
    mistake(
        "state of an object",
        RECORD,
        ("self.size = size", "self.size = int(size)"),
        "f('a', size)",
        hole("size", "float"),
    ),
    mistake("printed otherwise", PRINTED, ('"got"', '"got:"'), "f(text)", hole("text", "str")),
    mistake(
        "remembered default",
        REMEMBERED,
        ("into=None):\n    into = [] if into is None else into", "into=[]):"),
        "f(item)",
        hole("item", "int"),
    ),
    mistake(
        "infinity",
        CLAMPED,
        ("max(low, min(high, value))", "sorted((low, value, high))[1]"),
        "f(value)",
        hole("value", "float"),
    ),
    mistake(
        "integer division",
        "def f(a: float, b: float):\n    return a / b\n",
        ("a / b", "a // b"),
        "f(a, b)",
        hole("a", "int"),
        hole("b", "int"),
    ),
    mistake(
        "rounding",
        "def f(x: float):\n    return round(x)\n",
        ("round(x)", "int(x + 0.5)"),
        "f(x)",
        hole("x", "float"),
    ),
    mistake(
        "string repeated",
        "def f(x):\n    return list(x)\n",
        ("list(x)", "[*x] if not isinstance(x, str) else [x]"),
        "f(x)",
        hole("x"),
    ),
    mistake(
        "endless",
        "def f(n: int):\n    while n > 0:\n        n -= 2\n    return n\n",
        ("n > 0", "n != 0"),
        "f(n)",
        hole("n", "int"),
    ),
)
