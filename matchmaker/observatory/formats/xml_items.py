"""The contracts of a DECP 2022 XML file, one at a time.

A document type declaration is refused before anything is read: without one there is no entity to expand,
so neither a bomb nor a file of the machine can be pulled in.

The file is cut behind the last end of a contract in each piece read, and the parser builds these contracts
at once: three times as fast as one event an element. Where a piece holds a comment or a CDATA section, whose
text could look like such an end, or where the encoding is not UTF-8, the rest is read event by event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree import ElementTree
from xml.parsers import expat

from matchmaker.observatory.formats.decoding import encoding_of
from matchmaker.observatory.formats.refused import FileRefused

CHUNK = 256 * 1024
LONGEST_ITEM = 8 * 1024 * 1024
KINDS = {"marche": "m", "contrat-concession": "c"}
ENDS = (b"</marche>", b"</contrat-concession>")
# What holds a list: its children are the items, each under its own name.
LISTS = frozenset(
    {
        "titulaires",
        "concessionnaires",
        "modifications",
        "actesSousTraitance",
        "donneesExecution",
        "modificationsActesSousTraitance",
        "tarifs",
    }
)
_ROOT = re.compile(rb"<([\w:.-]*marches)(\s[^<>]*)?>")
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)[\"']")


class _DeclarationFound(Exception):
    """Ends the guard's reading."""


class XmlItems:
    """Iterates over (kind, item), items shaped as the JSON of the same format."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.lines = 0  # of what was parsed already
        self.unknown_keys: set[str] = set()

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        forbid_declarations(self.stream)
        held = self.stream.read(CHUNK)
        root = _ROOT.search(held)
        if root is None or not _plain(held) or b"<!" in held[: root.end()]:
            yield from self._by_events(b"", held)
            return
        self.lines = held.count(b"\n", 0, root.end())
        yield from self._by_pieces(root[0], b"</" + root[1] + b">", held[root.end() :])

    def _by_pieces(self, opening: bytes, closing: bytes, held: bytes) -> Iterator[tuple[str, Any]]:
        while piece := self.stream.read(CHUNK):
            if b"<!" in held:
                held += piece
                break
            cut = max(held.rfind(end) + len(end) if end in held else 0 for end in ENDS)
            if cut:
                yield from self._parsed(opening + held[:cut] + closing, len(opening))
                self.lines += held.count(b"\n", 0, cut)
            elif len(held) > LONGEST_ITEM:
                raise FileRefused("an item is too long", line=self.lines + 1)
            held = held[cut:] + piece
        yield from self._by_events(opening, held)

    def _parsed(self, text: bytes, opening: int) -> Iterator[tuple[str, Any]]:
        try:
            root = ElementTree.XML(text)
        except ElementTree.ParseError as error:
            raise self._refused(error) from None
        for element in root:
            yield from self._item(element)

    def _by_events(self, opening: bytes, held: bytes) -> Iterator[tuple[str, Any]]:
        """`opening`: the root's tag when what came before is parsed already."""
        parser: Any = ElementTree.XMLPullParser(("start", "end"))
        root: ElementTree.Element | None = None
        depth = waiting = 0
        self._feed(parser, opening)
        while True:
            self._feed(parser, held)
            waiting += len(held)
            for event, element in self._events(parser):
                if event == "start":
                    depth += 1
                    root = element if root is None else root
                    continue
                depth -= 1
                if depth == 1 and root is not None:
                    waiting = 0
                    yield from self._item(element)
                    root.clear()
            if waiting > LONGEST_ITEM:
                raise FileRefused("an item is too long", line=self.lines + 1)
            if not held:
                break
            held = self.stream.read(CHUNK)
        try:
            parser.close()
        except ElementTree.ParseError as error:
            raise self._refused(error) from None

    def _feed(self, parser: Any, piece: bytes) -> None:
        try:
            parser.feed(piece)
        except ElementTree.ParseError as error:
            raise self._refused(error) from None

    def _events(self, parser: Any) -> Iterator[tuple[str, ElementTree.Element]]:
        """The parser tells of what is not well-formed when its events are read, not when it is fed."""
        try:
            yield from parser.read_events()
        except ElementTree.ParseError as error:
            raise self._refused(error) from None

    def _refused(self, error: ElementTree.ParseError) -> FileRefused:
        line, column = error.position
        return FileRefused(
            f"not well-formed XML, or cut: {error.msg}", line=self.lines + line, position=column
        )

    def _item(self, element: ElementTree.Element) -> Iterator[tuple[str, Any]]:
        name = local(element.tag)
        if name in KINDS:
            yield KINDS[name], as_item(element)
        else:
            self.unknown_keys.add(name[:60])


def _plain(start: bytes) -> bool:
    """UTF-8, by its mark, by what it says, or by saying nothing."""
    if encoding_of(start)[0] != "utf-8":
        return False
    told = _ENCODING.search(start[:200])
    return told is None or told[1].lower() in (b"utf-8", b"utf8")


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
    if seen and local(seen[0].rsplit(":", 1)[-1]) != "marches":
        raise FileRefused(f"the root is <{seen[0][:60]}>, not <marches>", line=1)
    stream.seek(0)


def local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def as_item(element: ElementTree.Element) -> Any:
    """Text of a leaf; a dict of children; repeated children and those of LISTS are lists."""
    if not len(element):
        text = element.text
        return text.strip() if text else ""
    item: dict[str, Any] = {}
    for child in element:
        name = child.tag
        if name[0] == "{":
            name = local(name)
        if len(child):
            value: Any = as_list(child) if name in LISTS else as_item(child)
        else:
            text = child.text
            value = text.strip() if text else ""
        if name not in item:
            item[name] = value
        elif isinstance(item[name], list):
            item[name].append(value)
        else:
            item[name] = [item[name], value]
    return item


def as_list(element: ElementTree.Element) -> list[Any]:
    return [{local(child.tag): as_item(child)} for child in element]
