"""Files hold exactly what is seen, with the method beside."""

from __future__ import annotations

import io

import duckdb
import pytest
import python_calamine

from tests.observatory.items import ARRAS


def numbers_on_screen(reader, query: str) -> int:
    return int(reader.get(f"/observatory/explore?{query}").texts(".result-line")[0].split()[0])


def test_each_file_has_the_rows_of_the_page(reader, tmp_path) -> None:
    query = f"year=2024&buyer={ARRAS}"
    shown = numbers_on_screen(reader, query)
    files = {
        form: reader.get(f"/observatory/contracts.{form}?{query}")
        for form in ("csv", "xlsx", "json", "parquet")
    }

    path = tmp_path / "rows.parquet"
    path.write_bytes(files["parquet"].data)
    sheets = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"].data))
    assert {
        "csv": len(files["csv"].text.strip().splitlines()) - 1,
        "xlsx": len(sheets.get_sheet_by_index(0).to_python()) - 1,
        "json": len(files["json"].json["contracts"]),
        "parquet": duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()[0][0],
    } == dict.fromkeys(("csv", "xlsx", "json", "parquet"), shown)


def test_the_method_goes_with_the_file(reader, tmp_path) -> None:
    told = reader.get("/observatory/contracts.json").json["about"]
    path = tmp_path / "rows.parquet"
    path.write_bytes(reader.get("/observatory/contracts.parquet").data)
    meta = dict(duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{path}')").fetchall())

    assert told["licence"] == "Licence Ouverte / Open Licence 2.0"
    assert {"data_version", "licence", "method", "address"} <= {key.decode() for key in meta}


def test_an_amount_that_is_not_usable_is_empty_with_its_reason(reader) -> None:
    rows = reader.get("/observatory/contracts.json").json["contracts"]
    (nines,) = [row for row in rows if row["number"] == "nines"]

    assert (nines["declared"], nines["amount"], nines["reason"]) == (999999, None, "nines")


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "parquet"])
def test_a_filter_that_cannot_be_read_makes_no_file(reader, form: str) -> None:
    assert reader.get(f"/observatory/contracts.{form}?year=218").status_code == 400


def test_the_report_is_a_pdf_of_the_year_asked_for(reader) -> None:
    found = reader.get(f"/observatory/sheet/buyer/{ARRAS}/report.pdf?year=2024")

    assert (found.mimetype, found.data[:5]) == ("application/pdf", b"%PDF-")
    assert reader.get(f"/observatory/sheet/buyer/{ARRAS}/report.pdf?year=2011").status_code == 404
