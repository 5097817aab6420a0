"""String literals that name modules: dynamic imports, patches, settings, commands."""

from __future__ import annotations

import ast
import re

from inhouse.evidence.usage.commands import mentions_in_words
from inhouse.evidence.usage.records import BARE, COMPUTED, NAMED, Gatherer
from inhouse.evidence.usage.syntax import DOTTED, WORD, dotted, text_of

# Functions whose first argument is the dotted name of something to import, by their last name.
_IMPORTING = frozenset(
    {
        "import_module",
        "__import__",
        "find_spec",
        "resolve_name",
        "importorskip",
        "import_string",
        "import_from_string",
        "locate",
        "load_plugin",
        "load_extension",
        "include",  # Pyramid's and Django's
    }
)
# Functions that take the dotted name of something to replace; a bare word is something else there.
_REPLACING = frozenset({"patch", "setattr", "delattr", "multiple", "dict"})
# Functions that look an installed distribution up by its own name and fail without it.
_LOOKING_UP = frozenset(
    {"version", "distribution", "metadata", "requires", "files", "get_distribution", "require"}
)
_ALWAYS_IMPORTING = frozenset({"import_module", "__import__"})
_RUNNING = frozenset(
    {
        "run",
        "run_always",
        "run_install",
        "call",
        "check_call",
        "check_output",
        "Popen",
        "system",
        "popen",
        "create_subprocess_exec",
        "create_subprocess_shell",
    }
)
_RUNNERS = frozenset({"subprocess", "sp", "os", "asyncio", "session", "c", "ctx", "context"})

# Arguments that choose an implementation by the name of its import package.
CHOOSING = frozenset({"engine", "backend", "parser", "driver", "features", "worker_class"})
_DRIVER = re.compile(r"[a-z]\w*\+([a-z]\w*):", re.ASCII)  # postgresql+asyncpg://

_FILLED = re.compile(r"[%{]")  # where a text to be formatted stops being known

_SETTINGS = re.compile(r"(?:[A-Z]+_)?(?:APPS|MIDDLEWARE|MIDDLEWARE_CLASSES|BACKENDS)\Z")
_PYTEST = frozenset({"pytest_plugins"})
_SPHINX = frozenset({"extensions", "html_theme"})


def settings_names(filename: str) -> frozenset[str]:
    """Return the lower-case variables of this file whose bare strings are names of packages."""
    return _PYTEST | _SPHINX if filename == "conf.py" else _PYTEST


def is_setting(name: str, settings: frozenset[str] = frozenset()) -> bool:
    """Tell whether a variable or method lists packages by their bare names."""
    return name in settings or _SETTINGS.match(name) is not None


def record_string(text: str, line: int, bare: bool, found: Gatherer) -> None:
    """Record a string that may be the dotted path of a module or of something in one.

    Outside of settings two parts are too like a file or host name, unless the second is a class.
    """
    driver = _DRIVER.match(text)
    if driver:
        found.mention("plugin", driver[1], line)
        return
    text = text.replace(":", ".", 1)
    if bare and WORD.match(text):
        found.row(text, "c", NAMED | BARE, line)
    elif "." in text and len(text) < 200 and DOTTED.match(text):
        parts = text.split(".")
        if bare or len(parts) > 2 or parts[-1][0].isupper():
            found.row(text, "c", NAMED, line)


def record_call(node: ast.Call, last: str, found: Gatherer) -> bool:
    """Record what a call names by strings; tell whether its first argument is done with."""
    if not node.args:
        return False
    first = node.args[0]
    text = text_of(first)
    if last in _IMPORTING and text is not None:
        text = text.replace(":", ".", 1)
        if WORD.match(text) or DOTTED.match(text):
            found.row(text, "d", NAMED, node.lineno)
            return True
    elif last in _ALWAYS_IMPORTING:
        prefix = _prefix(first)
        if prefix:
            found.row(prefix, "d", NAMED | COMPUTED, node.lineno)
        else:
            found.computed.append(node.lineno)
    elif last in _REPLACING and text is not None and DOTTED.match(text):
        found.row(text, "d", NAMED, node.lineno)
        return True
    elif last in _REPLACING and text is None and (prefix := _prefix(first)):
        found.row(prefix, "d", NAMED | COMPUTED, node.lineno)
    elif last in _LOOKING_UP and text is not None:
        distribution = re.match(r"[A-Za-z0-9][\w.-]*", text, re.ASCII)
        if distribution:
            found.mention("distribution", distribution[0], node.lineno)
    elif last in _RUNNING:
        _record_command(node, found)
    return False


def _prefix(node: ast.expr) -> str:
    """Return the package of `f"package.{name}"`, `"package." + name`, `"package.{}".format(x)`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value if node.func.attr == "format" else node
    if isinstance(node, ast.JoinedStr) and node.values:
        node = node.values[0]
    elif isinstance(node, ast.BinOp):
        node = node.left
    text = _FILLED.split(text_of(node) or "")[0].rpartition(".")[0]
    return text if WORD.match(text) or DOTTED.match(text) else ""


def _record_command(node: ast.Call, found: Gatherer) -> None:
    chain = dotted(node.func)
    if chain is None or chain[0] not in _RUNNERS:
        return
    first = node.args[0]
    several = first.elts if isinstance(first, ast.List | ast.Tuple) else node.args
    words = [_word(each) for each in several]
    if len(words) == 1:
        words = words[0].split()
    for how, word in mentions_in_words(words):
        found.mention(how, word, node.lineno)


def record_list(node: ast.List, found: Gatherer) -> None:
    """Record the program of a command line that is kept in a list: a word, then options."""
    first = _word(node.elts[0]) if node.elts else ""
    if WORD.match(first.replace("-", "_")) and any(
        _word(each).startswith("-") for each in node.elts[1:]
    ):
        for how, word in mentions_in_words([_word(each) for each in node.elts]):
            found.mention(how, word, node.lineno)


def _word(node: ast.expr) -> str:
    """Return a command's word; "" where it is computed."""
    chain = dotted(node)
    if chain == ("sys", ".executable"):
        return "python"
    return text_of(node) or ""
