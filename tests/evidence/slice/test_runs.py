"""The closure is right if it runs: slices of real packages give what the originals give."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inhouse.evidence.contents import Contents
from inhouse.evidence.slice.answer import closure
from inhouse.model.closure import Closure
from tests.evidence.slice.assembly import outcome, write_original, write_slice

CASES = [
    (
        "python-dateutil",
        ("dateutil.parser.parse", "dateutil.relativedelta.relativedelta"),
        "from dateutil.parser import parse\n"
        "from dateutil.relativedelta import relativedelta\n"
        "answer = [parse('25 Dec 2024 10:00 UTC').isoformat(), parse('2024-02-03').isoformat(),"
        " (parse('2024-01-31') + relativedelta(months=1)).isoformat()]",
    ),
    (
        "python-dateutil",
        ("dateutil.tz.tzutc", "dateutil.tz.tzoffset", "dateutil.tz.gettz", "dateutil.tz.UTC"),
        "from dateutil import tz\n"
        "answer = [repr(tz.tzutc()), repr(tz.tzoffset('X', 60)), tz.UTC is tz.tzutc(),"
        " repr(tz.gettz('UTC'))]",
    ),
    (
        "six",
        ("six.string_types", "six.with_metaclass", "six.moves.urllib.parse.quote"),
        "import six\n"
        "class M(type): pass\n"
        "answer = [repr(six.string_types), type(six.with_metaclass(M)).__name__]",
    ),
    (
        "python-slugify",
        ("slugify.slugify",),
        "from slugify import slugify\n"
        "answer = [slugify(t) for t in ('Hello, World!', 'a &amp; b', '1,000 Käse')]",
    ),
    (
        "inflection",
        ("inflection.underscore", "inflection.pluralize", "inflection.singularize"),
        "import inflection as i\n"
        "answer = [[i.underscore(w), i.pluralize(w), i.singularize(w)]"
        " for w in ('DeviceType', 'person', 'mice', 'sheep', 'status', 'OxAxis')]",
    ),
    (
        "more-itertools",
        ("more_itertools.chunked", "more_itertools.first", "more_itertools.one"),
        "from more_itertools import chunked, first, one\n"
        "answer = [list(chunked('abcdefg', 3)), first([], 4), first('xy'), one([5])]\n"
        "try: one([1, 2])\n"
        "except ValueError as error: answer.append(str(error))",
    ),
    (
        "more-itertools",
        ("more_itertools.peekable", "more_itertools.windowed", "more_itertools.first_true"),
        "from more_itertools import peekable, windowed, first_true\n"
        "p = peekable([1, 2, 3]); p.prepend(0)\n"
        "answer = [p.peek(), list(p), list(windowed('abcd', 3)), first_true([0, '', 5])]",
    ),
    (
        "humanize",
        ("humanize.naturalsize", "humanize.intcomma", "humanize.naturaldelta"),
        "import humanize, datetime\n"
        "answer = [humanize.naturalsize(10**n) for n in range(0, 30, 3)]\n"
        "answer += [humanize.naturalsize(3000, gnu=True), humanize.intcomma(1234567.25)]\n"
        "answer += [humanize.naturaldelta(datetime.timedelta(days=n)) for n in (1, 400)]",
    ),
    (
        "toolz",
        ("toolz.groupby", "toolz.curry", "toolz.pipe"),
        "from toolz import groupby, curry, pipe\n"
        "answer = [groupby(len, ['a', 'bb', 'c']), curry(lambda a, b: a - b)(5)(3),"
        " pipe(3, str, len)]",
    ),
    (
        "boltons",
        ("boltons.iterutils.chunked", "boltons.iterutils.remap"),
        "from boltons.iterutils import chunked, remap\n"
        "answer = [chunked(range(10), 3), remap({'a': [1, None]}, lambda p, k, v: v is not None)]",
    ),
    (
        "pytimeparse",
        ("pytimeparse.parse",),
        "from pytimeparse import parse\n"
        "answer = [parse(t) for t in ('1:24', '32m', '2 days, 4:13:02', 'junk', '1.2 minutes')]",
    ),
    (
        "titlecase",
        ("titlecase.titlecase",),
        "from titlecase import titlecase\n"
        "answer = [titlecase(t) for t in ('a tale of two cities', \"o'neil at 3pm\", 'AT&T news')]",
    ),
    (
        "backoff",
        ("backoff.expo", "backoff.on_exception", "backoff.full_jitter"),
        "import backoff\n"
        "made = backoff.expo(factor=2, max_value=9); made.send(None)\n"
        "tries = []\n"
        "@backoff.on_exception(backoff.expo, ValueError, max_tries=3, jitter=None, factor=0)\n"
        "def f():\n"
        "    tries.append(1)\n"
        "    raise ValueError\n"
        "try: f()\n"
        "except ValueError: pass\n"
        "answer = [[next(made) for _ in range(5)], len(tries)]",
    ),
    (
        "xmltodict",
        ("xmltodict.parse", "xmltodict.unparse"),
        "import xmltodict\n"
        "d = xmltodict.parse('<a x=\"1\"><b>2</b><b/></a>')\n"
        "answer = [d, xmltodict.unparse(d)]",
    ),
    (
        "isodate",
        ("isodate.parse_datetime", "isodate.parse_duration"),
        "import isodate\n"
        "answer = [isodate.parse_datetime('2024-02-29T12:30:01.5+02:00').isoformat(),"
        " repr(isodate.parse_duration('P3Y2M1DT4H'))]",
    ),
    (
        "deepmerge",
        ("deepmerge.always_merger",),
        "from deepmerge import always_merger\n"
        "answer = always_merger.merge({'a': [1], 'b': {'c': 1}}, {'a': [2], 'b': {'d': 2}})",
    ),
    (
        "cachetools",
        ("cachetools.func.ttl_cache",),
        "from cachetools.func import ttl_cache\n"
        "calls = []\n"
        "@ttl_cache(maxsize=2, ttl=100)\n"
        "def f(x):\n"
        "    calls.append(x)\n"
        "    return x * 2\n"
        "answer = [f(1), f(1), f(2), f(3), f(1), calls, list(f.cache_info())]",
    ),
    (
        "sortedcontainers",
        ("sortedcontainers.SortedDict", "sortedcontainers.SortedList"),
        "from sortedcontainers import SortedDict, SortedList\n"
        "d = SortedDict({3: 'c', 1: 'a'}); d[2] = 'b'\n"
        "answer = [list(d.items()), d.peekitem(0), list(SortedList([3, 1, 2]).irange(2)), repr(d)]",
    ),
    (
        "termcolor",
        ("termcolor.colored",),
        "from termcolor import colored\n"
        "answer = [colored('x', 'red', attrs=['bold'], force_color=True), colored('y', 'blue')]",
    ),
    (
        "packaging",
        ("packaging.version.Version", "packaging.specifiers.SpecifierSet"),
        "from packaging.version import Version\n"
        "from packaging.specifiers import SpecifierSet\n"
        "answer = [str(Version('1.0.post2')), Version('1.0rc1') < Version('1.0'),"
        " Version('1.5') in SpecifierSet('>=1,<2')]",
    ),
    (
        "tabulate",
        ("tabulate.tabulate",),
        "from tabulate import tabulate\n"
        "answer = [tabulate([[1, 'a'], [2.5, 'b']], headers=['n', 's'], tablefmt=f)"
        " for f in ('grid', 'github', 'html', 'latex', 'simple')]",
    ),
    (
        "pathvalidate",
        ("pathvalidate.sanitize_filename",),
        "from pathvalidate import sanitize_filename\n"
        "answer = [sanitize_filename(n) for n in ('a/b:c', 'CON', 'x' * 300)]",
    ),
    (
        "dictdiffer",
        ("dictdiffer.diff",),
        "from dictdiffer import diff\n"
        "answer = list(diff({'a': 1, 'b': [1, 2]}, {'a': 2, 'b': [1]}))",
    ),
    (
        "django",
        ("django.utils.text.slugify", "django.utils.text.capfirst"),
        "from django.utils.text import slugify\n"
        "answer = [slugify(' Jack & Jill like 1,2,3'), slugify('Übung', allow_unicode=True)]",
    ),
    (
        "pyyaml",
        ("yaml.safe_load", "yaml.safe_dump", "yaml.YAMLError"),
        "import yaml\n"
        "answer = [yaml.safe_load('a: [1, 2.5, true, 2024-01-01, ~]\\nb: !!set {x, y}')['a'],"
        " yaml.safe_dump({'a': [1, None, 'x'], 'd': {1.5: True}})]\n"
        "try: yaml.safe_load('a: [')\n"
        "except yaml.YAMLError as error: answer.append(str(error))",
    ),
    (
        "tenacity",
        ("tenacity.retry", "tenacity.stop_after_attempt", "tenacity.wait_fixed"),
        "from tenacity import retry, stop_after_attempt, wait_fixed\n"
        "tries = []\n"
        "@retry(stop=stop_after_attempt(3), wait=wait_fixed(0), reraise=True)\n"
        "def f():\n"
        "    tries.append(1)\n"
        "    raise ValueError('no')\n"
        "try: f()\n"
        "except ValueError as error: answer = [str(error), len(tries)]",
    ),
]


NEEDS = {"python-slugify": ("text-unidecode",), "django": ("asgiref",), "python-dateutil": ("six",)}


def names_of(case: tuple[str, tuple[str, ...], str]) -> str:
    return f"{case[0]}:{'+'.join(s.rpartition('.')[2] for s in case[1])}"


@pytest.mark.index
@pytest.mark.parametrize("case", CASES, ids=names_of)
def test_a_slice_gives_what_the_package_gives(
    case: tuple[str, tuple[str, ...], str], wheel: Callable[[str], Contents], tmp_path: Path
) -> None:
    name, symbols, program = case
    contents = wheel(name)
    found = closure(contents, (symbols[0].partition(".")[0],), symbols)
    assert isinstance(found, Closure)
    write_original(contents, tmp_path / "original")
    write_slice(contents, found, tmp_path / "slice")
    for other in NEEDS.get(name, ()):
        write_original(wheel(other), tmp_path / "needs")
    before = outcome(tmp_path / "original", program, (tmp_path / "needs",))
    assert not str(before).startswith("failed:"), before
    assert outcome(tmp_path / "slice", program, (tmp_path / "needs",)) == before
