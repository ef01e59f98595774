"""DuckDB, held within a budget: it spills to disk rather than grow."""

from __future__ import annotations

from pathlib import Path

import duckdb

MEMORY = "160MB"
THREADS = 2


def connect(
    path: Path | str = ":memory:", *, scratch: Path, read_only: bool = False
) -> duckdb.DuckDBPyConnection:
    """`scratch`: where it may spill; extensions are neither looked for nor loaded."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "threads": THREADS,
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
