"""One run of a script: imports, values of the holes, the lines, the last expression."""

from __future__ import annotations

import ast
import builtins
import types
import warnings

from inhouse.verifier.probe.canonical import Canonical, TooLarge
from inhouse.verifier.probe.classes import class_name
from inhouse.verifier.probe.guard import Forbidden
from inhouse.verifier.probe.literal import source_of

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing is not loaded in the child: the code under test must ask for it
    from typing import Any

COROUTINE = 0x80  # inspect.CO_COROUTINE
SHOWN = 200
MESSAGE = 2000


class Unusable(Exception):
    """The script cannot be run here: it does not parse, import or make its values."""


class Text:
    """A script, compiled in three parts: imports, lines, last expression."""

    def __init__(self, text: str) -> None:
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise Unusable("the script does not parse: %s" % error) from None
        body = tree.body
        if not body or not isinstance(body[-1], ast.Expr):
            raise Unusable("the script does not end in an expression")
        count = 0
        while count < len(body) - 1 and isinstance(body[count], (ast.Import, ast.ImportFrom)):
            count += 1
        self.imports = _compiled(ast.Module(body[:count], []), "exec")
        self.lines = _compiled(ast.Module(body[count:-1], []), "exec")
        self.last = _compiled(ast.Expression(body[-1].value), "eval")


def _compiled(tree: Any, mode: Any) -> Any:
    try:
        return compile(tree, "<trial>", mode, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise Unusable("the script does not compile: %s" % error) from None


class Runner:
    """Runs trials in this process; `wait` runs an awaitable to its end."""

    def __init__(self, scrub: Any, values: int, wait: Any) -> None:
        self.scrub, self.values, self.wait = scrub, values, wait
        self.texts: dict[str, Text] = {}
        self.codes: dict[str, Any] = {}

    def prepare(self, text: str) -> Text:
        """Return the compiled script; Unusable where it is none."""
        if text not in self.texts:
            self.texts[text] = Text(text)
        return self.texts[text]

    def run(self, text: Text, names: Any, values: Any, imported: Any) -> dict[str, Any]:
        """Run once; calls `imported` after the imports. Unusable, or the answer as a dict."""
        space = {"__name__": "trial", "__builtins__": builtins, "__doc__": None}
        self._import(text, space)
        imported()
        for name, source in zip(names, values):
            space[name] = self._value(source, space)
        held = [(name, space[name]) for name in names]
        before = [self._held(value) for _, value in held]
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            answer = self._evaluate(text, space, held, before)
        answer["warnings"] = [
            [class_name(each.category, self.scrub), self.scrub.shown(str(each.message))[:MESSAGE]]
            for each in seen[:20]
        ]
        return answer

    def _import(self, text: Text, space: Any) -> None:
        try:
            self._execute(text.imports, space)
        except Exception as error:
            why = "%s: %s" % (class_name(type(error), self.scrub), _message(error))
            raise Unusable("its imports fail: " + self.scrub.shown(why)[:MESSAGE]) from None

    def _execute(self, code: Any, space: Any) -> Any:
        result = eval(code, space)
        if code.co_flags & COROUTINE:
            result = self.wait(result)
        return result

    def _value(self, source: str, space: Any) -> Any:
        code = self.codes.get(source)
        try:
            if code is None:
                code = compile(source.strip(), "<value>", "eval", dont_inherit=True)
                if len(self.codes) < 20_000:
                    self.codes[source] = code
            for name in _free_names(code):
                if name not in space and name not in builtins.__dict__:
                    space[name] = __import__(name)
            return eval(code, space)
        except Exception as error:
            why = "%s: %s" % (type(error).__name__, _message(error))
            raise Unusable("the value %.100s cannot be made: %.300s" % (source, why)) from None

    def _held(self, value: Any) -> str:
        """Return the form of a hole's value without using it up."""
        return Canonical(self.scrub, self.values, self.wait, consume=False).text(value)

    def _evaluate(self, text: Text, space: Any, held: Any, before: Any) -> dict[str, Any]:
        mutated: dict[str, str] = {}
        try:
            self._execute(text.lines, space)
            value = self._execute(text.last, space)
        except Exception as error:
            if isinstance(error, MemoryError):
                raise
            answer = self._raised(error)
        except (SystemExit, KeyboardInterrupt, GeneratorExit) as error:
            answer = self._raised(error)
        else:
            before = self._compare(held, before, mutated, "")
            answer = self._returned(value)  # runs what is lazy
            self._compare(held, before, mutated, "then ")
            answer["mutated"] = sorted(mutated.items())
            return answer
        self._compare(held, before, mutated, "")
        answer["mutated"] = sorted(mutated.items())
        return answer

    def _compare(self, held: Any, before: Any, mutated: dict[str, str], when: str) -> Any:
        """Note the holes whose values have changed, and return their forms now."""
        after = []
        for (name, value), old in zip(held, before):
            now = self._held(value)
            after.append(now)
            if now != old:
                mutated[name] = mutated.get(name, "") + when + now
        return after

    def _returned(self, value: Any) -> dict[str, Any]:
        literal = source_of(value)
        form = Canonical(self.scrub, self.values, self.wait)
        text = form.text(value)
        shown = self._shown(value) if literal is None else self.scrub.text(literal)
        if literal is not None and self.scrub.text(literal) != literal:
            literal = None
        return {
            "kind": "value",
            "type": class_name(type(value), self.scrub),
            "value": text,
            "literal": literal,
            "shown": shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "\u2026",
        }

    def _shown(self, value: Any) -> str:
        try:
            return str(self.scrub.shown(str.__str__(repr(value))))
        except Exception:
            return "<%s>" % class_name(type(value), self.scrub)

    def _raised(self, error: Any) -> dict[str, Any]:
        if isinstance(error, Forbidden):
            return {"kind": "stopped", "type": "", "message": str(error)}
        form = Canonical(self.scrub, self.values, self.wait, consume=False)
        try:
            value = form.text(error)
        except TooLarge:
            value = ""
        name = class_name(type(error), self.scrub)
        message = self.scrub.shown(_message(error))[:MESSAGE]
        shown = ("%s: %s" % (name, message)) if message else name
        return {
            "kind": "raised",
            "type": name,
            "value": value,
            "shown": shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "\u2026",
            "message": message,
        }


def _message(error: Any) -> str:
    try:
        return str.__str__(str(error))
    except Exception:
        return ""


def _free_names(code: Any) -> Any:
    """Yield the names that a value's source may take from the standard library."""
    if not code.co_names and not code.co_consts:
        return
    for name in code.co_names:
        if name in _OFFERED:
            yield name
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            yield from _free_names(part)


_OFFERED = {
    "array", "collections", "copy", "datetime", "decimal", "enum", "fractions", "functools", "io",
    "ipaddress", "itertools", "json", "math", "operator", "os", "pathlib", "random", "re",
    "string", "sys", "time", "types", "typing", "uuid", "zoneinfo", "dataclasses",
}  # fmt: skip
