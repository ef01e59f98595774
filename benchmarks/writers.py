"""Sixteen processes write at once: `python benchmarks/writers.py [--writers 16] [--seconds 10] [--url …]`.

Each transaction does what a request does: it begins a need and records it in the journal, chained. Every
number acknowledged must be there afterwards, without gap, and the chain must hold. Beside the figure stands
the reference of the same run: bare one-row transactions of SQLite by one process, each synced to disk, which
is the most that the disk allows. Exits 1 below 40 acknowledged writes a second, or when anything was lost.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import sqlite3
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

FLOOR = 40
P95_SECONDS = 1.0


def main() -> int:
    options = arguments()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        prepare(Path(folder), options.url)
        results = race(options.writers, options.seconds)
        reference = bare_commits(Path(folder), 2.0)
        return report(results, options, reference)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--url", default="", help="an empty PostgreSQL database instead of SQLite")
    parser.add_argument("--folder", help="where the scratch folder is made: the disk that is measured")
    return parser.parse_args()


def prepare(folder: Path, url: str) -> None:
    os.environ |= {"DATA_DIR": str(folder), "LOG_LEVEL": "WARNING", "SEARCH_ENGINE": "memory"}
    os.environ |= {"JOBS_URL": "memory:", "DATABASE_URL": url}
    logging.getLogger("alembic").setLevel(logging.WARNING)
    import flask_migrate

    from matchmaker.app import create_app

    with create_app().app_context():
        flask_migrate.upgrade()


Written = list[tuple[int, float]]


def race(writers: int, seconds: float) -> list[Written]:
    """(number acknowledged, seconds it took) of each transaction, by writer."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(writers)
    with context.Pool(writers, initializer=ready, initargs=(barrier,)) as pool:
        return pool.starmap(write, [(number, seconds) for number in range(writers)], chunksize=1)


def ready(barrier) -> None:
    from matchmaker.app import create_app

    globals()["APP"], globals()["BARRIER"] = create_app(), barrier


def write(writer: int, seconds: float) -> Written:
    from matchmaker.accounts.actor import Actor
    from matchmaker.needs.services import drafts
    from matchmaker.web.transaction import transaction

    written: Written = []
    BARRIER.wait(timeout=120)  # type: ignore[name-defined]  # noqa: F821 - set by `ready`
    end = time.perf_counter() + seconds
    while (begun := time.perf_counter()) < end:
        with APP.app_context(), transaction():  # type: ignore[name-defined]  # noqa: F821
            browser = f"browser {writer}-{len(written)}"
            number = drafts.start(Actor(draft_key=browser), now=datetime.now(UTC)).id
        written.append((number, time.perf_counter() - begun))
    return written


def bare_commits(folder: Path, seconds: float) -> float:
    """One-row transactions a second by one process, as durable as ours."""
    connection = sqlite3.connect(folder / "reference.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE t (x INTEGER)")
    begun, count = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        connection.execute("INSERT INTO t VALUES (1)")
        count += 1
    connection.close()
    return count / (time.perf_counter() - begun)


def report(results: list[Written], options: argparse.Namespace, reference: float) -> int:
    from matchmaker.app import create_app
    from matchmaker.extensions import db
    from matchmaker.journal.services import verify
    from matchmaker.needs.models import Need

    numbers = [number for written in results for number, _ in written]
    waits = sorted(seconds for written in results for _, seconds in written)
    p50, p95 = (waits[int(len(waits) * share)] for share in (0.5, 0.95))
    rate = len(numbers) / options.seconds
    with create_app().app_context():
        kept = {row[0] for row in db.session.query(Need.id)}
        entries, _head = verify()
    lost = len(set(numbers) - kept)
    fewest = min(len(written) for written in results)
    print(f"{options.writers} writers, {options.seconds:.0f} s: {len(numbers)} acknowledged, {rate:.0f}/s")
    print(f"  time to acknowledge: p50 {p50:.3f} s, p95 {p95:.3f} s, worst {waits[-1]:.3f} s")
    print(f"  lost {lost}, journal {entries} entries without gap, fewest by one writer {fewest}")
    print(f"  reference: {reference:.0f} bare commits/s by one process on this disk")
    well = rate >= FLOOR and p95 <= P95_SECONDS and not lost and entries == len(numbers) and fewest > 0
    print("well" if well else f"MISSED: {FLOOR}/s, p95 {P95_SECONDS} s, nothing lost")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
