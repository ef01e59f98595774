"""Contracts as rows of a file: the columns of every export, and what is told beside them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from matchmaker.observatory import names, queries, wording
from matchmaker.observatory.asking.sheets import Listed
from matchmaker.observatory.indicators.filters import Filters

Kind = Literal["text", "integer", "decimal", "date"]
Cell = str | int | float | Decimal | date | None
MOST, A_PIECE = 100_000, 5_000
LICENCE = "Licence Ouverte / Open Licence 2.0"

# Name in JSON and Parquet, words, kind, width in a spreadsheet.
COLUMNS: tuple[tuple[str, object, Kind, int], ...] = (
    ("buyer", _l("Buyer (SIRET)"), "text", 16),
    ("buyer_name", _l("Buyer"), "text", 32),
    ("number", _l("Number"), "text", 18),
    ("kind", _l("Contract (m) or concession (c)"), "text", 8),
    ("object", _l("Object"), "text", 60),
    ("cpv", _l("CPV code"), "text", 10),
    ("procedure", _l("Procedure"), "text", 16),
    ("nature", _l("Nature"), "text", 16),
    ("framework", _l("Framework agreement (1: yes)"), "integer", 8),
    ("notified", _l("Notified on"), "date", 12),
    ("published", _l("Published on"), "date", 12),
    ("duration", _l("Duration in months"), "integer", 8),
    ("ends", _l("Ends on"), "date", 12),
    ("department", _l("Department of the buyer"), "text", 8),
    ("family", _l("Kind of body"), "text", 12),
    ("declared", _l("Amount declared"), "decimal", 14),
    ("amount", _l("Amount retained"), "decimal", 14),
    ("reason", _l("Why the amount is not retained"), "text", 18),
    ("flags", _l("Flags"), "text", 18),
    ("offers", _l("Offers received"), "integer", 8),
    ("suppliers", _l("Number of holders"), "integer", 8),
    ("versions", _l("Versions"), "integer", 8),
    ("lines", _l("Lines read"), "integer", 8),
)


def cells(one: Listed) -> list[Cell]:
    found = [getattr(one, name) for name, _words, _kind, _width in COLUMNS]
    return [int(value) if isinstance(value, bool) else value for value in found]


def contracts(filters: Filters, order: str) -> Iterator[Listed]:
    """All of a selection, piece by piece, up to MOST."""
    for offset in range(0, MOST, A_PIECE):
        found = queries.lines(filters, order=order, limit=min(A_PIECE, MOST - offset), offset=offset)
        yield from names.of_contracts(found)
        if len(found) < A_PIECE:
            return


def about(
    filters: Filters, *, rows: int, total: int, now: datetime, address: str
) -> list[tuple[str, str, str]]:
    """(name, words, value): the sheet of method that goes with each file."""
    files = ", ".join(f"{part.name} ({part.digest[:12]})" for part in queries.imported())
    told = [
        ("data_version", gettext("Data version"), queries.data_version()),
        ("made_at", gettext("Made on"), now.isoformat(timespec="seconds")),
        ("selection", gettext("Selection"), wording.scope(filters)),
        ("rows", gettext("Contracts in this file"), str(rows)),
        ("total", gettext("Contracts in the selection"), str(total)),
        ("files", gettext("Files imported"), files),
        (
            "source",
            gettext("Source"),
            gettext("Essential data of public procurement (DECP), published by buyers"),
        ),
        ("licence", gettext("Licence"), LICENCE),
        ("address", gettext("Address of this selection"), address),
        ("method", gettext("Method"), method()),
    ]
    if queries.demonstration():
        told.append(("demonstration", gettext("Demonstration"), gettext("These contracts are invented.")))
    return told


def method() -> str:
    return gettext(
        "One row a contract (buyer and number). Amounts before tax; the amount retained is that of the "
        "current version, none where it is not usable, with the reason. The amount of a framework agreement "
        "is a maximum, never to be added to the others. An empty cell is unknown, not no."
    )
