"""Tables that leave the platform: neutral cells, the same rows in both kinds of file."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from matchmaker.spreadsheets.writing import Column, csv_cell, csv_lines, harmless, write_xlsx

COLUMNS = [Column("Nom"), Column("Nombre", "integer"), Column("Part", "decimal"), Column("Jour", "date")]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", " =1", "＝1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("text", FORMULAS)
def test_what_would_be_calculated_is_text(text: str) -> None:
    """Row E1."""
    assert harmless(text)[0] == "'"


@pytest.mark.parametrize("text", ["Élagage & Cie", "a=1", "l’offre", "", "3 - 4"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_control_characters_are_left_out() -> None:
    assert harmless("a\x00b\x0bc") == "abc"


def test_a_line_of_csv() -> None:
    rows = [("L’Atelier ; “A”", 12, 3.5, date(2026, 9, 8)), (None, None, None, None)]

    text = "".join(csv_lines(COLUMNS, rows, comma=True))

    assert text == '\ufeffNom;Nombre;Part;Jour\r\n"L’Atelier ; “A”";12;3,5;2026-09-08\r\n;;;\r\n'


@pytest.mark.parametrize(
    ("value", "comma", "written"), [(0.5, False, "0.5"), (-1, True, "-1"), (0, True, "0")]
)
def test_numbers_are_written_in_the_reader_s_way(value, comma, written) -> None:
    assert csv_cell(value, comma=comma) == written


def test_the_spreadsheet_holds_the_same_and_no_formula() -> None:
    """Row E1."""
    stream = io.BytesIO()
    write_xlsx(stream, COLUMNS, [(text, 1, 0.5, date(2026, 9, 8)) for text in FORMULAS])

    stream.seek(0)
    rows = CalamineWorkbook.from_filelike(stream).get_sheet_by_index(0).to_python()
    assert rows[1] == ["=1+1", 1.0, 0.5, date(2026, 9, 8)]
    assert len(rows) == len(FORMULAS) + 1
    assert b"<f>" not in zipfile.ZipFile(stream).read("xl/worksheets/sheet1.xml")


def test_a_long_table_comes_in_pieces() -> None:
    pieces = list(csv_lines([Column("n")], ((number,) for number in range(1200)), comma=False))

    assert len(pieces) == 3
    assert "".join(pieces).count("\r\n") == 1201
