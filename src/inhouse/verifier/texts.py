"""Source texts of values of every kind, odd ones among them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from inhouse.verifier.generating import Texts, each_of, just, plain, sampled, several, weighted

# Letters of both cases, digits, separators, and what programs about text get wrong: accents
# (composed and not), sharp s, dotless i, wide and astral characters, joiners, odd white space.
_ALPHABET = (
    "aAbBzZ019 -_.,:;/\\'\"()[]{}<>@#$%&*+=?!|~^`\n\t\r"
    "\u00e4\u00c9\u00df\u0131\u0130\u0301\u2028\u00a0\u200d\ufeff\uff21\u65e5\u672c\u05d0\U0001f600\0"
)
_WORDS = (
    "a", "Hello World", "hello world", "hello_world", "HelloWorld", "helloWorld", "HTMLParser",
    "hello-world", "  padded  ", "a,b;c", "a=b", "key: value", "1", "-1", "3.14", "1,234", "1e5",
    "0x1F", "true", "None", "null", "[1, 2]", '{"a": 1}', "2020-02-30", "2024-02-29T12:00:00Z",
    "a/b/c.txt", "/etc/hosts", "../x", "file.tar.gz", "https://u@x.example:80/p?q=1#f",
    "x@example.org", "line\nline\r\nlast", "tab\tseparated", "%s {0} $x", "\\d+(a|b)*",
    "<b>&amp;</b>", "caf\u00e9", "cafe\u0301", "\u00c4\u00d6\u00dc\u00df", "\u65e5\u672c\u8a9e",
    "\U0001f600", "\u0130stanbul", "child", "children", "boxes", "person", "ox",
    "1.2.3", "v1.0.0-rc.1", "aaaa", "abcabc",
    "The quick brown fox jumps over the lazy dog.", "a" * 300, "word " * 40,
)  # fmt: skip


_SHORT = ("", "", "a", "b", "A", " ", "0", "ab", "aa", "Ab", "a b", "a-b", "abc", "x.y", "-", "a1")
STR = weighted(
    (3, sampled([repr(word) for word in _SHORT])),
    (4, plain(st.text(_ALPHABET, max_size=12), 40)),
    (5, sampled([repr(word) for word in _WORDS])),
    (1, several(sampled(_WORDS[:20]), 4, lambda words: repr(" ".join(words)))),
    (1, plain(st.text(_ALPHABET, min_size=20, max_size=60), 12)),
)
BYTES = weighted(
    (2, plain(st.binary(max_size=12), 20)),
    (2, sampled([repr(word.encode()) for word in _WORDS])),
)
BOOL = sampled(["False", "True"])
NONE = just("None")
INT = weighted(
    (6, sampled([str(number) for number in range(-3, 13)])),
    (2, plain(st.integers(-1000, 5000), 25)),
    (1, sampled(["-1", "255", "256", "65536", "-(2 ** 31)", "2 ** 63", "10 ** 30"])),
)
FLOAT = weighted(
    (
        3,
        sampled(["0.0", "1.0", "0.5", "-1.5", "2.5", "1e-9", "1e300", "0.1", "1234567.891"]),
    ),
    (2, plain(st.floats(-1000, 1000, allow_nan=False), 20)),
    (1, sampled(["-0.0", "float('inf')", "float('-inf')", "float('nan')"])),
)
COMPLEX = sampled(["0j", "1j", "(1+2j)"])
SCALAR = weighted((3, STR), (3, INT), (1, FLOAT), (1, NONE), (1, BOOL))
HASHABLE = weighted((3, STR), (3, INT), (1, BOOL), (1, NONE), (1, sampled(["()", "(1, 'a')"])))
DATE = weighted(
    (1, plain(st.dates(), 12)),
    (1, sampled([
        "datetime.date(2024, 2, 29)", "datetime.date(1970, 1, 1)", "datetime.date(9999, 12, 31)",
    ])),
)  # fmt: skip
DATETIME = weighted(
    (2, plain(st.datetimes(), 16)),
    (2, sampled([
        "datetime.datetime(2024, 2, 29, 23, 59, 59, 999999)",
        "datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)",
        "datetime.datetime(2020, 6, 1, 12, "
        "tzinfo=datetime.timezone(datetime.timedelta(hours=-5)))",
    ])),
)  # fmt: skip
TIMEDELTA = weighted(
    (1, plain(st.timedeltas(), 12)),
    (2, sampled(["0", "1", "59", "60", "3600", "86399", "86400", "-1", "0.5"]).map(
        lambda text: f"datetime.timedelta(seconds={text})"
    )),
)  # fmt: skip
TIME = plain(st.times(), 12)
DECIMAL = weighted(
    (2, INT.map(lambda text: f"decimal.Decimal({text}) / 100")),
    (1, sampled(["'0'", "'-0'", "'1E+5'", "'0.10'", "'NaN'", "'Infinity'"]).map(
        lambda text: f"decimal.Decimal({text})"
    )),
)  # fmt: skip
FRACTION = sampled([f"fractions.Fraction({n}, {d})" for n in range(-4, 5) for d in (1, 2, 3, 7)])
UUID = sampled(["0" * 32, "12345678123456781234567812345678"]).map(
    lambda digits: f"uuid.UUID('{digits}')"
)
PATH = sampled(["a", "a/b.txt", ".", "../x", "/tmp/y.tar.gz", "a b/\u00e9"]).map(  # noqa: S108
    lambda path: f"pathlib.Path({path!r})"
)
PATTERN = sampled(["'a+'", "r'\\s*,\\s*'", "'(?P<n>x)|y'", "'^b', re.I", "''"]).map(
    lambda source: f"re.compile({source})"
)
CLASS = sampled(["int", "str", "list", "dict", "float", "ValueError", "object"])
ERROR = sampled(["ValueError('x')", "KeyError('k')", "OSError(2, 'none')", "Exception()"])
TEXT_FILE = STR.map(lambda text: f"io.StringIO({text})")
BYTES_FILE = BYTES.map(lambda text: f"io.BytesIO({text})")
OPAQUE = just("object()")


def listed(item: Texts, opening: str = "[", closing: str = "]", size: int = 5) -> Texts:
    """Return texts of lists (or of what the brackets make) of items."""
    return several(item, size, lambda items: opening + ", ".join(items) + closing)


def tupled(item: Texts) -> Texts:
    """Return texts of tuples of any length."""
    return several(item, 5, fixed_tuple)


def fixed_tuple(items: Sequence[str]) -> str:
    """Return the text of a tuple of these items."""
    return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"


def set_of(item: Texts, name: str = "set") -> Texts:
    """Return texts of sets or frozensets."""
    return listed(item, f"{name}([", "])")


def dict_of(key: Texts, value: Texts) -> Texts:
    """Return texts of dicts."""
    pair = each_of((key, value), ": ".join)
    return several(pair, 4, lambda pairs: "{" + ", ".join(pairs) + "}")


def iterable_of(item: Texts) -> Texts:
    """Return texts of lists, tuples, iterators and generators."""
    made = listed(item)
    return weighted(
        (4, made),
        (1, tupled(item)),
        (2, made.map(lambda text: f"iter({text})")),
        (1, made.map(lambda text: f"(each for each in {text})")),
    )


def function_of(result: Texts) -> Texts:
    """Return texts of functions that take anything."""
    return weighted(
        (2, just("lambda *a, **k: a[0] if a else None")),
        (2, result.map(lambda text: f"lambda *a, **k: {text}")),
        (1, sampled(["str", "len", "lambda *a, **k: (a, k)", "lambda *a, **k: 1 / 0"])),
    )


def nested(depth: int = 2) -> Texts:
    """Return texts of anything that JSON can say, lists and dicts in each other."""
    if depth == 0:
        return SCALAR
    inner = nested(depth - 1)
    return weighted((3, SCALAR), (2, listed(inner, size=3)), (2, dict_of(STR, inner)))
