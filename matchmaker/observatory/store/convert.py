"""From a file to a part: read, clean, write in batches; go on where a cut import stopped.

Cleaned lines go to a temporary CSV, which DuckDB turns into Parquet in a thread of its own (it leaves the
interpreter free): its own loaders of JSON, and inserts line by line, are several times slower.
"""

from __future__ import annotations

import contextlib
import csv
import ctypes
import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb

from matchmaker.observatory.formats import detect
from matchmaker.observatory.formats.clean import FIELDS, clean_item, read_place, rules_of
from matchmaker.observatory.formats.clean_table import clean_record
from matchmaker.observatory.formats.csv_rows import CsvRows
from matchmaker.observatory.formats.decoding import opened
from matchmaker.observatory.formats.json_items import JsonItems
from matchmaker.observatory.formats.lines import COLUMNS, Row, SetAside
from matchmaker.observatory.formats.refused import FileRefused
from matchmaker.observatory.formats.xml_items import XmlItems
from matchmaker.observatory.method import codes, dates, identity, places, suppliers
from matchmaker.observatory.store import engine
from matchmaker.observatory.store.parts import REJECT_COLUMNS, Part, Parts, write_rejects

BATCH = 5_000
"""Lines cleaned at once: what a cut import loses at most, and some 10 MB of Python objects."""
READINGS = (
    suppliers.read_supplier,
    identity.buyer_number,
    dates.read_date,
    codes.read_cpv,
    places.department_of_place,
    read_place,
)
Step = Callable[[int], None]
Cleaned = Row | SetAside


def convert(path: Path, digest: str, parts: Parts, *, step: Step, origin: str = "file") -> Part:
    """The part of this file, sealed. Raises FileRefused, and leaves nothing of a refused file behind."""
    folder = parts.folder(digest)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        part = _converted(path, digest, folder, step, origin)
    except (FileRefused, OSError, duckdb.Error):
        parts.forget(digest)
        raise
    finally:
        forget_readings()
    parts.seal(part)
    return part


def forget_readings() -> None:
    """Give back what was remembered of dates, codes and numbers: the store is built in this process next."""
    for reading in READINGS:
        reading.cache_clear()
    with contextlib.suppress(OSError, AttributeError):  # glibc alone keeps freed memory, and has this call
        ctypes.CDLL(None).malloc_trim(0)


def _converted(path: Path, digest: str, folder: Path, step: Step, origin: str) -> Part:
    form = detect.kind_of(path)
    tally = Tally()
    with opened(path) as stream, Writer(folder) as writer:
        source = Source(form, stream)
        batch: list[Cleaned] = []
        for cleaned in source:
            batch.append(cleaned)
            if len(batch) == BATCH:
                tally.count(batch)
                writer.write(batch)
                step(len(batch))
                batch = []
        tally.count(batch)
        writer.write(batch)
        step(len(batch))
    if not tally.lines:
        raise FileRefused("there is no contract in this file")
    keys = count_keys(folder)
    return Part(digest, path.name, form, origin=origin, notes=source.notes(), keys=keys, **tally.figures())


def count_keys(folder: Path) -> int:
    """Distinct (buyer, number) of all lines, those set aside included."""
    with engine.connect(scratch=folder) as connection:
        kept = "SELECT '' AS buyer, '' AS number WHERE false"
        if any(folder.glob("lines-*.parquet")):
            kept = f"SELECT buyer, number FROM read_parquet({engine.text(folder / 'lines-*.parquet')})"
        columns = [(name, "VARCHAR") for name in REJECT_COLUMNS]
        rejects = engine.from_csv(folder / "rejects.csv", columns)
        aside = f"SELECT coalesce(buyer_id, ''), coalesce(contract_id, '') FROM {rejects}"
        row = connection.execute(f"SELECT count(*) FROM ({kept} UNION {aside})").fetchone()
    return int(row[0]) if row else 0


