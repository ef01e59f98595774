"""The contracts of a DECP 2022 XML file, one at a time.

A document type declaration is refused before anything is read: without one there is no entity to expand,
so neither a bomb nor a file of the machine can be pulled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree import ElementTree
from xml.parsers import expat

from matchmaker.observatory.formats.refused import FileRefused

CHUNK = 256 * 1024
LONGEST_ITEM = 8 * 1024 * 1024
KINDS = {"marche": "m", "contrat-concession": "c"}
# What holds a list: its children are the items, each under its own name.
LISTS = frozenset(
    {"titulaires", "concessionnaires", "modifications", "actesSousTraitance", "donneesExecution",
     "modificationsActesSousTraitance", "tarifs"}
)  # fmt: skip


class _DeclarationFound(Exception):
    """Ends the guard's reading."""


class XmlItems:
    """Iterates over (kind, item), items shaped as the JSON of the same format."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.read = 0
        self.unknown_keys: set[str] = set()

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        forbid_declarations(self.stream)
        parser: Any = ElementTree.XMLPullParser(("start", "end"))
        root: ElementTree.Element | None = None
        depth = waiting = 0
        while True:
            piece = self.stream.read(CHUNK)
            self.read += len(piece)
            waiting += len(piece)
            self._feed(parser, piece)
            for event, element in parser.read_events():
                if event == "start":
                    depth += 1
                    root = element if root is None else root
                    continue
                depth -= 1
                if depth == 1:
                    waiting = 0
                    yield from self._item(element)
                    if root is not None:
                        root.clear()
            if waiting > LONGEST_ITEM:
                raise FileRefused("an item is too long", position=self.read)
            if not piece:
                return

    def _feed(self, parser: Any, piece: bytes) -> None:
        try:
            if piece:
                parser.feed(piece)
            else:
                parser.close()
        except ElementTree.ParseError as error:
            line, column = error.position
            raise FileRefused(f"not well-formed XML, or cut: {error}", line=line, position=column) from None

    def _item(self, element: ElementTree.Element) -> Iterator[tuple[str, Any]]:
        name = local(element.tag)
        if name in KINDS:
            yield KINDS[name], as_item(element)
        else:
            self.unknown_keys.add(name[:60])


def forbid_declarations(stream: BinaryIO) -> None:
    """Reads up to the root element and goes back to the start; raises FileRefused on a DOCTYPE."""
    guard = expat.ParserCreate()
    seen: list[str] = []

    def doctype(*_told: object) -> None:
        raise _DeclarationFound

    guard.StartDoctypeDeclHandler = doctype
    guard.StartElementHandler = lambda name, _attributes: seen.append(name)
    try:
        while not seen and (piece := stream.read(CHUNK)):
            guard.Parse(piece, False)
    except _DeclarationFound:
        raise FileRefused(
            "a document type declaration is not accepted", line=guard.CurrentLineNumber
        ) from None
    except expat.ExpatError as error:
        if not seen:
            raise FileRefused(f"not well-formed XML: {error}", line=error.lineno) from None
    if seen and local(seen[0]) != "marches":
        raise FileRefused(f"the root is <{seen[0][:60]}>, not <marches>", line=1)
    stream.seek(0)


def local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def as_item(element: ElementTree.Element) -> Any:
    """Text of a leaf; a dict of children; repeated children and those of LISTS are lists."""
    if len(element) == 0:
        return element.text.strip() if element.text else ""
    item: dict[str, Any] = {}
    for child in element:
        name = local(child.tag)
        value = as_list(child) if name in LISTS else as_item(child)
        if name not in item:
            item[name] = value
        elif isinstance(item[name], list):
            item[name].append(value)
        else:
            item[name] = [item[name], value]
    return item


def as_list(element: ElementTree.Element) -> list[Any]:
    return [{local(child.tag): as_item(child)} for child in element]
