"""DuckDB, held within a budget: it spills to disk rather than grow."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

MEMORY = "100MB"
READING_MEMORY = "256MB"
THREADS = 2
LONGEST_LINE = 4 * 1024 * 1024
"""Bytes of a line of a temporary CSV; its reader takes a buffer of twice that for each thread."""


def connect(
    path: Path | str = ":memory:", *, scratch: Path, read_only: bool = False, threads: int = THREADS
) -> duckdb.DuckDBPyConnection:
    """`scratch`: where it may spill; extensions are neither looked for nor loaded."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": READING_MEMORY if read_only else MEMORY,
        "threads": threads,
        "temp_directory": str(scratch),
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    connection = duckdb.connect(str(path), read_only=read_only, config=settings)
    connection.execute("SET enable_progress_bar = false")
    return connection


def text(path: Path | str) -> str:
    """A path as a literal of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def from_csv(path: Path, columns: Sequence[tuple[str, str]]) -> str:
    """The expression that reads one of our temporary files; an empty cell is NULL."""
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns)
    return (
        f"read_csv({text(path)}, header=false, auto_detect=false, delim=',', quote='\"', escape='\"',"
        f" nullstr='', max_line_size={LONGEST_LINE}, buffer_size={2 * LONGEST_LINE}, columns={{{types}}})"
    )
