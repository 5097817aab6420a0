"""Judges the strings of a file: which name the package, and which nothing can carry over."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from inhouse.codemod.sites.names import ImportNames
from inhouse.codemod.sites.raw import Raw, RawString
from inhouse.codemod.sites.source_text import SourceText
from inhouse.model.places import StringRole, StringSite

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*(?::[^\W\d]\w*(?:\.[^\W\d]\w*)*)?\Z")
_EXAMPLE = re.compile(r"^[ \t]*(?:>>>|\.\.\.)[ \t](.*)$", re.MULTILINE)
# Second parts that make `name.part` a file or a host rather than something in a package.
_SUFFIXES = frozenset(
    {"py", "pyi", "ini", "cfg", "toml", "json", "yaml", "yml", "md", "rst", "txt", "html"}
    | {"xml", "csv", "lock", "log", "sh", "exe", "zip", "gz", "dat", "db", "com", "org"}
    | {"net", "io", "dev", "app"}
)

_LOADED = re.compile(r"(?<!\w)(?:sys\s*\.\s*)?modules(?!\w)")
_NAMESPACE = re.compile(r"(?<![\w.])(?:globals|locals|vars|dir)\s*\(|\.\s*__dict__\b")

PUT_TOGETHER = "a name in the package is put together at run time"

Leave = Callable[[int, str], None]


class StringJudge:
    """Turns literals into string sites; what no strategy can handle goes to `leave`."""

    def __init__(
        self, source: SourceText, raw: Raw, names: ImportNames, bound: frozenset[str], leave: Leave
    ) -> None:
        """`bound` are the names that imports of the package bind in the module's scope."""
        self._source, self._raw, self._names = source, raw, names
        self._bound, self._leave = bound, leave
        packages = "|".join(re.escape(each) for each in names.packages)
        self._imports = re.compile(
            rf"(?:^|[;:'\"]|-c)[ \t]*(?:import[ \t]+(?:[\w.]+,[ \t]*)*(?:{packages})(?![\w-])"
            rf"[ \t]*(?:$|[.,;#'\"]|as\b)|from[ \t]+(?:{packages})(?!\w)[\w.]*[ \t]+import\b)",
            re.MULTILINE,
        )
        self._begun = re.compile(rf"(?:{packages})(?:\.\w+)*\.(?:\{{[^{{}}]*\}}|%s)?")
        self._runs = re.compile(rf"(?:^|\s)-m\s+(?:{packages})(?![\w-])")
        words = "|".join(map(re.escape, sorted(bound))) or r"(?!)"
        self._uses = re.compile(rf"(?<![\w.])(?:{words})(?!\w)")

    def judge(self, found: RawString) -> list[StringSite]:
        """Return the sites of one literal: none or one."""
        text = str(found.node.value)
        role = self._raw.roles.get(id(found.node))
        if found.docstring:
            return self._example(found.node, text)
        if role == "export":
            return self._site(found.node, role) if text in self._bound else []
        if role == "code":
            return self._code(found.node, text)
        if role == "program":
            first = text.split()[0] if text.split() else ""
            if self._names.is_distribution(first) or self._names.owns(first):
                self._leave(found.node.lineno, "the package's command is run")
            return self._program(found, text, None)
        if role is None and text in self._bound and self._mentions(found, _NAMESPACE):
            return self._site(found.node, "code")
        if role == "distribution":
            if self._names.is_distribution(text) or self._names.owns(text):
                self._leave(found.node.lineno, "the installed distribution is looked up by name")
            return []
        path = text.replace(":", ".", 1)
        if not _DOTTED.match(text) or not self._names.owns(path):
            return self._program(found, text, role)
        if role == "patch-target" or role == "import-name":
            return self._site(found.node, role)
        if role is not None:
            self._leave(found.node.lineno, role)
            return []
        return self._other(found, text)

    def _other(self, found: RawString, text: str) -> list[StringSite]:
        if self._among_loaded(found):
            self._leave(found.node.lineno, "the module is reached through `sys.modules`")
            return []
        first, _, rest = text.partition(".")
        if rest in _SUFFIXES and first in self._names.packages:
            return []
        return self._site(found.node, "other")

    def _among_loaded(self, found: RawString) -> bool:
        return self._mentions(found, _LOADED)

    def _mentions(self, found: RawString, what: re.Pattern[str]) -> bool:
        """Search the statement around a literal, without the block below it."""
        holder = found.place.holder
        if holder is None:
            return False
        body = getattr(holder, "body", None)
        last = holder.end_lineno or holder.lineno
        if isinstance(body, list) and body:
            last = max(holder.lineno, body[0].lineno - 1)
        first = min([holder.lineno, *(d.lineno for d in getattr(holder, "decorator_list", ()))])
        lines = "".join(self._source.line(number) for number in range(first, last + 1))
        return what.search(lines) is not None

    def _program(self, found: RawString, text: str, role: str | None) -> list[StringSite]:
        """Look for code in a text that runs elsewhere: `python -c "import package"`."""
        if role == "import-name" and self._names.above(text):
            self._leave(found.node.lineno, "the namespace above the package is imported by name")
        elif self._imports.search(text) or self._runs.search(text):
            self._leave(found.node.lineno, "a string holds code that imports the package")
        elif self._begun.fullmatch(text) and id(found.node) not in self._raw.composed:
            self._leave(found.node.lineno, PUT_TOGETHER)
        return []

    def _example(self, node: ast.Constant, text: str) -> list[StringSite]:
        if ">>>" not in text:
            return []
        code = "\n".join(match[1].strip() for match in _EXAMPLE.finditer(text))
        found = self._imports.search(code)
        if found:
            wanted = code[found.start() :].strip().split("\n")[0]
            before = text.partition(wanted)[0].count("\n")
            single = node.lineno == node.end_lineno
            line = node.lineno if single else node.lineno + before
            self._leave(line, "a doctest imports the package")
            return []
        return self._site(node, "code") if self._uses.search(code) else []

    def computed(self, node: ast.expr, unknown: bool) -> list[StringSite]:
        """Judge code that is put together when it runs; `unknown`: with the file's own names."""
        parts = [each.value for each in ast.walk(node) if isinstance(each, ast.Constant)]
        text = "\n".join(each for each in parts if isinstance(each, str))
        if self._imports.search(text):
            self._leave(node.lineno, "a string holds code that imports the package")
        elif self._uses.search(text) or (unknown and self._bound):
            span = self._source.span(node)
            return [StringSite(span=span, text=self._source.cut(span), role="code")]
        return []

    def _code(self, node: ast.Constant, text: str) -> list[StringSite]:
        if self._imports.search(text):
            self._leave(node.lineno, "a string holds code that imports the package")
            return []
        return self._site(node, "code") if self._uses.search(text) else []

    def _site(self, node: ast.Constant, role: StringRole | str) -> list[StringSite]:
        known: dict[str, StringRole] = {
            "patch-target": "patch-target",
            "import-name": "import-name",
            "export": "export",
            "code": "code",
        }
        around = self._raw.within.get(id(node))
        return [
            StringSite(
                span=self._source.span(node),
                text=str(node.value),
                role=known.get(role, "other"),
                call=self._source.span(around) if around is not None else None,
            )
        ]
