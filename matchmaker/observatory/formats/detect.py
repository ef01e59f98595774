"""What a file is, by its content and never by its name."""

from __future__ import annotations

import re
from pathlib import Path

from matchmaker.observatory.formats.decoding import encoding_of, opened
from matchmaker.observatory.formats.refused import FileRefused

LOOKED_AT = 64 * 1024
JSON, XML, CSV = "json", "xml", "csv"
_ARCHIVES = (
    (b"PK\x03\x04", "a ZIP archive: take the file out of it first"),
    (b"7z\xbc\xaf", "a 7z archive: take the file out of it first"),
    (b"\x1f\x8b", "compressed (gzip): expand it first"),
    (b"PAR1", "a Parquet file: export it as CSV"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "an image"),
)
_HTML = re.compile(r"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def kind_of(path: Path) -> str:
    """json, xml or csv; raises FileRefused that says what the file is instead."""
    with opened(path) as stream:
        start = stream.read(LOOKED_AT)
    for mark, what in _ARCHIVES:
        if start.startswith(mark):
            raise FileRefused(f"this is {what}")
    encoding, skipped = encoding_of(start)
    text = start[skipped:].decode(encoding, errors="replace").lstrip()
    if not text:
        raise FileRefused("the file is empty")
    return _of_text(text)


def _of_text(text: str) -> str:
    if text[0] in "{[":
        return JSON
    if text[0] == "<":
        if _HTML.search(text[:2000]):
            raise FileRefused("this is a web page, not contracts", line=1)
        return XML
    if "\x00" in text:
        raise FileRefused("this is not a text file", line=1)
    header = text.splitlines()[0].lower()
    if "acheteur" in header and ("titulaire" in header or "montant" in header):
        return CSV
    raise FileRefused("neither DECP JSON, nor DECP XML, nor the CSV of decp.info", line=1)
