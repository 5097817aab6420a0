"""Resolves what the walk over a file gathered into the sites of that file."""

from __future__ import annotations

import ast
import re
from collections import Counter

from inhouse.codemod.sites.computed import start_of
from inhouse.codemod.sites.names import ImportNames
from inhouse.codemod.sites.quoted import commented_uses, quoted_uses
from inhouse.codemod.sites.raw import Raw, RawUse
from inhouse.codemod.sites.scopes import Kind, lookup
from inhouse.codemod.sites.source_text import SourceText
from inhouse.codemod.sites.strings import PUT_TOGETHER, StringJudge
from inhouse.codemod.sites.walk import use_of
from inhouse.model.places import (
    FileSites,
    ImportSite,
    Left,
    ScopeKind,
    StringRole,
    StringSite,
    UseSite,
)

_OWN = frozenset({"__file__", "__path__", "__spec__", "__loader__", "__package__", "__cached__"})
_CLASS = re.compile(r"\.[A-Z]\w*[a-z]\w*\Z")  # a name that looks like one of a class
_BEGUN = re.compile(r"[^\W\d]\w*(?:\.\w*)+")  # a dotted name, or its start
_SCOPES: dict[Kind, ScopeKind] = {"module": "module", "class": "class"}


class Resolver:
    """Builds the `FileSites` of one file."""

    def __init__(self, path: str, source: SourceText, raw: Raw, names: ImportNames) -> None:
        self._path, self._source, self._raw, self._names = path, source, raw, names
        order = sorted(
            range(len(raw.imports)),
            key=lambda at: (
                raw.imports[at].node.lineno,
                raw.imports[at].node.col_offset,
                raw.imports[at].index,
            ),
        )
        self._order = order
        self._number = {old: new for new, old in enumerate(order)}
        self._left: set[tuple[int, str]] = set(raw.namespaces)
        self._opaque: set[tuple[int, str]] = set()
        self._patched: set[tuple[int, str]] = set()
        self._uses: list[UseSite] = []
        self._strings: list[StringSite] = []
        self._found: dict[int, UseSite] = {}  # by id of the node
        self._local = frozenset(each.binds for each in raw.imports if each.binds)

    def resolve(self, words: frozenset[str]) -> FileSites:
        """Return all sites; `words` are the identifiers of the file."""
        for use in self._raw.uses:
            site = self._site(use)
            if site is not None:
                self._found[id(use.node)] = site
                self._uses.append(site)
        self._part_doubles()
        self._read_strings()
        self._uses.extend(filter(None, map(self._site, self._comments())))
        for use in self._raw.uses:
            self._judge(use)
        self._judge_calls()
        imports = self._imports()
        for each in imports:
            if each.form == "star":
                self._opaque.add((each.span.line, "everything is imported from it by a star"))
        return FileSites(
            path=self._path,
            imports=imports,
            uses=tuple(sorted(set(self._uses), key=lambda each: (each.span, each.symbol))),
            strings=tuple(sorted(set(self._strings), key=lambda each: each.span)),
            left=self._listed(self._left),
            names=words,
            opaque=self._listed(self._opaque),
            patched=self._listed(self._patched),
        )

    def _part_doubles(self) -> None:
        """Two uses at one place: a parser has misplaced one, as some do in formatted strings."""
        often = Counter(each.span for each in self._uses)
        for site in self._uses:
            if often[site.span] > 1:
                self._strings.append(StringSite(span=site.span, text=site.local, role="code"))

    def _listed(self, found: set[tuple[int, str]]) -> tuple[Left, ...]:
        return tuple(Left(file=self._path, line=line, why=why) for line, why in sorted(found))

    def _comments(self) -> list[RawUse]:
        return list(commented_uses(self._raw, self._source, self._local))

    def _imports(self) -> tuple[ImportSite, ...]:
        used = {number for site in self._uses for number in site.imports}
        sites = []
        for new, old in enumerate(self._order):
            raw = self._raw.imports[old]
            kind = _SCOPES.get(raw.scope.kind, "function")
            unused = new not in used
            told = raw.binds in self._raw.exports or kind == "class"
            told = told or raw.binds in raw.scope.globals
            sites.append(
                ImportSite(
                    span=self._source.span(raw.node),
                    index=raw.index,
                    form=raw.form,
                    module=raw.module,
                    name=raw.name,
                    binds=raw.binds,
                    asname=raw.asname,
                    scope=kind,
                    guards=raw.guards,
                    exported=unused or told,
                    unread=unused and not told,
                )
            )
        return tuple(sites)

    def _site(self, use: RawUse) -> UseSite | None:
        """Return the site of a use, None where it does not reach the package."""
        bindings = lookup(use.place.scope, use.name)
        ours = [each for each in bindings if each.site is not None]
        spaces = [each for each in bindings if each.site is None and each.path is not None]
        symbols = {".".join((each.path or "", *use.attrs)) for each in (*ours, *spaces)}
        reaching = {each for each in symbols if self._reaches(each)}
        if not reaching:
            return None
        line = use.span.line if use.span else use.node.lineno
        if not ours:
            self._left.add((line, "the package is reached through its namespace only"))
            return None
        others = len(bindings) > len(ours) + len(spaces) or len(symbols) > 1
        stars = self._raw.module.stars
        late = any(star > min(each.line for each in ours) for star in stars)
        span = use.span or self._source.span(use.node)
        local = self._source.cut(span)
        if not _same_chain(local, use):
            self._strings.append(StringSite(span=span, text=local, role="code"))
            return None
        imports = sorted(self._number[each.site] for each in ours if each.site is not None)
        call = use.place.call if use.context == "call" else None
        return UseSite(
            span=span,
            symbol=min(reaching),
            local=local,
            context=use.context,
            imports=tuple(imports),
            call=self._source.span(call) if call is not None else None,
            quoted=use.span is not None,
            ambiguous=others or late,
        )

    def _may_begin(self, text: str) -> bool:
        return any(each.startswith(text) for each in self._names.packages)

    def _reaches(self, symbol: str) -> bool:
        return self._names.owns(symbol) or self._names.above(symbol)

    def _read_strings(self) -> None:
        bound = frozenset(each.binds for each in self._raw.imports if each.scope.kind == "module")
        judge = StringJudge(
            self._source,
            self._raw,
            self._names,
            bound,
            lambda line, why: self._left.add((line, why)),
        )
        for found in self._raw.strings:
            if found.place.typing and id(found.node) not in self._raw.roles:
                uses = quoted_uses(found, self._source, self._local)
                if uses is None:
                    self._add_code(found.node)
                    continue
                sites = [each for each in map(self._site, uses) if each is not None]
                self._uses.extend(sites)
                if sites:
                    continue
            for string in judge.judge(found):
                self._strings.append(string)
                if string.role == "patch-target":
                    self._patched.add((string.span.line, f"`{string.text}` is replaced by name"))
        for node, unknown in self._raw.executed:
            self._strings += judge.computed(node, unknown)
        for holder, expression in self._raw.shown:
            if any(id(each) in self._found for each in ast.walk(expression)):
                self._add_code(holder)

    def _add_code(self, node: ast.expr) -> None:
        span = self._source.span(node)
        self._strings.append(StringSite(span=span, text=self._source.cut(span), role="code"))

    def _judge(self, use: RawUse) -> None:
        site = self._found.get(id(use.node))
        if site is None:
            return
        line, symbol = site.span.line, site.symbol
        parent, _, last = symbol.rpartition(".")
        if last in _OWN and parent in {*self._names.packages, *self._names.modules}:
            self._left.add((line, f"`{last}` of the module is read"))
        elif last == "__module__" or (last == "__name__" and self._names.is_module(parent)):
            self._left.add((line, f"`{last}` tells the package's name"))
        elif last == "__dict__":
            self._opaque.add((line, "names are taken out of `__dict__`"))
        elif site.context == "assigned" and use.attrs:
            self._patched.add((line, f"`{site.local}` is assigned or deleted"))
        elif (
            site.context in ("value", "annotation")
            and self._names.is_module(symbol)
            and not site.quoted
            and id(use.node) not in self._raw.explained
        ):
            self._opaque.add((line, f"the module `{site.local}` is passed on as a value"))

    def _judge_classes(self) -> None:
        """Leave what shows by its text or by a pickle where a class is defined."""
        symbols = {each.symbol for each in self._uses}
        symbols |= {each.path for each in self._raw.imports if each.form == "from"}
        if any(_CLASS.search(each) for each in symbols):
            why = "what is read here may hold objects of the package, under its name"
            self._left.update((line, why) for line in self._raw.unpickled)
        for node in self._raw.displayed:
            site = self._found.get(id(node))
            if site is not None and _CLASS.search(site.symbol):
                why = f"the text of `{site.local}` tells the package's name"
                self._left.add((site.span.line, why))

    def _judge_composed(self) -> None:
        """Leave names of the package, or of something in it, that are put together."""
        for line, name in self._raw.computed:
            start = start_of(name, self._raw.tree)
            package, dot, _ = start.rpartition(".")
            if package and self._reaches(package):
                self._left.add((line, "a computed name is of the package"))
            elif not dot and self._raw.imports and self._may_begin(start):
                self._left.add((line, "what is imported by a computed name is not known"))
        for joined in self._raw.begun:
            start = start_of(joined, self._raw.tree)
            known = _BEGUN.fullmatch(start) is not None and self._reaches(start.strip("."))
            if known and id(joined) not in self._raw.composed:
                self._left.add((joined.lineno, PUT_TOGETHER))

    def _judge_calls(self) -> None:
        self._judge_classes()
        self._judge_composed()
        for node, why in self._raw.given:
            if any(id(each) in self._found for each in ast.walk(node)):
                self._left.add((node.lineno, why))
        for node, _ in self._raw.stores:
            site = self._found.get(id(node))
            if site is not None:
                self._patched.add((site.span.line, f"an item of `{site.local}` is assigned"))
        for node, literal, changes in self._raw.attributes:
            site = self._found.get(id(node))
            if site is None:
                continue
            if changes:
                self._patched.add((node.lineno, f"an attribute of `{site.local}` is replaced"))
            if literal is not None:
                role: StringRole = "attribute-name"
                span = self._source.span(literal)
                call = self._source.span(self._raw.within[id(literal)])
                self._strings.append(
                    StringSite(span=span, text=str(literal.value), role=role, call=call)
                )


def _same_chain(text: str, use: RawUse) -> bool:
    if text == ".".join((use.name, *use.attrs)):
        return True
    try:
        return use_of(ast.parse(f"({text}\n)", mode="eval").body) == (use.name, use.attrs)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
