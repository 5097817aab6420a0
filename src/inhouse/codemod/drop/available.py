"""Since which Python the standard library has a module or a name in it.

Source: the "New in version" notes of the library reference and the What's New documents. What is
in neither table is not known, which is never read as "always".
"""

from __future__ import annotations

import sys

from inhouse.codemod.rewrite.standard_modules import is_standard

Version = tuple[int, ...]
_OLDEST: Version = (3, 7)  # modules without a note below have been there at least since then

_MODULES: dict[str, Version] = {
    "importlib.metadata": (3, 8),
    "graphlib": (3, 9),
    "zoneinfo": (3, 9),
    "tomllib": (3, 11),
    "wsgiref.types": (3, 11),
    "importlib.resources.abc": (3, 11),
    "dbm.sqlite3": (3, 13),
    "annotationlib": (3, 14),
    "compression": (3, 14),
    "compression.zstd": (3, 14),
    "concurrent.interpreters": (3, 14),
    "pathlib.types": (3, 14),
    "string.templatelib": (3, 14),
}
# PEP 594, PEP 632 and single removals: modules that a later Python lacks.
_REMOVED_NAMES = (
    "aifc asynchat asyncore audioop binhex cgi cgitb chunk crypt distutils formatter imghdr imp "
    "lib2to3 macpath mailcap msilib nis nntplib ossaudiodev parser pipes smtpd sndhdr spwd "
    "sunau symbol telnetlib uu xdrlib"
)
_REMOVED = frozenset(_REMOVED_NAMES.split())
_NAMES_BY_VERSION: dict[Version, str] = {
    (3, 3): """
        unittest.mock.patch unittest.mock.Mock unittest.mock.MagicMock unittest.mock.call
        unittest.mock.ANY unittest.mock.DEFAULT unittest.mock.PropertyMock
        unittest.mock.NonCallableMock unittest.mock.sentinel unittest.mock.mock_open
        unittest.mock.create_autospec collections.ChainMap functools.lru_cache
        collections.abc.Mapping collections.abc.MutableMapping collections.abc.Sequence
        collections.abc.Iterable collections.abc.Callable collections.abc.Set
        contextlib.ExitStack shutil.which shutil.get_terminal_size inspect.signature
        html.escape types.SimpleNamespace datetime.timezone collections.OrderedDict
        collections.Counter unittest.mock unittest.TestCase io.StringIO io.BytesIO
        urllib.parse.urlparse urllib.parse.quote urllib.parse.unquote urllib.parse.urlencode
        urllib.parse.urljoin urllib.parse.urlsplit urllib.parse.urlunparse urllib.request.urlopen
        """,
    (3, 4): """
        enum.Enum enum.IntEnum pathlib.Path pathlib.PurePath functools.singledispatch
        contextlib.suppress contextlib.redirect_stdout html.unescape statistics.mean
        functools.partialmethod html.unescape weakref.finalize
        """,
    (3, 5): """
        typing.Any typing.Callable typing.Dict typing.Generic typing.Iterable typing.List
        typing.Optional typing.Tuple typing.TypeVar typing.Union typing.cast typing.overload
        math.isclose json.JSONDecodeError collections.abc.Awaitable collections.abc.Coroutine
        """,
    (3, 7): """
        asyncio.run contextlib.asynccontextmanager contextlib.AbstractAsyncContextManager
        contextlib.AsyncExitStack contextlib.nullcontext contextvars.ContextVar
        dataclasses.dataclass dataclasses.field dataclasses.asdict importlib.resources
        importlib.resources.path typing.AsyncContextManager typing.NoReturn typing.ForwardRef
        typing.TYPE_CHECKING typing.Type typing.NamedTuple typing.ClassVar enum.Flag enum.auto
        """,
    (3, 8): """
        functools.cached_property functools.singledispatchmethod importlib.metadata
        importlib.metadata.version importlib.metadata.PackageNotFoundError
        importlib.metadata.distribution importlib.metadata.distributions
        importlib.metadata.entry_points importlib.metadata.metadata importlib.metadata.files
        importlib.metadata.requires importlib.metadata.EntryPoint typing.Final typing.Literal
        importlib.metadata.Distribution typing.Protocol typing.TypedDict typing.final
        typing.runtime_checkable typing.get_args typing.get_origin typing.SupportsIndex
        unittest.mock.AsyncMock unittest.IsolatedAsyncioTestCase math.prod shlex.join
        """,
    (3, 9): """
        functools.cache typing.Annotated zoneinfo.ZoneInfo zoneinfo.ZoneInfoNotFoundError
        zoneinfo.available_timezones graphlib.TopologicalSorter graphlib.CycleError
        importlib.resources.files importlib.resources.as_file asyncio.to_thread
        """,
    (3, 10): """
        typing.Concatenate typing.ParamSpec typing.TypeAlias typing.TypeGuard
        typing.ParamSpecArgs typing.ParamSpecKwargs typing.is_typeddict
        importlib.metadata.packages_distributions contextlib.aclosing itertools.pairwise
        types.EllipsisType types.NoneType types.UnionType bisect.bisect
        """,
    (3, 11): """
        asyncio.timeout asyncio.timeout_at asyncio.Timeout asyncio.TaskGroup asyncio.Runner
        asyncio.Barrier enum.StrEnum enum.verify enum.member enum.nonmember typing.Self
        typing.LiteralString typing.Never typing.NotRequired typing.Required typing.TypeVarTuple
        typing.Unpack typing.assert_never typing.assert_type typing.dataclass_transform
        typing.reveal_type typing.get_overloads typing.clear_overloads datetime.UTC
        tomllib.load tomllib.loads tomllib.TOMLDecodeError contextlib.chdir
        """,
    (3, 12): """
        typing.override typing.TypeAliasType itertools.batched collections.abc.Buffer
        inspect.BufferFlags types.get_original_bases
        """,
    (3, 13): """
        typing.TypeIs typing.ReadOnly typing.NoDefault typing.get_protocol_members
        typing.is_protocol warnings.deprecated copy.replace queue.ShutDown
        unittest.mock.ThreadingMock
        """,
    (3, 14): "annotationlib.Format annotationlib.get_annotations typing.evaluate_forward_ref",
}
_NAMES = {name: since for since, text in _NAMES_BY_VERSION.items() for name in text.split()}


def parse_version(text: str | None) -> Version | None:
    """Read `3.11` or `3.11.4` as numbers; None for anything else."""
    if text is None:
        return None
    parts = text.strip().split(".")
    if not 1 <= len(parts) <= 3 or not all(p.isdecimal() and p.isascii() for p in parts):
        return None
    numbers = tuple(int(part) for part in parts)
    return (*numbers, 0, 0)[:3]


def has_module(module: str, lowest: Version) -> bool:
    """Tell whether every Python from `lowest` on surely has a module."""
    head = module.split(".")[0]
    if head in _REMOVED or (head not in sys.stdlib_module_names and module not in _MODULES):
        return False
    known = module in _MODULES or is_standard(module)
    return known and _MODULES.get(module, _OLDEST) <= lowest[:2]


def has_name(module: str, name: str, lowest: Version) -> bool:
    """Tell whether every Python from `lowest` on surely has a name in a module."""
    dotted = f"{module}.{name}"
    since = _NAMES.get(dotted)
    if since is None:
        return has_module(dotted, lowest)
    return since <= lowest[:2] and has_module(module, lowest)
