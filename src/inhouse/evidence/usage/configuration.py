"""Reads files that are not Python for programs that are run and modules that are named.

Only places where a command or a module name is expected are looked at; a package's name in a
comment, a title or a path is not a use.
"""

from __future__ import annotations

import configparser
import json
import re
from collections.abc import Callable
from typing import Any

from inhouse.evidence.usage.command_lines import (
    record_dockerfile,
    record_makefile,
    record_procfile,
    record_shell,
    record_yaml,
)
from inhouse.evidence.usage.commands import mentions_in_text
from inhouse.evidence.usage.embedded import record_embedded
from inhouse.evidence.usage.records import BARE, NAMED, FileUses, Gatherer
from inhouse.evidence.usage.syntax import DOTTED, WORD
from inhouse.model.toml_text import toml_tables

_MAX_BYTES = 1_000_000
_MAX_DEPTH = 12

# Files that are the configuration of one tool: their names, and sections in shared files.
_FILE_OF_TOOL = {
    ".coveragerc": "coverage",
    ".flake8": "flake8",
    ".pylintrc": "pylint",
    "pylintrc": "pylint",
    ".pre-commit-config.yaml": "pre-commit",
    ".pre-commit-config.yml": "pre-commit",
    "mkdocs.yml": "mkdocs",
    "mkdocs.yaml": "mkdocs",
    "pyrightconfig.json": "pyright",
}
# Files without command lines, in which only imports and the names of classes are looked for.
_ONLY_EMBEDDED = (".pyx", ".pxd", ".pxi", ".smk", ".robot", ".resource", "Snakefile")
_WITH_SCRIPTS = frozenset({"package.json", "pyrightconfig.json", "tasks.json"})
_SHARED = frozenset({"setup.cfg", "tox.ini"})
_SECTION = re.compile(r"\[(?:tool:)?([A-Za-z_]\w*)")
_COMMAND_KEYS = frozenset(
    {"commands", "commands_pre", "commands_post", "cmd", "shell", "script", "scripts"}
)
# Keys whose values are modules or plug-ins by their dotted or bare names.
_MODULE_KEYS = frozenset({"plugins", "plugin", "load-plugins", "load_plugins", "extensions"})


