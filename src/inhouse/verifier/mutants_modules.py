"""Modules loaded from given texts, and mutants put into functions that are loaded already.

Part of the program `mutants_child`; imports nothing of inhouse and runs on any Python from 3.8.
"""

# The code that is tried is run here, and whatever it raises is an answer.
# ruff: noqa: BLE001, S112, ARG001, ARG002

from __future__ import annotations

import gc
import importlib.machinery
import sys
import types

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

codes: dict[tuple[str, str], Any] = {}  # by path and text


class Served(importlib.machinery.SourceFileLoader):
    """Loads a module from a text in place of its file's."""

    text = ""

    def get_code(self, fullname: Any) -> Any:
        """Compile the text that is to stand for the file; a text is compiled once."""
        key = (self.path, self.text)
        if key not in codes:
            codes[key] = compile(self.text, self.path, "exec", dont_inherit=True)
        return codes[key]


class Finder:
    """Finds modules where they are, with other texts for those that are given."""

    def __init__(self, texts: Any) -> None:
        self.texts = texts
        self.files: dict[str, str] = {}

    def find_spec(self, name: Any, path: Any = None, target: Any = None) -> Any:
        """Return the usual spec, loaded from the given text; None for any other module."""
        if name not in self.texts:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is None or spec.origin is None:
            return None
        loader = Served(name, spec.origin)
        loader.text = self.texts[name]
        spec.loader = loader
        self.files[spec.origin] = name
        return spec


def compile_all(texts: Any) -> None:
    """Compile the texts of all modules once, before any fork."""
    finder = Finder(texts)
    for name in texts:
        path = None
        parts = name.split(".")
        for depth in range(1, len(parts) + 1):
            if depth == len(parts):
                spec = finder.find_spec(name, path)
            else:
                spec = importlib.machinery.PathFinder.find_spec(".".join(parts[:depth]), path)
            if spec is None:
                break
            path = spec.submodule_search_locations
            if depth == len(parts):
                spec.loader.get_code(name)


def imported_lines(finder: Any) -> Any:
    """Import the modules that have mutants and return the lines that this runs."""
    found: set[Any] = set()

    def outer(frame: Any, event: Any, _: Any) -> Any:
        return trace_into(finder.files, found)(frame, event, _)

    sys.settrace(outer)
    for name in sorted(finder.texts):
        try:
            __import__(name)
        except BaseException:  # a module may refuse to be imported here
            continue
    sys.settrace(None)
    return found


def trace_into(files: Any, found: Any) -> Any:
    """Return a trace function that notes the lines run in some files."""

    def inner(frame: Any, event: Any, _: Any) -> Any:
        found.add((files[frame.f_code.co_filename], frame.f_lineno))
        return inner

    def outer(frame: Any, event: Any, _: Any) -> Any:
        return inner(frame, event, _) if frame.f_code.co_filename in files else None

    return outer


class Loaded:
    """All modules, loaded without a fault, and the functions that were made from them."""

    def __init__(self, texts: Any) -> None:
        self.finder = Finder(texts)
        sys.meta_path.insert(0, self.finder)
        for name in sorted(texts):
            try:
                __import__(name)
            except BaseException:  # a module may refuse to be imported here
                continue
        self.paths = {name: path for path, name in self.finder.files.items()}
        self.functions: dict[int, list[Any]] = {}
        for each in gc.get_objects():
            if type(each) is types.FunctionType and each.__code__.co_filename in self.finder.files:
                self.functions.setdefault(id(each.__code__), []).append(each)

    def forget(self) -> None:
        """Take the modules out of the process; who imports them gets new ones."""
        sys.meta_path.remove(self.finder)
        for name in list(sys.modules):
            if any(name == each or name.startswith(each + ".") for each in self.finder.texts):
                del sys.modules[name]

    def take(self, module: str, source: str) -> bool:
        """Give the functions of a module the code of a mutant.

        False where the two do not have the same parts, or where what differs is in no function
        that is loaded: then nothing may be concluded from a run.
        """
        path = self.paths.get(module)
        if path is None:
            return False
        old = codes[path, self.finder.texts[module]]
        pairs: list[Any] = []
        new = compile(source, path, "exec", dont_inherit=True)
        if not self.paired(old, new, pairs):
            return False
        for function, code in pairs:
            function.__code__ = code
        return bool(pairs)

    def paired(self, old: Any, new: Any, pairs: Any) -> bool:
        """Add functions with the code they get; False where the parts do not match."""
        mine, theirs = parts_of(old), parts_of(new)
        if [each.co_name for each in mine] != [each.co_name for each in theirs]:
            return False
        for one, other in zip(mine, theirs):  # noqa: B905  not known to Python 3.8
            if one == other:
                continue
            held = self.functions.get(id(one), ())
            if held and one.co_freevars != other.co_freevars:
                return False
            pairs.extend((function, other) for function in held)
            # What a function makes when it is called comes with its own code.
            if not (held and not parts_of(one)) and not self.paired(one, other, pairs):
                return False
        return True


def parts_of(code: Any) -> Any:
    """Return the code of what is defined directly in some code."""
    return [each for each in code.co_consts if isinstance(each, types.CodeType)]
