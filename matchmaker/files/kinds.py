"""What a file is, told from its bytes against a closed list; its name only has to agree.

Nothing here opens what a file holds further than it must to know what it is: documents are kept, never shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matchmaker.errors import N_
from matchmaker.files import names, office, texts
from matchmaker.files.errors import FileRefused

Check = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of the list; `check` raises FileRefused for bytes that only begin like it."""

    ending: str
    media_type: str
    begins: bytes
    check: Check
    other_endings: tuple[str, ...] = ()

    @property
    def endings(self) -> tuple[str, ...]:
        return (self.ending, *self.other_endings)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file found good: its neutral name, its kind and its bytes."""

    name: str
    media_type: str
    content: bytes


def _whole_pdf(content: bytes) -> None:
    """From its first byte to its last lines, so that it is nothing else at the same time."""
    if b"%%EOF" not in content[-1024:]:
        raise FileRefused(N_("This PDF is cut short: send the whole file."))


def _whole_png(content: bytes) -> None:
    if content[12:16] != b"IHDR" or not content.endswith(b"IEND\xaeB`\x82"):
        raise FileRefused(N_("This picture is damaged, or holds something else behind it."))


def _whole_jpeg(content: bytes) -> None:
    if b"\xff\xd9" not in content[-1024:]:
        raise FileRefused(N_("This picture is damaged, or holds something else behind it."))


OPEN_XML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
KINDS = (
    Kind("pdf", "application/pdf", b"%PDF-", _whole_pdf),
    Kind("png", "image/png", b"\x89PNG\r\n\x1a\n", _whole_png),
    Kind("jpg", "image/jpeg", b"\xff\xd8\xff", _whole_jpeg, ("jpeg",)),
    Kind("docx", OPEN_XML + "wordprocessingml.document", b"PK\x03\x04", office.check_open_xml("word/")),
    Kind("xlsx", OPEN_XML + "spreadsheetml.sheet", b"PK\x03\x04", office.check_open_xml("xl/")),
    Kind("odt", OPEN_DOCUMENT + "text", b"PK\x03\x04", office.check_open_document(OPEN_DOCUMENT + "text")),
    Kind(
        "ods",
        OPEN_DOCUMENT + "spreadsheet",
        b"PK\x03\x04",
        office.check_open_document(OPEN_DOCUMENT + "spreadsheet"),
    ),
    Kind("txt", "text/plain", b"", texts.check_text),
    Kind("csv", "text/csv", b"", texts.check_table),
)
ACCEPT = ",".join(f".{ending}" for kind in KINDS for ending in kind.endings)
SHOWN = "PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, TXT, CSV"


def accept(name: str, content: bytes, *, largest: int) -> Incoming:
    """The file as it may be kept. Raises FileRefused with the reason."""
    if not content:
        raise FileRefused(N_("This file is empty."))
    if len(content) > largest:
        raise FileRefused(
            N_("This file is too heavy: %(limit)s MB at most."), limit=max(1, largest // 1_000_000)
        )
    kind = _kind_named(name)
    if not content.startswith(kind.begins):
        raise FileRefused(
            N_("The content of this file is not what its name says (%(ending)s)."), ending=kind.ending
        )
    kind.check(content)
    return Incoming(names.neutral(name, kind.ending), kind.media_type, content)


def _kind_named(name: str) -> Kind:
    ending = names.ending_of(name)
    for kind in KINDS:
        if ending in kind.endings:
            return kind
    raise FileRefused(N_("This kind of file is not taken. Choose among: %(kinds)s."), kinds=SHOWN)
