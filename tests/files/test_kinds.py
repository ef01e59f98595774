"""What a file is, told from its bytes; the hostile ones refused with a reason (row U1)."""

from __future__ import annotations

import pytest

from matchmaker.files import kinds, names
from matchmaker.files.errors import FileRefused
from tests.files.zoo import BAD, BILLION, GOOD, docx, opened

LARGEST = 8 * 1024 * 1024


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_known_by_its_bytes(name: str) -> None:
    found = kinds.accept(name, GOOD[name], largest=LARGEST)

    assert found.content == GOOD[name]
    assert found.media_type not in ("", "application/octet-stream")


@pytest.mark.parametrize("case", BAD)
def test_a_hostile_file_is_refused_with_its_reason(case: str) -> None:
    """Row U1."""
    name, content, reason = BAD[case]

    with pytest.raises(FileRefused, match=reason):
        kinds.accept(name, content, largest=LARGEST)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("note.docx", docx({"word/a.xml": BILLION.decode().encode("utf-16")}), "entities"),
        ("note.docx", docx()[:-30], "damaged"),
        ("note.docx", opened("text"), "not the document"),
        ("note.odt", opened("spreadsheet"), "not the document"),
        ("sans nom", b"x", "kind of file"),
        ("lourd.txt", b"x" * (LARGEST + 1), "too heavy"),
    ],
)
def test_disguises_are_refused_too(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        kinds.accept(name, content, largest=LARGEST)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Windows\\plan.pdf", "plan.pdf"),
        ("<script>alert(1)</script>.pdf", "script.pdf"),
        ("\u202egpj.pdf", "gpj.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie- x.pdf"),
        ("...pdf", "fichier.pdf"),
        ("CON.pdf", "fichier CON.pdf"),
        ("Pièce n° 3 (été).pdf", "Pièce n° 3 (été).pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_names_are_neutral(typed: str, kept: str) -> None:
    assert names.neutral(typed, "pdf") == kept
