"""Documents of word processors and spreadsheets: zip archives, looked through before they are kept.

Refused: what would unfold to more than it should, what carries programs, what names other files of the
reader's machine, and XML that defines entities (which may grow without end, or fetch what is elsewhere).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

from matchmaker.errors import N_
from matchmaker.files.errors import FileRefused

MOST_MEMBERS = 5_000
MOST_UNFOLDED = 60_000_000
STEEPEST = 300  # bytes unfolded for one kept; sheets of zeros reach some 100
PROGRAMS = ("vbaproject.bin", "basic/", "scripts/", ".exe", ".dll", ".js", ".vbs", ".bat", ".ps1", ".jar")
CHUNK = 1 << 16


def check_open_xml(folder: str) -> Callable[[bytes], None]:
    """Office Open XML whose main part stands in that folder (`word/`, `xl/`)."""

    def check(content: bytes) -> None:
        with _opened(content) as archive:
            found = archive.namelist()
            if "[Content_Types].xml" not in found or not any(name.startswith(folder) for name in found):
                raise FileRefused(N_("This archive is not the document that its name says."))
            if b"macroenabled" in archive.read("[Content_Types].xml").lower():
                raise FileRefused(N_("This document carries a program (macro): save it without."))

    return check


def check_open_document(media_type: str) -> Callable[[bytes], None]:
    def check(content: bytes) -> None:
        with _opened(content) as archive:
            said = archive.read("mimetype") if "mimetype" in archive.namelist() else b""
            if said.strip() != media_type.encode() or "content.xml" not in archive.namelist():
                raise FileRefused(N_("This archive is not the document that its name says."))

    return check


def _opened(content: bytes) -> zipfile.ZipFile:
    """The archive, looked through. Raises FileRefused."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _look_through(archive, len(content))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError):
        raise FileRefused(N_("This document is damaged: open it, save it again and send that.")) from None
    return archive


def _look_through(archive: zipfile.ZipFile, length: int) -> None:
    members = archive.infolist()
    unfolded = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unfolded > MOST_UNFOLDED or unfolded > STEEPEST * length:
        raise FileRefused(N_("This document would unfold to an enormous size: it is refused unopened."))
    if len({member.filename for member in members}) < len(members):
        raise FileRefused(N_("This document is damaged: open it, save it again and send that."))
    for member in members:
        _look_at(archive, member)


def _look_at(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    name = member.filename.lower()
    if member.flag_bits & 0x1:
        raise FileRefused(N_("This document is locked by a password: send it without."))
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/"):
        raise FileRefused(N_("This document names files outside itself: it is refused."))
    if any(name.endswith(one) or name.startswith(one) for one in PROGRAMS):
        raise FileRefused(N_("This document carries a program (macro): save it without."))
    if name.endswith((".xml", ".rels")):
        _look_for_entities(archive, member)


def _look_for_entities(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Office documents have no document type; UTF-16 is read too, by leaving its zeros out."""
    before = b""
    with archive.open(member) as part:
        while piece := part.read(CHUNK):
            seen = (before + piece).replace(b"\0", b"").upper()
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                raise FileRefused(N_("This document defines entities in its XML: it is refused."))
            before = piece[-20:]
