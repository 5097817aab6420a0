"""Files made of command lines: shell scripts, Makefiles, Dockerfiles, CI files, Procfiles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from inhouse.evidence.usage.commands import mentions_in_text, mentions_in_words
from inhouse.evidence.usage.records import Gatherer

# YAML keys below which text is a command line (GitHub, GitLab, CircleCI, Taskfile, compose, hooks).
_RUN_KEYS = frozenset(
    {
        "run",
        "script",
        "before_script",
        "after_script",
        "before_install",
        "install",
        "command",
        "commands",
        "cmd",
        "cmds",
        "entry",
        "entrypoint",
        "bash",
        "pre_build",
        "post_build",
        "post_install",
        "pre_install",
        "post_create_environment",
        "postCreateCommand",
        "build_script",
        "test_script",
        "CIBW_TEST_COMMAND",
        "CIBW_BEFORE_BUILD",
    }
)
_YAML_LINE = re.compile(r"(?P<indent>[ ]*)(?P<dashes>(?:- +)*)(?:(?P<key>[\w.\-/]+):(?:\s+|$))?")
_BLOCK = re.compile(r"[|>][+-]?\d?\s*(?:#.*)?\Z")
_TARGET = re.compile(r"[^\s#:=][^:=]*:(?!=)")
_VARIABLE = re.compile(r"(?:export\s+)?[A-Za-z_][\w-]*\s*(?:\?|\+|::?)?=\s*(?P<value>.+)")
_INSTRUCTION = re.compile(
    r"\s*(?:ONBUILD\s+)?(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK)\s+(?P<rest>.+)", re.IGNORECASE
)
_PREFIXED = re.compile(r"(?:--?[\w-]+(?:=\S+)?\s+)*")
_HEREDOC = re.compile(r"<<-?\s*['\"]?(\w+)['\"]?")


def record_shell(text: str, found: Gatherer) -> None:
    """Record the commands of a shell script."""
    _record(logical_lines(text), found)


def record_makefile(text: str, found: Gatherer) -> None:
    """Record the commands of recipes and of variables such as `BLACK = black --check`."""
    for number, line in logical_lines(text):
        if line.startswith(("\t", "  ")):
            _record([(number, line.strip().lstrip("@+-"))], found)
            continue
        variable = _VARIABLE.match(line)
        if variable:
            _record([(number, variable["value"].strip("\"'"))], found)
        elif ";" in line and _TARGET.match(line):
            _record([(number, line.partition(";")[2])], found)


def record_procfile(text: str, found: Gatherer) -> None:
    """Record `web: command`."""
    _record(((number, line.partition(":")[2]) for number, line in logical_lines(text)), found)


def record_dockerfile(text: str, found: Gatherer) -> None:
    """Record RUN, CMD, ENTRYPOINT and HEALTHCHECK, in shell and in list form."""
    until = ""
    for number, line in logical_lines(text):
        if until:
            if line.strip() == until:
                until = ""
            else:
                _record([(number, line)], found)
            continue
        instruction = _INSTRUCTION.match(line)
        if not instruction:
            continue
        rest = _PREFIXED.sub("", instruction["rest"], count=1)
        rest = re.sub(r"\ACMD\s+", "", rest)  # HEALTHCHECK CMD
        heredoc = _HEREDOC.search(rest)
        until = heredoc[1] if heredoc else ""
        if rest.startswith("["):
            _record_list(rest, number, found)
        else:
            _record([(number, rest)], found)


def record_yaml(text: str, found: Gatherer) -> None:
    """Record command lines below the keys that hold them, whatever the CI system.

    The nesting is read from the indentation only; block scalars may span lines.
    """
    keys: list[tuple[int, str]] = []  # (indentation, key) from the outside in
    for number, line in logical_lines(text):
        stripped = line.strip()
        match = _YAML_LINE.match(line)
        if not stripped or not match:
            continue
        indent = len(match["indent"])
        while keys and keys[-1][0] >= indent and not _list_of(keys[-1], indent, stripped):
            keys.pop()
        inside = bool(keys) and keys[-1][1] in _RUN_KEYS
        key, value = match["key"], line[match.end() :].strip()
        if key and (key in _RUN_KEYS or not value or not inside):
            keys.append((indent + len(match["dashes"]), key))
            if key in _RUN_KEYS and value and not _BLOCK.match(value):
                _record_yaml_value(value, number, found)
        elif inside:
            _record_yaml_value(re.sub(r"\A(?:- +)+", "", stripped), number, found)


def _list_of(outer: tuple[int, str], indent: int, stripped: str) -> bool:
    """A list may stand at the same indentation as its key."""
    return outer[0] == indent and stripped.startswith("- ")


def _record_yaml_value(value: str, number: int, found: Gatherer) -> None:
    if value.startswith("["):
        _record_list(value, number, found)
        return
    if len(value) > 1 and value[0] in "\"'" and value.rstrip()[-1] == value[0]:
        value = value.rstrip()[1:-1]
    value = re.sub(r"\$\{\{.*?\}\}", "x", value)
    _record([(number, value)], found)


def _record_list(text: str, number: int, found: Gatherer) -> None:
    try:
        words = json.loads(text)
    except ValueError:
        words = [word.strip(" \"'") for word in text.strip("[] ").split(",")]
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        return
    if len(words) > 2 and words[1] in ("-c", "-ec", "-lc"):
        _record([(number, words[2])], found)
        return
    for how, word in mentions_in_words(words):
        found.mention(how, word, number)


def logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield (1-based number, line) with continued lines joined and comments left out."""
    held, start = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith("#"):
            continue
        start = start or number
        if line.endswith("\\"):
            held += line[:-1] + " "
            if len(held) < 100_000:
                continue
        yield start, held + line
        held, start = "", 0
    if held:
        yield start, held


def _record(lines: Iterator[tuple[int, str]] | list[tuple[int, str]], found: Gatherer) -> None:
    for number, line in lines:
        for how, word in mentions_in_text(line):
            found.mention(how, word, number)
