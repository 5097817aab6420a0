"""Which modules a distribution holds, told from the paths of its files alone."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass

# In the standard library of some supported Python, or of an older Python 3, but not of every one.
# fmt: off
_ELSEWHEN = frozenset(
    {
        "_dummy_thread", "aifc", "annotationlib", "asynchat", "asyncore", "audioop",
        "binhex", "cgi", "cgitb", "chunk", "compression", "crypt",
        "distutils", "dummy_threading", "formatter", "imghdr", "imp", "lib2to3",
        "macpath", "mailcap", "msilib", "nis", "nntplib", "ossaudiodev",
        "parser", "pipes", "smtpd", "sndhdr", "spwd", "sunau",
        "symbol", "telnetlib", "uu", "xdrlib",
    }
)
# fmt: on
# Standard modules of Python 2: only ever named in branches that no supported Python takes.
_PYTHON_2 = frozenset(
    {
        "ConfigParser",
        "HTMLParser",
        "Queue",
        "SimpleHTTPServer",
        "StringIO",
        "UserDict",
        "__builtin__",
        "_winreg",
        "cPickle",
        "cStringIO",
        "cookielib",
        "dummy_thread",
        "httplib",
        "sets",
        "thread",
        "urllib2",
        "urlparse",
    }
)
_STANDARD = frozenset(sys.stdlib_module_names) | _ELSEWHEN | _PYTHON_2
_NATIVE = (".so", ".pyd", ".dylib")


def is_standard(module: str) -> bool:
    """Tell whether a dotted module name belongs to the standard library."""
    return module.partition(".")[0] in _STANDARD


@dataclass(frozen=True, slots=True)
class ModuleIndex:
    """Dotted names of a distribution's modules.

    `paths` maps a module with source to its file, `native` one without to its file; `packages`
    are the modules that may hold others, folders without `__init__.py` (namespaces) included.
    """

    paths: dict[str, str]
    native: dict[str, str]
    packages: frozenset[str]

    @classmethod
    def of(cls, files: Iterable[str]) -> ModuleIndex:
        """Build the index from POSIX paths relative to the folder on `sys.path`."""
        paths: dict[str, str] = {}
        native: dict[str, str] = {}
        packages: set[str] = set()
        for path in files:
            source = path.endswith(".py")
            if not source and not path.endswith(_NATIVE):
                continue
            *folders, last = path.split("/")
            stem = last.partition(".")[0]
            if source and stem + ".py" != last:
                continue
            names = folders if stem == "__init__" else [*folders, stem]
            if not names or not all(map(str.isidentifier, names)):
                continue
            (paths if source else native)[".".join(names)] = path
            packages.update(".".join(folders[: depth + 1]) for depth in range(len(folders)))
        return cls(paths, native, frozenset(packages))

    def holds(self, module: str) -> bool:
        """Tell whether `module` is a module, native module or namespace of the distribution."""
        return module in self.paths or module in self.native or module in self.packages

    def absolute(self, importer: str, level: int, module: str | None) -> str | None:
        """Return the dotted name that an import statement means; None above the top package."""
        if not level:
            return module
        parts = importer.split(".")
        keep = len(parts) - level + (importer in self.packages)
        if keep < 1:
            return None
        return ".".join([*parts[:keep], *([module] if module else [])])
