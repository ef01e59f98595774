"""Row U1: what people send as a table. Each is read, or refused with a reason and nothing kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest

from matchmaker.spreadsheets import errors
from matchmaker.spreadsheets.reading import Limits, read
from matchmaker.spreadsheets.sheet import letter
from matchmaker.spreadsheets.writing import Column, Row, csv_lines, write_xlsx

PLAIN = "Objet;Lieu;Montant\nEntretien de l’été;Étaples;1 000\n"
SMALL = Limits(megabytes=1, rows=50, columns=20, cell=500, swollen=200_000)
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'


def workbook(rows: list[Row]) -> bytes:
    stream = io.BytesIO()
    write_xlsx(stream, [Column("Objet"), Column("Montant", "decimal"), Column("Jour", "date")], rows)
    return stream.getvalue()


def with_part(name: str, content: bytes | Callable[[bytes], bytes], data: bytes = b"") -> bytes:
    """A workbook with one of its parts written anew."""
    with zipfile.ZipFile(io.BytesIO(data or workbook([("a", 1, None)]))) as old:
        parts = {one: old.read(one) for one in old.namelist()}
    parts[name] = content(parts[name]) if callable(content) else content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one, kept in parts.items():
            new.writestr(one, kept)
    return out.getvalue()


def sheet_of(rows: str) -> bytes:
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>".encode()


def head(reference: str) -> bytes:
    cell = f'<c r="{reference}" t="inlineStr"><is><t>x</t></is></c>'
    return sheet_of(f'<row r="1"><c r="A1" t="inlineStr"><is><t>h</t></is></c></row><row>{cell}</row>')


CELL = '<c t="s"><v>0</v></c>'
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
REFUSED: dict[str, tuple[bytes, type[errors.SheetError]]] = {
    "nothing": (b"", errors.EmptySheet),
    "blanks": (b" \r\n\t\n", errors.EmptySheet),
    "separators alone": (b";;;\r\n;;;\r\n", errors.EmptySheet),
    "headings alone": (b"Objet;Lieu\r\n", errors.EmptySheet),
    "PNG called CSV": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", errors.NotATable),
    "PDF": (b"%PDF-1.7\n1;2\n", errors.NotATable),
    "HTML": (b"\xef\xbb\xbf  <!doctype html><script>alert(1)</script>", errors.NotATable),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', errors.NotATable),
    "program": (b"\x7fELF\x02\x01\x01", errors.NotATable),
    "XLS or password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, errors.OldFormat),
    "NUL in a cell": (b"a;b\nc;d\ne;\x00\n", errors.ZeroCharacter),
    "backspace in a cell": (b"a;b\nc;\x08\n", errors.ZeroCharacter),
    "open quote": (b'a;b\n1;2\n3;"x\n4;5\n', errors.OpenQuote),
    "open quote, long file": (b'a;b\n3;"x\n' + b"4;5\n" * 50_000, errors.OpenQuote),
    "huge cell": (b'a;b\n1;"' + b"x" * 300_000 + b'"\n', errors.CellTooLong),
    "long cell": (b"a;b\n1;" + b"x" * 600 + b"\n", errors.CellTooLong),
    "too many columns": (b"a;b\n" + b"1;" * 20_000 + b"\n", errors.TooManyColumns),
    "too many lines": (b"a;b\n" + b"1;2\n" * 51, errors.TooManyRows),
    "too heavy": (b"a;b\n" + b"1;2\n" * 300_000, errors.TooHeavy),
    "cut archive": (workbook([("a", 1, None)])[:-200], errors.BrokenFile),
    "archive of something else": (with_part("xl/workbook.xml", b"<x/>"), errors.BrokenFile),
    "zip bomb": (with_part(SHEET, b"<worksheet>" + b" " * 900_000), errors.SwellingFile),
    "entity bomb": (with_part(SHEET, lambda old: old.replace(b"<worksheet", BOMB.encode() + b"<worksheet")), errors.NotATable),
    "entity bomb in texts": (with_part(STRINGS, f"{BOMB}<sst {MAIN}><si><t>&b;</t></si></sst>".encode()), errors.NotATable),
    "cell in the last column": (with_part(SHEET, head("XFD2")), errors.TooManyColumns),
    "cell in the last line": (with_part(SHEET, head("A1048576")), errors.TooManyRows),
    "one text repeated": (
        with_part(
            SHEET,
            sheet_of(f"<row>{CELL * 20}</row>" * 50),
            with_part(STRINGS, f"<sst {MAIN}><si><t>{'x' * 450}</t></si></sst>".encode()),
        ),
        errors.SwellingFile,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_nobody_should_send_is_refused_with_a_reason(name: str) -> None:
    """Row U1."""
    data, error = REFUSED[name]

    with pytest.raises(errors.SheetError) as refused:
        read(data, f"../../{name}<script>.csv", limits=SMALL)

    assert type(refused.value) is error
    assert "script" not in str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encoding_and_separator_are_guessed(encoding: str, separator: str) -> None:
    found = read(PLAIN.replace(";", separator).encode(encoding))

    assert found.headers == ("Objet", "Lieu", "Montant")
    assert found.lines[0].cells == ("Entretien de l’été", "Étaples", "1 000")
    assert found.separator == separator


def test_commas_in_texts_do_not_pass_for_separators() -> None:
    found = read(b"Objet;Prix\nLavage, cirage, sols;1,5\nVitres, haut;2,5\nTapis, bas;3,5\n")

    assert found.headers == ("Objet", "Prix")


def test_the_line_by_which_a_spreadsheet_names_its_separator() -> None:
    assert read(b"sep=|\r\na|b;c\r\n1|2\r\n").headers == ("a", "b;c")


def test_lines_keep_the_number_they_have_in_the_file() -> None:
    found = read(b'\n;;\na;b\n\n1;"two\nlines"\n;\n3;4;5\n')

    assert [(line.number, line.cells, line.surplus) for line in found.lines] == [
        (5, ("1", "two\nlines"), False),
        (8, ("3", "4"), True),
    ]


def test_short_lines_are_filled() -> None:
    assert read(b"a;b;c\n1\n").lines[0].cells == ("1", "", "")


def test_a_workbook_gives_the_texts_that_a_csv_would() -> None:
    found = read(workbook([("Étaples", 12345678901234, date(2026, 9, 8)), ("", 1.5, None)]), "x.csv")

    assert found.kind == "xlsx"
    assert [line.cells for line in found.lines] == [
        ("Étaples", "12345678901234", "2026-09-08"),
        ("", "1.5", ""),
    ]
    assert [line.number for line in found.lines] == [2, 3]


def test_formatted_empty_cells_far_away_do_no_harm() -> None:
    data = with_part(SHEET, lambda old: old.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'))  # fmt: skip

    assert len(read(data).lines) == 1


def test_what_our_own_files_neutralise_is_read_back() -> None:
    """Row E1, on the way back: writing and reading again change nothing."""
    cells = ("=1+1", "L'été", "-2 % de CO2")

    written = "".join(csv_lines([Column("a"), Column("b"), Column("c")], [cells], comma=True)).encode()

    assert read(written).lines[0].cells == cells


def test_columns_have_the_names_that_spreadsheets_give_them() -> None:
    assert [letter(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
