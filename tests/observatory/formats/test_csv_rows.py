from __future__ import annotations

import io
from pathlib import Path

import pytest

from matchmaker.observatory.formats import decoding
from matchmaker.observatory.formats.clean_table import clean_record
from matchmaker.observatory.formats.csv_rows import CsvRows
from matchmaker.observatory.formats.lines import NAMES, SetAside
from matchmaker.observatory.formats.parties import decode
from matchmaker.observatory.formats.refused import FileRefused
from tests.observatory import items

HEADER = "uid,id,acheteur_id,titulaire_id,objet,montant\n"


def read(content: str, encoding: str = "utf-8") -> list[object]:
    return list(CsvRows(io.BytesIO(content.encode(encoding))))


def test_line_in_quotes_counts_as_an_editor_counts() -> None:
    rows = read(HEADER + 'u,1,2,3,"two\nlines",4\nu,1,2,3,x,5\n')

    assert [line for line, _record in rows] == [3, 4]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_lines_end_as_on_any_system(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "CHUNK", len(HEADER) + 1)  # between the return and the line feed
    content = (HEADER + "u,1,2,3,x,5\nu,1,2,3,x,6\n").replace("\n", ending)

    assert [(line, record["montant"]) for line, record in read(content)] == [(2, "5"), (3, "6")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separator_is_found(separator: str) -> None:
    content = (HEADER + "u,1,2,3,x,5\n").replace(",", separator)

    assert [record["montant"] for _line, record in read(content)] == ["5"]


def test_points_and_underscores_in_names_are_alike() -> None:
    assert read(HEADER.replace("_", ".") + "u,1,2,3,x,5\n")[0][1]["acheteur_id"] == "2"


def test_line_of_other_length_is_set_aside() -> None:
    ((_line, record),) = read(HEADER + "u,1,2\n")

    with pytest.raises(SetAside, match="cells"):
        clean_record(2, record)


@pytest.mark.parametrize("content", [HEADER + 'u,1,2,3,"never closed', "a,b\n1,2\n"])
def test_broken_table_is_refused(content: str) -> None:
    with pytest.raises(FileRefused):
        read(content)


def test_record_becomes_a_line(tmp_path: Path) -> None:
    line = dict(
        zip(NAMES, clean_record(2, {key: str(value) for key, value in items.row().items()}), strict=True)
    )

    assert (line["buyer"], line["number"], line["amount"], line["social"]) == (
        items.ARRAS,
        "2024T1",
        48200.0,
        "CT",
    )
    assert decode(line["parties"])[0] == ("SIRET", items.FIRM, "Jardins du Nord", "PME", "59")