class Source:
    """The cleaned lines of one file, whatever its format."""

    def __init__(self, form: str, stream: object) -> None:
        self.form = form
        self.reader: JsonItems | XmlItems | CsvRows = READERS[form](stream)  # type: ignore[assignment]

    def __iter__(self) -> Iterator[Cleaned]:
        if isinstance(self.reader, CsvRows):
            return _cleaned_records(self.reader)
        return _cleaned_items(self.reader)

    def notes(self) -> tuple[str, ...]:
        """What is told once a file, on standard error and on the page of quality."""
        found = [f"unknown key ignored: {key[:60]}" for key in sorted(self.reader.unknown_keys)[:50]]
        if not isinstance(self.reader, XmlItems) and self.reader.chunks.repaired:
            found.append("not UTF-8: some bytes were read as Windows-1252")
        return tuple(found)


READERS: dict[str, Callable[[object], object]] = {
    detect.JSON: JsonItems,  # type: ignore[dict-item]  # each takes a stream of bytes
    detect.XML: XmlItems,  # type: ignore[dict-item]
    detect.CSV: CsvRows,  # type: ignore[dict-item]
}


def _cleaned_items(reader: JsonItems | XmlItems) -> Iterator[Cleaned]:
    for line, (kind, item) in enumerate(reader, 1):
        if isinstance(item, dict) and not FIELDS.issuperset(item):
            reader.unknown_keys.update(list(item.keys() - FIELDS)[:50])
        try:
            yield clean_item(line, kind, item)
        except SetAside as refused:
            refused.args = (line,)
            yield refused


def _cleaned_records(reader: CsvRows) -> Iterator[Cleaned]:
    for line, record in reader:
        try:
            yield clean_record(line, record)
        except SetAside as refused:
            refused.args = (line,)
            yield refused


class Tally:
    """What the lines of a file hold, counted as they pass."""

    def __init__(self) -> None:
        self.lines = self.rejected = self.concessions = 0
        self.rules: Counter[str] = Counter()

    def count(self, batch: list[Cleaned]) -> None:
        rows = [one for one in batch if not isinstance(one, SetAside)]
        self.lines += len(batch)
        self.rejected += len(batch) - len(rows)
        self.concessions += sum(row[1] == "c" for row in rows)
        self.rules.update(rules_of(rows))

    def figures(self) -> dict[str, Any]:
        kept = self.lines - self.rejected
        rules = dict(sorted(self.rules.items()))
        return {"lines": self.lines, "kept": kept, "rejected": self.rejected,
                "concessions": self.concessions, "rules": rules}  # fmt: skip


class Writer:
    """Batches to Parquet, one behind the other, while the next one is being cleaned.

    A batch that is already there (a cut import) is not written again: the same file gives the same lines.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = 0
        self.pool = ThreadPoolExecutor(1)
        self.waiting: Future[None] | None = None

    def __enter__(self) -> Writer:
        self.connection = engine.connect(scratch=self.folder, threads=1)
        (self.folder / "rejects.csv").unlink(missing_ok=True)
        (self.folder / "rejects.csv").touch()
        return self

    def __exit__(self, *told: object) -> None:
        try:
            self._wait()
        finally:
            self.pool.shutdown()
            self.connection.close()

    def write(self, batch: list[Cleaned]) -> None:
        write_rejects(
            self.folder / "rejects.csv", [one.row(one.args[0]) for one in batch if isinstance(one, SetAside)]
        )
        rows = [one for one in batch if not isinstance(one, SetAside)]
        target = self.folder / f"lines-{self.number:05}.parquet"
        self.number += 1
        if not rows or target.exists():
            return
        self._wait()
        temporary = target.with_suffix(".csv")
        with temporary.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows(rows)
        self.waiting = self.pool.submit(self._load, temporary, target)

    def _wait(self) -> None:
        waiting, self.waiting = self.waiting, None
        if waiting is not None:
            waiting.result()

    def _load(self, temporary: Path, target: Path) -> None:
        beside = target.with_suffix(".new")
        to_parquet(self.connection, temporary, beside)
        os.replace(beside, target)
        temporary.unlink()


def to_parquet(connection: duckdb.DuckDBPyConnection, source: Path, target: Path) -> None:
    connection.execute(
        f"COPY (SELECT * FROM {engine.from_csv(source, COLUMNS)}) TO {engine.text(target)}"
        " (FORMAT parquet, COMPRESSION snappy)"
    )
