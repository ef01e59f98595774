"""Bytes of good files and of bad ones, made small and on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 17 + b"\0\0\0\0IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20 + b"\xff\xd9"
TYPES = b'<?xml version="1.0"?><Types/>'
BILLION = b'<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w>&b;</w>'


def archive(parts: Mapping[str, bytes], *, locked: bool = False) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    found = bytearray(stream.getvalue())
    if locked:  # the flag of an encrypted member, in both of its headers
        found[6] |= 1
        found[found.index(b"PK\x01\x02") + 8] |= 1
    return bytes(found)


def docx(parts: Mapping[str, bytes] | None = None, *, locked: bool = False) -> bytes:
    body = {"[Content_Types].xml": TYPES, "word/document.xml": b"<w/>"}
    return archive({**body, **(parts or {})}, locked=locked)


def xlsx() -> bytes:
    return archive({"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<w/>"})


def opened(kind: str) -> bytes:
    media = f"application/vnd.oasis.opendocument.{kind}".encode()
    return archive({"mimetype": media, "content.xml": b"<o/>"})


GOOD = {
    "plan.pdf": PDF,
    "photo.PNG": PNG,
    "photo.jpeg": JPEG,
    "note.docx": docx(),
    "prix.xlsx": xlsx(),
    "note.odt": opened("text"),
    "prix.ods": opened("spreadsheet"),
    "note.txt": "Bonjour, voilà.\n".encode(),
    "prix.csv": "\ufeffLot;Prix\r\nNord;12,50\r\n".encode(),
}
# The twenty-three of row U1: name, bytes, a word of the reason.
BAD: dict[str, tuple[str, bytes, str]] = {
    "a picture called a table": ("prix.csv", PNG, "UTF-8"),
    "empty": ("vide.pdf", b"", "empty"),
    "a mark of order alone": ("vide.txt", b"\xef\xbb\xbf", "empty"),
    "UTF-16": ("prix.csv", "Lot;Prix".encode("utf-16"), "UTF-8"),
    "Latin-1": ("prix.csv", "Décembre;12".encode("latin-1"), "UTF-8"),
    "NUL": ("note.txt", b"Bon\0jour", "signs"),
    "a cell of 3 MB": ("prix.csv", b"a;" + b"x" * 3_000_000, "too long"),
    "20,000 columns": ("prix.csv", b";" * 20_000, "too big"),
    "200,000 rows": ("prix.csv", b"a;b\n" * 200_000, "too big"),
    "a quote left open": ("prix.csv", b'Lot;"Prix\n1;2\n', "quotation"),
    "a page as text": ("note.txt", b"<!DOCTYPE html><p>", "web page"),
    "a drawing with a script": ("plan.svg", b"<svg onload=alert(1)>", "kind of file"),
    "a drawing called text": ("plan.txt", b"<svg onload=alert(1)>", "web page"),
    "a program": ("devis.exe", b"MZ\x90", "kind of file"),
    "a program called PDF": ("devis.pdf", b"MZ\x90\0\x03", "not what its name says"),
    "a page with a PDF behind": ("plan.pdf", b"<html>" + PDF, "not what its name says"),
    "a PDF cut short": ("plan.pdf", PDF[:20], "cut short"),
    "a picture with an archive behind": ("photo.png", PNG + docx(), "behind it"),
    "a bomb": ("note.docx", docx({"word/media.bin": b"\0" * 9_000_000}), "enormous"),
    "entities without end": ("note.docx", docx({"word/settings.xml": BILLION}), "entities"),
    "a macro": ("note.docx", docx({"word/vbaProject.bin": b"x"}), "macro"),
    "names outside itself": ("note.docx", docx({"../../etc/passwd": b"x"}), "outside itself"),
    "locked": ("note.docx", docx(locked=True), "password"),
}
