"""Finds the programs that a command line runs, through the usual wrappers around them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from itertools import pairwise

from inhouse.evidence.usage.embedded import imports_in

_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*\+?=")
_PYTHON = re.compile(r"(?:.*/)?(?:python|pypy|py)(?:[\d.]*)(?:\.exe)?\Z")
_NAME = re.compile(r"[A-Za-z][\w.-]*\Z", re.ASCII)
_MODULE = re.compile(r"[A-Za-z_][\w.]*\Z", re.ASCII)
# A class by its dotted path, as options of schedulers, workers and plug-ins name it.
_CLASS = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*[.:][A-Z]\w*\Z", re.ASCII)
_PARTS = re.compile(r"&&|\|\||[|;&\n]|\$\(|`|\(|\)")

# Programs that run the program named after their options. Values: options that take a value.
_WRAPPERS: dict[str, frozenset[str]] = {
    "env": frozenset({"-u", "-C", "-S"}),
    "sudo": frozenset({"-u", "-g"}),
    "exec": frozenset({"-a"}),
    "time": frozenset(),
    "nohup": frozenset(),
    "command": frozenset(),
    "xargs": frozenset({"-n", "-P", "-I", "-L"}),
    "nice": frozenset({"-n"}),
    "gosu": frozenset(),
    "su-exec": frozenset(),
    "tini": frozenset(),
    "dumb-init": frozenset(),
    "xvfb-run": frozenset({"-s"}),
    "timeout": frozenset({"-s", "-k"}),
    "watchmedo": frozenset(),
    "uvx": frozenset({"--from", "--with", "-p", "--python"}),
    "pipx": frozenset({"--spec"}),
    "@": frozenset(),
}
_RUN_OPTIONS = frozenset(
    {
        "--with",
        "--python",
        "-p",
        "--extra",
        "--group",
        "--package",
        "--project",
        "--directory",
        "-C",
        "-e",
        "-n",
        "--name",
        "--env-file",
        "--venv",
        "--only-group",
        "--no-group",
    }
)
# Programs whose `run` subcommand runs a program of the environment.
_ENVIRONMENTS = frozenset({"uv", "poetry", "pdm", "pipenv", "hatch", "rye", "pixi", "conda"})
# First words of a user name or a number that gosu, su-exec and timeout take before the program.
_TAKES_ONE = frozenset({"gosu", "su-exec", "timeout"})
_KEYWORDS = frozenset(
    {"if", "then", "else", "elif", "while", "until", "do", "!", "{", "fi", "done", "--", "eval"}
)


def mentions_in_text(text: str) -> Iterator[tuple[str, str]]:
    """Yield ("command", program) and ("module", dotted name) for each command of a shell line."""
    for part in _PARTS.split(text):
        if not part or part.isspace():
            continue
        try:
            words = shlex.split(part, comments=True)
        except ValueError:  # a quote that goes on elsewhere
            words = part.replace('"', " ").replace("'", " ").split()
        yield from mentions_in_words(words)


def mentions_in_words(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what one command, already split into words, runs."""
    place = 0
    while place < len(words):
        word = words[place].lstrip("@+")
        if not word or word in _KEYWORDS or word == "-" or _ASSIGNMENT.match(word):
            place += 1
            continue
        name = word.rpartition("/")[2]
        if word == "-m":  # left over from `uv run -m module`
            yield from _python(words[place:])
            return
        if word.startswith("-"):
            return
        if _PYTHON.match(word):
            yield from _python(words[place + 1 :])
            return
        if _NAME.match(name):
            yield "command", name
        following = _wrapped(name, words, place)
        if following is None:
            yield from _options(name, words[place + 1 :])
            return
        place = following


def _wrapped(name: str, words: Sequence[str], place: int) -> int | None:
    """Return where the program that `name` runs stands, None if `name` is no wrapper."""
    if name in _ENVIRONMENTS or name == "pipx":
        verbs = [at for at in range(place + 1, min(place + 8, len(words))) if words[at] == "run"]
        return _skip_options(words, verbs[0] + 1, _RUN_OPTIONS) if verbs else None
    if name not in _WRAPPERS:
        return None
    following = _skip_options(words, place + 1, _WRAPPERS[name])
    return following + 1 if name in _TAKES_ONE else following


def _skip_options(words: Sequence[str], place: int, valued: frozenset[str]) -> int:
    while place < len(words) and words[place].startswith("-") and words[place] != "-m":
        place += 2 if words[place] in valued and "=" not in words[place] else 1
    return place


def _python(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Read the arguments of a Python interpreter: `-c script`, `-m module` and what it runs."""
    for place, word in enumerate(words):
        if word == "-m" and place + 1 < len(words):
            module = words[place + 1]
            if _MODULE.match(module):
                yield "module", module
                yield from _options(module, words[place + 2 :])
            return
        if word == "-c" and place + 1 < len(words):
            yield from (("module", module) for module in imports_in(words[place + 1]))
            return
        if not word.startswith("-"):
            return


def _options(name: str, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Read options that name a further module: `coverage run -m`, `pytest -p`, `celery -S`."""
    for option, value in pairwise(words):
        if name == "coverage" and option == "-m" and _MODULE.match(value):
            yield "module", value
        elif name in ("pytest", "py.test") and option == "-p" and not value.startswith("no:"):
            yield "plugin", value
        elif name == "gunicorn" and option in ("-k", "--worker-class"):
            yield "module", value
        elif option.startswith("-") and _CLASS.match(value):
            yield "module", value.replace(":", ".")
        if name == "pylint" and option == "--load-plugins":
            yield from (("module", each) for each in value.split(","))
    for word in words:
        if word.startswith("--load-plugins="):
            yield from (("module", each) for each in word.partition("=")[2].split(","))
        if name == "gunicorn" and word.startswith("--worker-class="):
            yield "module", word.partition("=")[2]
