"""The contracts of a DECP JSON file, one at a time, whatever the size and even on one line.

The buffer holds one item at most: the standard parser reads each where it stands (three times as fast as
one event a value), and more text is read only when an item is cut by the end of the buffer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from matchmaker.observatory.formats.decoding import TextChunks
from matchmaker.observatory.formats.refused import FileRefused

LONGEST_ITEM = 8 * 1024 * 1024
"""Characters: the longest real contract has some 200,000."""
CONTAINERS = {"marche": "m", "marches": "m", "contrat-concession": "c", "contratConcession": "c"}
_SPACES = " \t\r\n"


def _no_constant(_name: str) -> None:
    """NaN and infinities are not numbers of a contract."""


def _integer(text: str) -> int | None:
    """Thousands of digits are no number of a contract, and the interpreter refuses to read them."""
    return int(text) if len(text) <= LONGEST_NUMBER else None


LONGEST_NUMBER = 100
_DECODER = json.JSONDecoder(parse_constant=_no_constant)
_PATIENT = json.JSONDecoder(parse_constant=_no_constant, parse_int=_integer)
"""Several times slower: for the item alone that holds such a number."""


def _decoded(text: str, at: int) -> tuple[Any, int]:
    try:
        value, end = _DECODER.raw_decode(text, at)
    except json.JSONDecodeError:
        raise
    except ValueError:
        value, end = _PATIENT.raw_decode(text, at)
    if text.find("\\ud", at, end) >= 0 or text.find("\\uD", at, end) >= 0:
        value = _whole(value)
    return value, end


def _whole(value: Any) -> Any:
    """Half a character, which an escape can write and no file can hold, becomes the mark of what was lost."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(one) for key, one in value.items()}
    return value


class JsonItems:
    """Iterates over (kind, item): kind is "m", "c", or "" when only the item itself tells."""

    def __init__(self, stream: BinaryIO) -> None:
        self.chunks = TextChunks(stream)
        self._pieces = iter(self.chunks)
        self._text, self._at = "", 0
        self._ended = False
        self._lines = 1  # of what was dropped from the buffer
        self._dropped = 0
        self.unknown_keys: set[str] = set()

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        opening = self._next_mark()
        if opening == "[":
            yield from self._array("")
        elif opening == "{":
            yield from self._root()
        else:
            raise self._refused("an object or a list is expected")
        if self._peek() != "":
            raise self._refused("text follows the end of the object")

    def _root(self) -> Iterator[tuple[str, Any]]:
        found = False
        for key in self._keys():
            if key in CONTAINERS:
                found = True
                yield from self._container(key)
            else:
                self.unknown_keys.add(key[:60])
                self._value()
        if not found:
            raise FileRefused('there is no "marches" in this JSON', line=1)

    def _container(self, key: str) -> Iterator[tuple[str, Any]]:
        """A list of contracts, or the object of lists of the 2022 format."""
        opening = self._next_mark()
        if opening == "[":
            yield from self._array("" if key == "marches" else CONTAINERS[key])
        elif opening == "{":
            for inner in self._keys():
                if inner in CONTAINERS:
                    yield from self._container(inner if inner != "marches" else "marche")
                else:
                    self.unknown_keys.add(inner[:60])
                    self._value()
        else:
            raise self._refused("a list of contracts is expected")

    def _array(self, kind: str) -> Iterator[tuple[str, Any]]:
        if self._peek() == "]":
            self._at += 1
            return
        while True:
            yield kind, self._value()
            if self._separator("]"):
                return

    def _keys(self) -> Iterator[str]:
        """The keys of the object that was just opened; the caller reads each value."""
        if self._peek() == "}":
            self._at += 1
            return
        while True:
            key = self._value()
            if not isinstance(key, str) or self._next_mark() != ":":
                raise self._refused("a key is expected")
            yield key
            if self._separator("}"):
                return

    def _separator(self, closing: str) -> bool:
        mark = self._next_mark()
        if mark not in (",", closing):
            raise self._refused(f"“,” or “{closing}” is expected")
        return mark == closing

    def _next_mark(self) -> str:
        mark = self._peek()
        self._at += len(mark)
        return mark

    def _peek(self) -> str:
        """The next character that is no space, "" at the end."""
        while True:
            text, at = self._text, self._at
            while at < len(text) and text[at] in _SPACES:
                at += 1
            self._at = at
            if at < len(text):
                return text[at]
            if not self._more():
                return ""

    def _value(self) -> Any:
        """Any JSON value where the buffer stands, reading on until it is whole."""
        if self._peek() == "":
            raise self._refused("the file is cut: it ends before its end")
        while True:
            try:
                value, end = _decoded(self._text, self._at)
            except RecursionError:
                raise self._refused("values are nested too deep") from None
            except ValueError as error:
                if not self._grow():
                    reason = "the file is cut" if self._ended else "an item is too long"
                    raise self._refused(f"{reason}: {getattr(error, 'msg', error)}", error) from None
                continue
            if end < len(self._text) or not self._grow():
                self._at = end
                return value

    def _grow(self) -> bool:
        """Twice as much text, up to the longest item; whether there was some."""
        held = len(self._text) - self._at
        if held > LONGEST_ITEM:
            return False
        grown = self._more()
        while grown and len(self._text) - self._at < 2 * held and self._more():
            pass
        return grown

    def _more(self) -> bool:
        piece = next(self._pieces, None)
        if piece is None:
            self._ended = True
            return False
        self._lines += self._text.count("\n", 0, self._at)
        self._dropped += self._at
        self._text, self._at = self._text[self._at :] + piece, 0
        return True

    def _refused(self, reason: str, error: ValueError | None = None) -> FileRefused:
        at = error.pos if isinstance(error, json.JSONDecodeError) else self._at
        line = self._lines + self._text.count("\n", 0, at)
        return FileRefused(reason, line=line, position=self._dropped + at + 1)
