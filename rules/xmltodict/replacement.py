"""Reads XML into dictionaries."""

from collections.abc import Callable, Collection, Iterator
from inspect import isgenerator
from typing import IO, Any
from xml.parsers.expat import ParserCreate

Path = list[tuple[str, dict[str, str] | None]]
ForceList = bool | Collection[str] | Callable[[Path, str, Any], bool] | None


class _Builder:
    """Makes dictionaries of what a parser tells."""

    def __init__(
        self,
        force_list: ForceList,
        xml_attribs: bool,
        attr_prefix: str,
        cdata_key: str,
        strip_whitespace: bool,
    ) -> None:
        self.force_list = force_list
        self.xml_attribs = xml_attribs
        self.attr_prefix = attr_prefix
        self.cdata_key = cdata_key
        self.strip_whitespace = strip_whitespace
        self.path: Path = []
        self.outer: list[tuple[Any, list[str]]] = []
        self.item: Any = None  # the children of the element at hand, None where it has none
        self.texts: list[str] = []

    def start(self, name: str, pairs: list[str]) -> None:
        """Take the start of an element, with names and values of attributes in turn."""
        found = dict(zip(pairs[::2], pairs[1::2], strict=True))
        self.path.append((name, found or None))
        self.outer.append((self.item, self.texts))
        self.texts = []
        self.item = None
        if self.xml_attribs and found:
            self.item = {self.attr_prefix + key: value for key, value in found.items()}

    def end(self, name: str) -> None:
        """Take the end of an element: it becomes a child of the one around it."""
        text: str | None = "".join(self.texts)
        if self.strip_whitespace and text:
            text = text.strip()
        text = text or None
        inner = self.item
        if inner is not None and text:
            self.put(inner, self.cdata_key, text)
        self.item, self.texts = self.outer.pop()
        if self.item is None:
            self.item = {}
        self.put(self.item, name, text if inner is None else inner)
        self.path.pop()

    def put(self, item: dict[str, Any], key: str, value: Any) -> None:
        """Set a key; the second value of a key makes a list of it."""
        if key in item:
            there = item[key]
            if isinstance(there, list):
                there.append(value)
            else:
                item[key] = [there, value]
        else:
            item[key] = [value] if self.is_forced(key, value) else value

    def is_forced(self, key: str, value: Any) -> bool:
        """Tell whether a single value is to be a list."""
        forced: Any = self.force_list
        if not forced or isinstance(forced, bool):
            return bool(forced)
        try:
            return key in forced
        except TypeError:  # no container, so it is a function
            return bool(forced(self.path[:-1], key, value))


def parse(
    xml_input: str | bytes | IO[bytes] | Iterator[str | bytes],
    encoding: str | None = None,
    *,
    force_list: ForceList = None,
    xml_attribs: bool = True,
    attr_prefix: str = "@",
    cdata_key: str = "#text",
    strip_whitespace: bool = True,
) -> dict[str, Any] | None:
    """Return the root element as a dictionary of one key.

    An element is its text, or None where that is empty; with attributes or elements inside a
    dictionary of those, of a list where one of them occurs again. ExpatError for what is no XML,
    ValueError where it declares entities.
    """
    builder = _Builder(force_list, xml_attribs, attr_prefix, cdata_key, strip_whitespace)
    data: Any = xml_input
    if isinstance(data, str):
        encoding = encoding or "utf-8"
        data = data.encode(encoding)
    parser = ParserCreate(encoding)
    parser.ordered_attributes = True
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = lambda text: builder.texts.append(text)
    parser.EntityDeclHandler = _refuse
    if hasattr(data, "read"):
        parser.ParseFile(data)
    elif isgenerator(data):
        chunk: Any
        for chunk in data:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    else:
        parser.Parse(data, True)
    found: dict[str, Any] | None = builder.item
    return found


def _refuse(*_declaration: Any) -> None:
    raise ValueError("entities are disabled")
