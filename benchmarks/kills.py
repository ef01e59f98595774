"""SIGKILL at random under eight writers: `python benchmarks/kills.py [--kills 50] [--writers 8]`.

Each writer is a process that begins needs, journalled, and notes every number once it is acknowledged.
At a random moment all of them are killed; then the database must be whole (SQLite's integrity, the foreign
keys, the journal's chain), hold every need acknowledged so far, and take writes again; the index must hold
all within one run of the worker. Prints the totals; exits 1 when anything was lost. `flask` servers are
killed in the same way by any supervisor, as the web processes hold nothing that is not in the database.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> int:
    options = arguments()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        return trial(Path(folder), options)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--longest", type=float, default=1.2, help="seconds of work before a kill, at most")
    parser.add_argument("--folder", help="where the scratch folder is made: the disk that is tried")
    return parser.parse_args()


def application(folder: Path):
    os.environ |= {"DATA_DIR": str(folder), "LOG_LEVEL": "WARNING", "JOBS_URL": "memory:"}
    logging.getLogger("alembic").setLevel(logging.WARNING)
    from matchmaker.app import create_app

    return create_app()


def trial(folder: Path, options: argparse.Namespace) -> int:
    import flask_migrate

    app, chance, kills = application(folder), random.Random(options.seed), options.kills
    with app.app_context():
        flask_migrate.upgrade()
    acknowledged: set[int] = set()
    slowest, begun = 0.0, time.monotonic()
    for kill in range(1, kills + 1):
        moment = chance.uniform(0.2, options.longest)
        acknowledged |= one_kill(folder, app, options.writers, moment, kill)
        seconds, faults = examine(app, acknowledged)
        slowest = max(slowest, seconds)
        print(f"\rkill {kill}/{kills}: {len(acknowledged)} acknowledged", end="", file=sys.stderr)
        if faults:
            print(f"\nkill {kill}: {faults}")
            return 1
    print(file=sys.stderr)
    print(f"{kills} kills of {options.writers} writers in {time.monotonic() - begun:.0f} s: nothing lost")
    print(f"  acknowledged {len(acknowledged)}; first write after a kill within {slowest:.2f} s")
    return 0


def one_kill(folder: Path, app, writers: int, moment: float, kill: int) -> set[int]:
    """Let the writers work for so many seconds, kill them all; what they noted as acknowledged."""
    from matchmaker.extensions import db

    with app.app_context():
        db.engine.dispose()  # no connection is shared with the children
    context = multiprocessing.get_context("fork")
    notes = [folder / f"writer-{number}" for number in range(writers)]
    children = [context.Process(target=write, args=(app, note, kill)) for note in notes]
    for child in children:
        child.start()
    time.sleep(moment)
    for child in children:
        os.kill(child.pid, signal.SIGKILL)
    for child in children:
        child.join()
    found = {int(line) for note in notes if note.exists() for line in whole_lines(note)}
    for note in notes:
        note.unlink(missing_ok=True)
    return found


def whole_lines(note: Path) -> list[str]:
    """A line that the kill cut short was not acknowledged."""
    return note.read_text().split("\n")[:-1]


def write(app, note: Path, kill: int) -> None:
    from matchmaker.accounts.actor import Actor
    from matchmaker.needs.services import drafts
    from matchmaker.search.sync import changed
    from matchmaker.web.transaction import transaction

    with note.open("a", buffering=1) as noted:
        count = 0
        while True:
            count += 1
            with app.app_context(), transaction():
                browser = f"browser {kill}-{note.name}-{count}"
                need = drafts.start(Actor(draft_key=browser), now=datetime.now(UTC)).id
                changed("need", need)
            noted.write(f"{need}\n")


def examine(app, acknowledged: set[int]) -> tuple[float, list[str]]:
    """Seconds until a write is taken again, and what is wrong."""
    from matchmaker.accounts.actor import Actor
    from matchmaker.extensions import db
    from matchmaker.journal.services import Broken, verify
    from matchmaker.needs.models import Need
    from matchmaker.needs.services import drafts
    from matchmaker.search import sync
    from matchmaker.web.transaction import transaction

    begun, faults = time.monotonic(), []
    with app.app_context(), transaction():
        need = drafts.start(Actor(draft_key=f"after {begun}"), now=datetime.now(UTC)).id
    seconds = time.monotonic() - begun
    acknowledged.add(need)
    with app.app_context(), transaction():
        sync.sync()
    with app.app_context():
        kept = {row[0] for row in db.session.query(Need.id)}
        if lost := acknowledged - kept:
            faults.append(f"{len(lost)} acknowledged needs lost, the first {min(lost)}")
        if db.session.execute(db.text("PRAGMA integrity_check")).scalar() != "ok":
            faults.append("the database is damaged")
        if db.session.execute(db.text("PRAGMA foreign_key_check")).first():
            faults.append("rows point nowhere")
        try:
            entries, _head = verify()
            if entries != len(kept):
                faults.append(f"{entries} entries of the journal for {len(kept)} needs")
        except Broken as fault:
            faults.append(str(fault))
        if differences := sync.differences():
            faults.append(f"index: {differences[:3]}")
        db.engine.dispose()
    return seconds, faults


if __name__ == "__main__":
    sys.exit(main())