def scan_configuration(data: bytes, rel: str) -> FileUses:
    """Record what one configuration file names; `rel` decides how it is read. Never raises."""
    found = Gatherer()
    if len(data) > _MAX_BYTES:
        return FileUses()  # data, not configuration
    text = data.decode("utf-8", "replace")
    name = rel.rpartition("/")[2]
    tool = _FILE_OF_TOOL.get(name) or ("" if "/" in rel else _tool_of_file(name))
    if tool:
        found.mention("tool", tool, 1)
    try:
        _reader_of(name)(text, found)
        if name in _SHARED:
            _record_sections(text, found)
        record_embedded(text, name, found)
    except (ValueError, configparser.Error, RecursionError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        return found.result(problem=reason[:200])
    return found.result()


def _record_sections(text: str, found: Gatherer) -> None:
    """Each section of these files is called after a tool; elsewhere it may be anything."""
    for number, line in enumerate(text.splitlines(), start=1):
        section = _SECTION.match(line)
        if section:
            found.mention("tool", section[1], number)


def _tool_of_file(name: str) -> str:
    """`mypy.ini`, `.ruff.toml`, `.isort.cfg` are called after their tools."""
    stem, dot, suffix = name.removeprefix(".").rpartition(".")
    return stem if dot and suffix in ("ini", "cfg", "toml") and WORD.match(stem) else ""


def _reader_of(name: str) -> Callable[[str, Gatherer], None]:
    if name.endswith(_ONLY_EMBEDDED) or (name.endswith(".json") and name not in _WITH_SCRIPTS):
        return _read_nothing
    if name == "Pipfile" or name.endswith(".toml"):
        return _read_toml
    if name.endswith((".cfg", ".ini")) or name in (".coveragerc", ".flake8", ".pylintrc"):
        return _read_ini
    if name.endswith((".yml", ".yaml")):
        return record_yaml
    if name.endswith(".json"):
        return _read_json
    if "ockerfile" in name or name.startswith("Containerfile"):
        return record_dockerfile
    if name.lower().endswith(("makefile", ".mk", "justfile")):
        return record_makefile
    if name == "Procfile":
        return record_procfile
    return record_shell


def _read_nothing(_text: str, _found: Gatherer) -> None:
    """What these files name is found by `record_embedded`."""


def _read_toml(text: str, found: Gatherer) -> None:
    document = toml_tables(text)
    tools = document.get("tool")
    for tool in tools if isinstance(tools, dict) else ():
        found.mention("tool", tool, _line_of(text, f"[tool.{tool}"))
    if isinstance(tools, dict):
        _read_tables(tools, text, found, 0)
    build = document.get("build-system")
    backend = build.get("build-backend") if isinstance(build, dict) else None
    if isinstance(backend, str):
        _module(backend, _line_of(text, backend), found)
    project = document.get("project")
    if isinstance(project, dict):
        _read_entry_points(project, text, found)
    scripts = document.get("scripts")  # Pipfile
    for command in scripts.values() if isinstance(scripts, dict) else ():
        _command(command, text, found)


def _read_entry_points(project: dict[str, Any], text: str, found: Gatherer) -> None:
    tables = [project.get("scripts"), project.get("gui-scripts")]
    groups = project.get("entry-points")
    tables.extend(groups.values() if isinstance(groups, dict) else ())
    for table in tables:
        for target in table.values() if isinstance(table, dict) else ():
            if isinstance(target, str):
                _module(target, _line_of(text, target), found)


def _read_tables(table: dict[str, Any], text: str, found: Gatherer, depth: int) -> None:
    """Look through a tool's tables for command lines, plug-ins and pytest options."""
    if depth > _MAX_DEPTH:
        return
    for key, value in table.items():
        if key in _MODULE_KEYS:
            for word in value if isinstance(value, list) else [value]:
                if isinstance(word, str):
                    _plugin(word, _line_of(text, word), found)
        elif key == "addopts":
            options = value if isinstance(value, list) else [value]
            _options(" ".join(map(str, options)), _line_of(text, "addopts"), found)
        elif key == "filterwarnings" and isinstance(value, list):
            _warnings(value, _line_of(text, "filterwarnings"), found)
        elif key == "legacy_tox_ini" and isinstance(value, str):
            _read_ini(value, found)
        elif key in _COMMAND_KEYS or key == "tasks":
            _commands_below(value, text, found, depth)
        else:
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    _read_tables(item, text, found, depth + 1)


def _commands_below(value: Any, text: str, found: Gatherer, depth: int) -> None:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        if " " not in value[0]:  # one command, already split
            value = [" ".join(value)] if depth and len(value) > 1 else value
        for item in value:
            _command(item, text, found)
    elif isinstance(value, list):
        for item in value:
            _commands_below(item, text, found, depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in ("help", "env", "name", "description"):
                _commands_below(item, text, found, depth + 1)
    else:
        _command(value, text, found)


def _command(command: Any, text: str, found: Gatherer) -> None:
    if isinstance(command, str):
        line = _line_of(text, command.strip().partition("\n")[0])
        for how, word in mentions_in_text(command):
            found.mention(how, word, line)


def _options(options: str, line: int, found: Gatherer) -> None:
    for how, word in mentions_in_text(f"pytest {options}"):
        if how == "plugin":
            found.mention(how, word, line)


def _warnings(filters: list[Any], line: int, found: Gatherer) -> None:
    """pytest imports the category of `action:message:category`."""
    for each in filters:
        parts = each.split(":") if isinstance(each, str) else []
        if len(parts) > 2 and DOTTED.match(parts[2].strip()):
            found.row(parts[2].strip(), "c", NAMED | BARE, line)


def _plugin(word: str, line: int, found: Gatherer) -> None:
    module = word.partition("=")[2] or word
    if WORD.match(module.replace("-", "_")):
        found.mention("plugin", module, line)
    else:
        _module(module, line, found)


def _module(target: str, line: int, found: Gatherer) -> None:
    path = target.split("[")[0].strip().replace(":", ".")
    if WORD.match(path):
        found.row(path, "c", NAMED | BARE, line)
    elif DOTTED.match(path):
        # With a colon it is an entry point: its first part is a module for sure.
        found.row(path, "c", NAMED | BARE if ":" in target else NAMED, line)


def _line_of(text: str, needle: str) -> int:
    place = text.find(needle)
    return text.count("\n", 0, place) + 1 if place >= 0 else 1


def _read_ini(text: str, found: Gatherer) -> None:
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
    parser.read_string(text)
    for section in parser.sections():
        line = _line_of(text, f"[{section}]")
        for key, value in parser.items(section):
            if value:
                _read_option(section, key, value, line, found)


def _read_option(section: str, key: str, value: str, line: int, found: Gatherer) -> None:
    if key in _MODULE_KEYS:
        for word in re.split(r"[\s,]+", value.strip()):
            _plugin(word, line, found)
    elif key == "addopts":
        _options(value.replace("\n", " "), line, found)
    elif key == "filterwarnings":
        _warnings(value.splitlines(), line, found)
    elif key.endswith(".includes"):  # pyramid.includes
        for word in value.split():
            _plugin(word, line, found)
    elif key in _COMMAND_KEYS or section == "scripts":
        for number, command in enumerate(_joined(value).splitlines(), start=0):
            command = re.sub(r"^[\s-]*(?:[\w!,.\-]+:\s+)?", "", command)
            for how, word in mentions_in_text(_without_braces(command)):
                found.mention(how, word, line + number)
    elif section.startswith("options.entry_points") or key in ("class", "worker_class"):
        for entry in value.splitlines():
            _module(entry.partition("=")[2] or entry, line, found)


def _without_braces(command: str) -> str:
    """Put in tox's substitutions: its interpreter is a Python, the others are only words."""
    return re.sub(r"\{[^{}]*\}", "x", command.replace("{envpython}", "python"))


def _joined(text: str) -> str:
    return text.replace("\\\n", " ")


def _read_json(text: str, found: Gatherer) -> None:
    document = json.loads(text)
    scripts = document.get("scripts") if isinstance(document, dict) else None
    for command in scripts.values() if isinstance(scripts, dict) else ():
        _command(command, text, found)
