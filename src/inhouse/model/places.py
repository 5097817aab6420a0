"""Every place in the project's Python files that reaches a package, precise to the character."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

ImportForm = Literal["import", "from", "star"]
ScopeKind = Literal["module", "class", "function"]
# What an import stands in, outermost first.
Guard = Literal["try-import", "except-import", "type-checking", "version", "condition", "other-try"]
UseContext = Literal[
    "call",  # the function of a call
    "value",  # stored, passed on, returned, an operand
    "decorator",
    "base",  # of a class
    "annotation",  # also one in quotes or in a type comment
    "except",
    "pattern",  # of a match statement
    "assigned",  # an attribute of it is set or deleted
]
StringRole = Literal[
    "patch-target",  # of mock.patch and its kind; also one that names the project's own module
    "import-name",  # of importlib.import_module and its kind
    "attribute-name",  # in getattr(package, "name")
    "export",  # in __all__
    "code",  # run as code with the file's names: a doctest, an annotation that cannot be cut out
    "other",
]


class Span(NamedTuple):
    """Where a piece of syntax stands: lines from 1, columns from 0 in characters; end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A use that is not covered, and why; `line` is 1-based."""

    file: str
    line: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSite:
    """One imported name of one import statement that reaches the package.

    `span` is the whole statement, `index` the alias in it. `module` is the module as written,
    `name` what is taken from it ("" for `import module`, "*" for a star), `binds` the local name
    ("" for a star). `asname` says whether it was renamed. `exported`: the name stands in
    `__all__`, is imported by another file of the project, or is never used in its own file;
    `unread`: only the last of these is known to hold.
    """

    span: Span
    index: int
    form: ImportForm
    module: str
    name: str
    binds: str
    asname: bool
    scope: ScopeKind
    guards: tuple[Guard, ...] = ()
    exported: bool = False
    unread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UseSite:
    """A dotted expression that reaches the package: `mock.patch` in `mock.patch("x")`.

    `symbol` is what it stands for with imports resolved, as long as attributes follow (so
    `mock.patch.object`); `span` covers exactly that expression. `local` is the text as written.
    `call` is the span of the whole call where `context` is "call". `imports` are the positions
    in `FileSites.imports` that may bind its first name (several where branches bind it).
    `quoted` is set inside a string annotation or a type comment. `ambiguous`: the first name may
    here also be bound by something else, or its imports stand for different things.
    """

    span: Span
    symbol: str
    local: str
    context: UseContext
    imports: tuple[int, ...]
    call: Span | None = None
    quoted: bool = False
    ambiguous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StringSite:
    """A string literal that names the package or something in it.

    `call` is the span of the call that it is an argument of, where the role comes from that.
    """

    span: Span
    text: str
    role: StringRole
    call: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSites:
    """All places of one file. `names` are all identifiers that occur in it, for collisions.

    `left` are places that no strategy can handle safely, whatever it does. `opaque` reach names
    that cannot be told: sound only where the whole package is taken. `patched` change what belongs
    to the package: sound only under a redirect, with nothing else installed that uses the package.
    """

    path: str
    imports: tuple[ImportSite, ...] = ()
    uses: tuple[UseSite, ...] = ()
    strings: tuple[StringSite, ...] = ()
    left: tuple[Left, ...] = ()
    names: frozenset[str] = frozenset()
    opaque: tuple[Left, ...] = ()
    patched: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """One file after an edit: how many sites were rewritten, and what was left as it is.

    Where `left` is not empty, `after` still holds a sound file: the rewritten sites rewritten,
    the imports that the left ones need kept.
    """

    path: str
    after: bytes
    rewritten: int
    left: tuple[Left, ...] = ()
