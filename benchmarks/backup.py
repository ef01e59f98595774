"""A backup while sixteen write: `python benchmarks/backup.py [--megabytes 1024] [--writers 16]`.

Fills a database to the size asked for with mails of the outbox and journalled needs, starts the writers
(each begins needs, journalled, without pause), takes a backup, stops them, restores the backup on an empty
folder, and looks for every write acknowledged before the backup began. Exits 1 when it took longer than 30 s
for 1024 MB (10 s to start beside sixteen busy processes, 20 s for each 1024 MB), when a write was refused, or
when one is missing. Reference of the same run: `cp` and `sha256sum` of the same bytes, the least that any
archive costs.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

START_SECONDS, SECONDS_PER_GIGABYTE = 10, 20
ROW = 16_000


def main() -> int:
    options = arguments()
    with tempfile.TemporaryDirectory(dir=options.folder) as scratch:
        folder = Path(scratch)
        prepare(folder / "used", options.megabytes)
        return measure(folder, options)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--folder", help="where the scratch folder is made: the disk that is measured")
    return parser.parse_args()


def application(folder: Path):
    """On SQLite in that folder."""
    os.environ |= {"DATA_DIR": str(folder), "LOG_LEVEL": "WARNING", "JOBS_URL": "memory:"}
    logging.getLogger("alembic").setLevel(logging.WARNING)
    from matchmaker.app import create_app

    return create_app()


def prepare(folder: Path, megabytes: int) -> None:
    import flask_migrate
    import sqlalchemy as sa

    from matchmaker.extensions import db
    from matchmaker.notifications.models import OutboxMail
    from matchmaker.web.transaction import transaction

    now, chance = datetime.now(UTC), random.Random(4)
    path = folder / "matchmaker.sqlite3"
    with application(folder).app_context():
        flask_migrate.upgrade()
        number = 0
        while path.stat().st_size < megabytes << 20:
            print(f"\rfilling: {path.stat().st_size >> 20} MB", end="", file=sys.stderr)
            rows = []
            for _ in range(500):
                number += 1
                row = {"key": f"k{number}", "kind": "bench", "recipient": "a@exemple.invalid", "attempts": 1}
                row |= {"subject": "s", "text": chance.randbytes(ROW // 2).hex(), "html": ""}
                rows.append(row | {"created_at": now, "due_at": now, "sent_at": now})
            with transaction():
                db.session.execute(sa.insert(OutboxMail), rows)
    print(file=sys.stderr)


def write(folder: str, number: int, stop, go, answers) -> None:
    """Needs without pause until told to stop; (moment, number) of each acknowledged, and the refusals."""
    app = application(Path(folder))
    from matchmaker.accounts.actor import Actor
    from matchmaker.needs.services import drafts
    from matchmaker.web.transaction import transaction

    written, refused = [], []
    go.wait()
    while not stop.is_set():
        try:
            with app.app_context(), transaction():
                browser = f"browser {number}-{len(written)}"
                need = drafts.start(Actor(draft_key=browser), now=datetime.now(UTC)).id
            written.append((time.time(), need))
        except Exception as error:  # whatever it is, it is a write refused, and counted as such
            refused.append(repr(error)[:200])
    answers.put((written, refused))


def measure(folder: Path, options: argparse.Namespace) -> int:
    context = multiprocessing.get_context("spawn")
    stop, answers = context.Event(), context.Queue()
    go = context.Barrier(options.writers + 1)
    writers = [
        context.Process(target=write, args=(str(folder / "used"), number, stop, go, answers))
        for number in range(options.writers)
    ]
    for one in writers:
        one.start()
    go.wait()
    time.sleep(2)
    begun = time.time()
    back_up(folder)
    took = time.time() - begun
    stop.set()
    found = [answers.get() for _ in writers]
    for one in writers:
        one.join()
    return report(folder, options, begun, took, found)


def back_up(folder: Path) -> None:
    run("backup", folder / "used", folder / "b.tar")


def run(command: str, data: Path, *arguments: object) -> str:
    environment = {**os.environ, "DATA_DIR": str(data)}
    call = [sys.executable, "-m", "flask", "--app", "wsgi", *command.split(), *map(str, arguments)]
    root = Path(__file__).resolve().parent.parent
    return subprocess.run(
        call, cwd=root, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def report(folder: Path, options: argparse.Namespace, begun: float, took: float, found: list) -> int:
    size = (folder / "b.tar").stat().st_size / (1 << 20)
    log = (folder / "used" / "matchmaker.sqlite3-wal").stat().st_size / (1 << 20)
    reference = copy_and_digest(folder)
    (folder / "restored").mkdir()
    restoring = time.time()
    run("restore", folder / "restored", folder / "b.tar")
    restored = time.time() - restoring
    head = run("journal verify", folder / "restored").split()[0]
    before = {need for written, _ in found for moment, need in written if moment < begun}
    lost = before - needs(folder / "restored")
    during = sum(1 for written, _ in found for moment, _ in written if moment >= begun)
    refused = [one for _, refusals in found for one in refusals]
    print(f"{size:.0f} MB while {options.writers} write: backup {took:.1f} s, restore {restored:.1f} s")
    print(f"  writes acknowledged before {len(before)}, meanwhile {during} ({during / took:.0f}/s)")
    print(f"  refused {len(refused)}, missing after the restore {len(lost)}, journal {head} entries")
    print(f"  the write-ahead log is {log:.0f} MB afterwards")
    print(f"  reference: cp and sha256sum of the same bytes {reference:.1f} s")
    for one in refused[:3]:
        print(f"  {one}")
    allowed = START_SECONDS + SECONDS_PER_GIGABYTE * size / 1024
    well = took <= allowed and not refused and not lost and before
    print("well" if well else "MISSED")
    return 0 if well else 1


def needs(folder: Path) -> set[int]:
    from matchmaker.extensions import db
    from matchmaker.needs.models import Need

    with application(folder).app_context():
        return {row[0] for row in db.session.query(Need.id)}


def copy_and_digest(folder: Path) -> float:
    begun = time.time()
    shutil.copyfile(folder / "b.tar", folder / "copy")
    subprocess.run(["sha256sum", folder / "copy"], check=True, stdout=subprocess.DEVNULL)
    (folder / "copy").unlink()
    return time.time() - begun


if __name__ == "__main__":
    sys.exit(main())
