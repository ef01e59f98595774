from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from matchmaker.observatory.formats.detect import kind_of
from matchmaker.observatory.formats.refused import FileRefused


def written(folder: Path, content: bytes | str, name: str = "contracts.json") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ('{"marches": []}', "json"),
        ('\ufeff \n {"marches": []}', "json"),
        ("<marches/>", "xml"),
        ("uid,acheteur_id,titulaire_id,montant\n", "csv"),
        ("uid;acheteur.id;montant\n", "csv"),
        ('{"marches": []}'.encode("utf-16"), "json"),
    ],
)
def test_content_tells_the_format_whatever_the_name(tmp_path: Path, content: bytes | str, kind: str) -> None:
    assert kind_of(written(tmp_path, content, "file.txt")) == kind


def archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as stream:
        stream.writestr("a.json", "{}")
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (archive(), "ZIP"),
        ("<!DOCTYPE html><html><body>Erreur 404</body></html>", "web page"),
        ("\n<html lang='fr'>", "web page"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x89PNG\r\n", "image"),
        ("", "empty"),
        (" \n ", "empty"),
        ("a,b\n1,2\n", "neither"),
        (b"MZ\x00\x01", "not a text"),
    ],
)
def test_what_is_something_else_is_named(tmp_path: Path, content: bytes | str, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        kind_of(written(tmp_path, content))


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="cannot be read"):
        kind_of(tmp_path / "none.json")
