"""The standard library's modules as a written list, so that no answer depends on who runs this.

Source: the module index of the Python 3.14 documentation, and `sys.stdlib_module_names`.
"""

from __future__ import annotations

import sys

# Public modules inside packages. What is not here is an attribute, not a module.
_INNER_NAMES = """
    collections.abc compression.bz2 compression.gzip compression.lzma compression.zlib
    compression.zstd concurrent.futures concurrent.futures.process
    concurrent.futures.thread concurrent.interpreters ctypes.util ctypes.wintypes
    curses.ascii curses.panel curses.textpad dbm.dumb dbm.gnu dbm.ndbm dbm.sqlite3
    email.charset email.contentmanager email.encoders email.errors email.generator
    email.header email.headerregistry email.iterators email.message email.mime
    email.mime.application email.mime.audio email.mime.base email.mime.image
    email.mime.message email.mime.multipart email.mime.nonmultipart email.mime.text
    email.parser email.policy email.utils encodings.idna encodings.utf_8_sig
    html.entities html.parser http.client http.cookiejar http.cookies http.server
    importlib.abc importlib.machinery importlib.metadata importlib.readers
    importlib.resources importlib.resources.abc importlib.util json.decoder json.encoder
    json.tool logging.config logging.handlers multiprocessing.connection
    multiprocessing.dummy multiprocessing.managers multiprocessing.pool
    multiprocessing.shared_memory multiprocessing.sharedctypes os.path pathlib.types
    string.templatelib tkinter.colorchooser tkinter.commondialog tkinter.constants
    tkinter.dialog tkinter.dnd tkinter.filedialog tkinter.font tkinter.messagebox
    tkinter.scrolledtext tkinter.simpledialog tkinter.ttk unittest.mock unittest.case
    unittest.util urllib.error urllib.parse urllib.request urllib.response
    urllib.robotparser wsgiref.handlers wsgiref.headers wsgiref.simple_server
    wsgiref.types wsgiref.util wsgiref.validate xml.dom xml.dom.minidom xml.dom.pulldom
    xml.etree xml.etree.ElementTree xml.parsers xml.parsers.expat xml.sax
    xml.sax.handler xml.sax.saxutils xml.sax.xmlreader xmlrpc.client xmlrpc.server
"""
_INNER = frozenset(_INNER_NAMES.split())
_PACKAGES = frozenset(name.rpartition(".")[0] for name in _INNER if "." in name)


def module_part(dotted: tuple[str, ...]) -> int:
    """Return how many leading parts of a dotted name are a module.

    Outside the standard library all but the last part are taken for the module.
    """
    if dotted[0] not in sys.stdlib_module_names and dotted[0] != "tomllib":
        return max(1, len(dotted) - 1)
    length = 1
    for end in range(2, len(dotted) + 1):
        name = ".".join(dotted[:end])
        if name in _INNER or name in _PACKAGES:
            length = end
    return length


def is_standard(dotted: str) -> bool:
    """Tell whether a dotted module name is one of the standard library."""
    head = dotted.split(".")[0]
    return dotted in _INNER or dotted in _PACKAGES or dotted == head in sys.stdlib_module_names
