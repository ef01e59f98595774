"""The register on disk: one SQLite file beside the main database, built beside and swapped.

Derived: it is made anew by loading the extracts again. Decision 0060 says why it is not DuckDB's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from matchmaker.register.columns import ALL
from matchmaker.register.values import Establishment, UnitFacts

NAME = "register.sqlite3"
FLAGS = ("social", "head_office", "active")
UNIT = ("size", "legal_category", "headcount", "social", "naf", "nomenclature")
SHOWN = 50


class Register:
    """Look-ups in microseconds; every answer is empty while nothing was loaded."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    @property
    def loaded(self) -> bool:
        return self.path.exists()

    def lookup(self, siret: str) -> Establishment | None:
        rows = self._read(f"SELECT {', '.join(ALL)} FROM establishments WHERE siret = ?", siret)
        return establishment(rows[0]) if rows else None

    def establishments(self, siren: str, *, limit: int = SHOWN) -> list[Establishment]:
        """Those of one firm: open before closed, the head office first."""
        query = (
            f"SELECT {', '.join(ALL)} FROM establishments WHERE siret BETWEEN ? AND ?"
            " ORDER BY coalesce(active, 1) DESC, coalesce(head_office, 0) DESC, siret LIMIT ?"
        )
        return [establishment(row) for row in self._read(query, f"{siren}00000", f"{siren}99999", limit)]

    def contract_facts(self, sirens: Collection[str]) -> dict[str, UnitFacts]:
        """Firm by firm; those that the register does not know are left out."""
        query = (
            f"SELECT {', '.join(UNIT)} FROM establishments WHERE siret BETWEEN ? AND ?"
            " ORDER BY coalesce(head_office, 0) DESC, siret LIMIT 1"
        )
        found = {}
        with self._open() as connection:
            for siren in sirens:
                row = connection.execute(query, (f"{siren}00000", f"{siren}99999")).fetchone()
                if row is not None:
                    found[siren] = unit(siren, row)
        return found

    def communes(self, sirets: Collection[str]) -> dict[str, str]:
        """SIRET → INSEE code of the commune; the unknown are left out."""
        query = "SELECT commune FROM establishments WHERE siret = ? AND commune IS NOT NULL"
        with self._open() as connection:
            rows = ((siret, connection.execute(query, (siret,)).fetchone()) for siret in sirets)
            return {siret: row[0] for siret, row in rows if row is not None}

    def count(self) -> int:
        with self._open() as connection:
            return int(connection.execute("SELECT count(*) FROM establishments").fetchone()[0])

    def _read(self, query: str, *values: object) -> list[tuple[object, ...]]:
        with self._open() as connection:
            return connection.execute(query, values).fetchall()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own: opening costs 0.1 ms, and the file may be swapped at any time."""
        address = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1" if self.loaded else ":memory:"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            if address == ":memory:":
                create(connection)
            yield connection


def create(connection: sqlite3.Connection) -> None:
    """The table, ordered by SIRET: the establishments of one firm lie side by side."""
    integers = (*FLAGS, "masked")
    columns = ", ".join(f"{name} INTEGER" if name in integers else f"{name} TEXT" for name in ALL[1:])
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS establishments (siret TEXT PRIMARY KEY, {columns}) WITHOUT ROWID"
    )


def establishment(row: tuple[object, ...]) -> Establishment:
    values = dict(zip(ALL, row, strict=True))
    values |= {name: None if values[name] is None else bool(values[name]) for name in FLAGS}
    values["masked"] = bool(values["masked"])
    return Establishment(**values)  # type: ignore[arg-type]  # the table's columns are the fields, in ALL's order


def unit(siren: str, row: tuple[object, ...]) -> UnitFacts:
    values = dict(zip(UNIT, row, strict=True))
    values["social"] = None if values["social"] is None else bool(values["social"])
    return UnitFacts(siren, **values)  # type: ignore[arg-type]  # as above
