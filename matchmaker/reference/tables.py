"""The package's compact tables: gzip of one line per column, tab-separated, column name first.

A column is read by one `split`, about ten times faster than rows through `csv`.
They are written by `tools/build_reference.py`; never edit them by hand.
"""

import gzip
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("tables")


def read(name: str) -> dict[str, list[str]]:
    """The columns of a table, all of the same length, all text."""
    with gzip.open(FOLDER / f"{name}.tsv.gz", "rt", encoding="utf-8", newline="\n") as file:
        lines = file.read().rstrip("\n").split("\n")
    split = (line.split("\t") for line in lines)
    return {column: values for column, *values in split}


def rows(name: str) -> list[dict[str, str]]:
    """The same table row by row, for small tables."""
    columns = read(name)
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def read_json(name: str) -> Any:
    with gzip.open(FOLDER / f"{name}.geojson.gz", "rt", encoding="utf-8") as file:
        return json.load(file)
