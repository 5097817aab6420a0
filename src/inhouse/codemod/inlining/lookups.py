"""Code that reaches its own package by other means than an import statement."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from packaging.utils import canonicalize_name

from inhouse.codemod.inlining.exports import export_of
from inhouse.codemod.inlining.layout import Layout
from inhouse.codemod.inlining.source import Edit, Source, chain_of
from inhouse.codemod.inlining.spelled import may_be_sought, spelled
from inhouse.model.places import Left
from inhouse.model.taken import Origin

_IMPORTERS = frozenset(
    {"importlib.import_module", "__import__", "importlib.__import__", "importlib.util.find_spec"}
    | {"pkgutil.get_loader", "pkgutil.find_loader", "pkgutil.resolve_name", "runpy.run_module"}
)
_RESOURCES = re.compile(
    r"(importlib\.resources|importlib_resources)\.\w+|pkgutil\.get_data|pkg_resources\.resource_\w+"
)
_METADATA = re.compile(
    r"(importlib\.metadata|importlib_metadata)\.(version|metadata|distribution|files|requires)"
    r"|pkg_resources\.(get_distribution|require|working_set.*)"
)
_ITSELF = ("__name__", "__package__", "__spec__", "__path__")


@dataclass(slots=True)
class Lookups:
    """Edits that keep the lookups right, and the places where that cannot be done."""

    edits: list[Edit] = field(default_factory=list)
    renamed: bool = False  # an edit names a module of the package by its new place
    left: list[Left] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Texts:
    """`silent`: none names the package, so that a computed import means others.

    `sought`: code that imports by a text may come to see them.
    """

    silent: bool
    sought: bool


def lookups_of(
    source: Source, module: str, layout: Layout, origin: Origin, home: str, texts: Texts
) -> Lookups:
    """Return what to do about a module's lookups when its package lies below `home`.

    `texts`: what the texts of all modules that are taken can mean.
    """
    return _Finder(source, module, layout, origin, home, texts).found()


def texts_of(sources: Iterable[Source], layout: Layout) -> Texts:
    """Tell what the texts of modules that are taken together can mean."""
    modules = list(sources)
    return Texts(silent=_is_silent(modules, layout), sought=may_be_sought(modules, layout))


def _is_silent(sources: Iterable[Source], layout: Layout) -> bool:
    """Tell whether no string of the modules names the package or a module of it.

    Docstrings and `__all__` do not count: nothing imports by them.
    """
    for source in sources:
        prose = {
            id(node.value)
            for node in source.nodes
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for statement in source.tree.body:
            if export_of(statement) is not None:
                prose.update(map(id, ast.walk(statement)))
        for node in source.nodes:
            if not isinstance(node, ast.Constant) or id(node) in prose:
                continue
            if isinstance(node.value, str) and layout.own(node.value.partition(":")[0]):
                return False
    return True


class _Finder:
    def __init__(
        self,
        source: Source,
        module: str,
        layout: Layout,
        origin: Origin,
        home: str,
        texts: Texts,
    ) -> None:
        self.texts = texts
        self.source, self.module, self.layout = source, module, layout
        self.origin, self.home = origin, home
        self.out = Lookups()
        self.names = dict(_imported(source))
        self.handled: set[int] = set()

    def found(self) -> Lookups:
        for node in self.source.nodes:
            if isinstance(node, ast.Call):
                self.call(node)
            elif isinstance(node, ast.Attribute):
                self.attribute(node)
            elif isinstance(node, ast.Subscript) and self.dotted(node.value) == "sys.modules":
                self.literal(node.slice, "looks itself up in sys.modules")
            elif isinstance(node, ast.Compare):
                self.compared(node)
            elif isinstance(node, ast.Assign):
                self.assigned(node)
        for constant in spelled(self.source, self.layout, sought=self.texts.sought):
            if id(constant) not in self.handled:
                self.refuse(constant, f"a text names a module of the package: {constant.value!r}")
        for node in self.source.nodes:
            if isinstance(node, ast.Name) and node.id == "__name__":
                place = f"{self.source.path}:{node.lineno}"
                self.out.notes.append(
                    f"{place}: the name {self.module} that it gives itself changes"
                )
                break
        return self.out

    def dotted(self, node: ast.AST) -> str:
        chain = chain_of(node)
        first, _, rest = chain.partition(".")
        base = self.names.get(first, first)
        return f"{base}.{rest}" if rest else base

    def refuse(self, node: ast.AST, why: str) -> None:
        line = getattr(node, "lineno", 1)
        self.out.left.append(Left(file=self.source.path, line=line, why=why))

    def call(self, node: ast.Call) -> None:
        function = self.dotted(node.func)
        argument = node.args[0] if node.args else None
        if argument is None:
            argument = next((k.value for k in node.keywords if k.arg in ("name", "package")), None)
        if function in _IMPORTERS:
            self.importing(node, argument)
        elif _RESOURCES.fullmatch(function) and argument is not None:
            self.literal(argument, "reads its data by its old name")
        elif _METADATA.fullmatch(function) and id(node) not in self.handled:
            self.metadata(node, node, function, argument)
        elif function in ("sys.modules.get", "sys.modules.pop", "sys.modules.setdefault"):
            if argument is not None:
                self.literal(argument, "looks itself up in sys.modules")
        elif function.endswith("logging.getLogger") and argument is not None:
            self.handled.add(id(argument))

    def importing(self, node: ast.Call, argument: ast.expr | None) -> None:
        if argument is None or self.text(argument) is None:
            base = node.args[1] if len(node.args) > 1 else None
            base = next((k.value for k in node.keywords if k.arg == "package"), base)
            if any(part is not None and _of_itself(part) for part in (argument, base)):
                return
            if argument is not None and self.prefixed(node, argument):
                return
            if not self.texts.silent or base is not None:
                self.refuse(node, "imports a module by a computed name")
            return
        if self.layout.own(self.text(argument) or "") and self.gives_top(node):
            self.refuse(node, "imports itself with __import__, which gives the top package")
            return
        for part in (argument, *node.args[1:2], *(k.value for k in node.keywords)):
            self.literal(part, "imports its own module by name")

    def gives_top(self, node: ast.Call) -> bool:
        """Tell whether `__import__("a.b")` gives `a`, as it does without a list of names."""
        names = [*node.args[3:4], *(k.value for k in node.keywords if k.arg == "fromlist")]
        return chain_of(node.func).endswith("__import__") and not any(
            isinstance(part, ast.List | ast.Tuple) and part.elts for part in names
        )

    def prefixed(self, call: ast.Call, node: ast.expr) -> bool:
        """Rewrite `"pkg.x%03d" % n` and the like: a text that begins with the package's name."""
        first = node
        while isinstance(first, ast.BinOp | ast.Call | ast.Attribute | ast.JoinedStr):
            match first:
                case ast.BinOp(op=ast.Mod() | ast.Add()):
                    first = first.left
                case ast.Call(func=ast.Attribute(attr="format", value=value)):
                    first = value
                case _:
                    return False
        text = self.text(first)
        top = next((t for t in self.layout.tops if text and text.startswith(f"{t}.")), None)
        if text is None or top is None or self.gives_top(call) or "\\" in text:
            return False
        start, _ = self.source.range(first)
        found = re.match(r"[rRuU]?(['\"])(?!\1)", self.source.text[start:])
        if found is None or not self.source.text.startswith(text, start + found.end()):
            return False
        start += found.end()
        self.out.edits.append(Edit(start, start, f"{self.home}."))
        self.out.renamed = True
        self.handled.add(id(first))
        return True

    def literal(self, node: ast.expr, why: str) -> None:
        """Rewrite a string that names a module of the package; refuse one that nearly does."""
        text = self.text(node)
        if text is None or id(node) in self.handled:
            return
        self.handled.add(id(node))
        if self.layout.own(text) and self.layout.there(text):
            start, end = self.source.range(node)
            self.out.edits.append(Edit(start, end, f'"{self.home}.{text}"'))
            self.out.renamed = True
        elif self.layout.own(text) or self.layout.own(text.partition(":")[0]):
            self.refuse(node, f"{why}: {text!r}")

    def attribute(self, node: ast.Attribute) -> None:
        """Handle `get_distribution("x").version`."""
        if node.attr != "version" or not isinstance(node.value, ast.Call):
            return
        function = self.dotted(node.value.func)
        if function in ("pkg_resources.get_distribution", "importlib.metadata.distribution"):
            argument = node.value.args[0] if node.value.args else None
            self.handled.add(id(node.value))
            self.metadata(node, node.value, "version", argument)

    def metadata(
        self, whole: ast.expr, call: ast.Call, function: str, argument: ast.expr | None
    ) -> None:
        self.handled.add(id(call))
        text = self.text(argument) if argument is not None else None
        if text is None and argument is not None and chain_of(argument) in _ITSELF:
            text = self.module.partition(".")[0]
        if text is None:
            self.refuse(whole, "asks for the metadata of a distribution by a computed name")
            return
        names = {canonicalize_name(n) for n in (self.origin.name, *self.layout.tops)}
        if canonicalize_name(text) not in names:
            return
        if not function.endswith("version"):
            self.refuse(whole, f"asks for the metadata of {text}, which is not installed any more")
            return
        start, end = self.source.range(whole)
        self.out.edits.append(Edit(start, end, repr(self.origin.version).replace("'", '"')))
        line = getattr(whole, "lineno", 1)
        self.out.notes.append(
            f"{self.source.path}:{line}: its version is a constant now, "
            "for no metadata of it is installed any more"
        )

    def compared(self, node: ast.Compare) -> None:
        sides = [node.left, *node.comparators]
        if any(chain_of(side) == "__name__" for side in sides):
            for side in sides:
                text = self.text(side)
                if text is not None and self.layout.own(text):
                    self.refuse(node, f"compares its own name with {text!r}")

    def assigned(self, node: ast.Assign) -> None:
        for target in node.targets:
            name = chain_of(target).rpartition(".")[2]
            text = self.text(node.value)
            if name == "__module__" and text is not None and self.layout.own(text):
                self.refuse(node, f"says that its classes belong to {text!r}")

    def text(self, node: ast.expr) -> str | None:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        return None


def _imported(source: Source) -> Iterator[tuple[str, str]]:
    for node in source.nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                yield alias.asname or top, alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _of_itself(node: ast.expr) -> bool:
    """Tell whether a computed name begins from the module's own name."""
    names = {leaf.id for leaf in ast.walk(node) if isinstance(leaf, ast.Name)}
    return bool(names & set(_ITSELF))
