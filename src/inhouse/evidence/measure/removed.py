"""What left the standard library and when, from its "What's new" pages and PEP 594."""

from __future__ import annotations

_BY_VERSION = {
    "3.0": (
        "UserDict UserList UserString StringIO cStringIO Queue ConfigParser urllib2 urlparse "
        "httplib __builtin__ cPickle HTMLParser htmlentitydefs Cookie cookielib SocketServer "
        "BaseHTTPServer SimpleHTTPServer commands sets md5 sha new robotparser xmlrpclib "
        "copy_reg repr thread dummy_thread Tkinter tkMessageBox exceptions popen2 compiler "
        "future_builtins anydbm dbhash whichdb"
    ),
    "3.8": "macpath",
    "3.9": "_dummy_threading dummy_threading",
    "3.10": "formatter parser symbol _bootlocale",
    "3.11": "binhex",
    "3.12": "asynchat asyncore distutils imp smtpd pkg_resources",
    "3.13": (
        "aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev "
        "pipes sndhdr spwd sunau telnetlib uu xdrlib"
    ),
}
REMOVED_MODULES: dict[str, str] = {
    name: version for version, names in _BY_VERSION.items() for name in names.split()
}
_COLLECTIONS = (
    "Awaitable Coroutine AsyncIterable AsyncIterator AsyncGenerator Hashable Iterable Iterator "
    "Generator Reversible Sized Container Callable Collection Set MutableSet Mapping "
    "MutableMapping MappingView KeysView ItemsView ValuesView Sequence MutableSequence ByteString"
)
REMOVED_NAMES: dict[str, str] = {
    **{f"collections.{name}": "3.10" for name in _COLLECTIONS.split()},
    "string.letters": "3.0",
    "string.maketrans": "3.0",
    "string.join": "3.0",
    "sys.maxint": "3.0",
    "itertools.izip": "3.0",
    "itertools.imap": "3.0",
    "itertools.ifilter": "3.0",
    "itertools.izip_longest": "3.0",
    "types.StringType": "3.0",
    "types.ClassType": "3.0",
    "types.StringTypes": "3.0",
    "urllib.urlencode": "3.0",
    "urllib.quote": "3.0",
    "urllib.unquote": "3.0",
    "urllib.urlopen": "3.0",
    "os.getcwdu": "3.0",
    "time.clock": "3.8",
    "cgi.escape": "3.8",
    "cgi.parse_qs": "3.8",
    "fractions.gcd": "3.9",
    "inspect.getargspec": "3.11",
    "inspect.formatargspec": "3.11",
    "asyncio.coroutine": "3.11",
    "unittest._TextTestResult": "3.12",
    "configparser.SafeConfigParser": "3.12",
    "ssl.wrap_socket": "3.12",
    "ssl.match_hostname": "3.12",
    "locale.format": "3.12",
    "pkgutil.ImpImporter": "3.12",
    "unittest.makeSuite": "3.13",
    "typing.io": "3.13",
    "typing.re": "3.13",
    "ast.Num": "3.14",
    "ast.Str": "3.14",
    "ast.Bytes": "3.14",
    "ast.NameConstant": "3.14",
    "asyncio.get_child_watcher": "3.14",
    "typing.ByteString": "3.14",
}
# Distributions that bring a removed module back, by the start of their name.
PROVIDERS: dict[str, tuple[str, ...]] = {
    "distutils": ("setuptools",),
    "pkg_resources": ("setuptools",),
    "imp": ("zombie-imp",),
    "cgi": ("legacy-cgi",),
    "cgitb": ("legacy-cgi",),
    "audioop": ("audioop-lts",),
    "asyncore": ("pyasyncore",),
    "asynchat": ("pyasynchat",),
}


def is_newer(python: str, since: str) -> bool:
    """Tell whether Python `python` ("3.12") is `since` or newer."""
    return _version(python) >= _version(since)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".")[:2] if part.isdigit())
