"""A Rencontre of 250 and of 1,000 people, reading and writing included: plan, page, re-plan, propose.

    .venv/bin/python benchmarks/rencontres.py [--sizes 250,1000] [--propose]

Each size has a database of its own in a temporary folder: invented bodies and firms, each buyer with twenty
pairs and wishes on them, people who come late or leave early, two workshops.

`--propose`: instead, everybody has written a few words, and the pairs are proposed anew and written: the
processor time, and the largest that this process has been (one size a run).
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from datetime import time as clock
from decimal import Decimal
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from config import Settings
from matchmaker import database
from matchmaker.accounts.actor import SYSTEM, ActingFor, Actor, Role
from matchmaker.app import create_app
from matchmaker.events import frame, plans, proposals
from matchmaker.events.models import (
    Event,
    EventStatus,
    HalfDay,
    Pair,
    Registration,
    RegistrationState,
    Room,
    Side,
    Slot,
    Source,
    Wish,
)
from matchmaker.events.services import planning, replanning
from matchmaker.extensions import db
from matchmaker.organisations.models import Organisation
from matchmaker.web.transaction import transaction

NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 24)
HALVES = ((DAY, clock(9), clock(12)), (DAY, clock(13, 30), clock(17)))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default="250,1000")
    options.add_argument("--propose", action="store_true", help="measure the proposing of pairs")
    chosen = options.parse_args()
    for size in map(int, chosen.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            app, number = prepared(size, Path(folder))
            (propose if chosen.propose else measure)(app, number, size)


def prepared(size: int, folder: Path) -> tuple[Flask, int]:
    values = {
        "MATCHMAKER_ENV": "test",
        "SECRET_KEY": "a key for benchmarks only, used nowhere else",
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        "JOBS_URL": "memory:",
        "SEARCH_ENGINE": "memory",
    }
    app = create_app(Settings.from_environment(values))
    with app.app_context(), database.access(read_only=False):
        upgrade()
    with app.app_context(), transaction():
        number = event_of(size)
    return app, number


def propose(app: Flask, number: int, size: int) -> None:
    from desk import TRADES

    with app.app_context(), transaction():
        for one in db.session.execute(sa.select(Registration).order_by(Registration.id)).scalars():
            one.words = f"{TRADES[one.number % 8]}. {TRADES[one.number * 5 % 7]}"
        db.session.execute(sa.delete(Pair))
    with app.app_context(), transaction():
        begun, before = time.process_time(), peak()
        pairs = proposals.refresh(db.session.get(Event, number), now=NOW)
        took = time.process_time() - begun
    print(f"{size} people: {pairs} pairs proposed in {took:.1f} s of processor, {before} to {peak()} MB")


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(app: Flask, number: int, size: int) -> None:
    begun = time.perf_counter()
    with app.app_context(), transaction():
        planning.ask(db.session.get(Event, number), actor=SYSTEM, now=NOW)
    with app.app_context(), transaction():
        planning.compute_next()
    planned = time.perf_counter()
    page(app, number)
    read = time.perf_counter()
    with app.app_context(), transaction():
        event = db.session.get(Event, number)
        base = plans.in_force(event)
        slots = plans.slots_of(event)
        gone = [m.supplier_id for m in plans.meetings(base) if m.slot_id == slots[6].id][: size // 50]
        started = time.perf_counter()
        plan = replanning.replan(event, from_slot=slots[5], absent=gone, actor=SYSTEM, now=NOW)
        changes = plans.differences(base, plan)
        replanned = time.perf_counter()
        print(
            f"{size} people: {base.measures['meetings']} meetings ({base.stopped}); "
            f"plan {planned - begun:.1f} s, page {read - planned:.2f} s, "
            f"re-plan after {len(gone)} absences {replanned - started:.2f} s ({len(changes)} agendas change)"
        )


def page(app: object, number: int) -> None:
    """What the plan's page reads and draws."""
    from flask import g

    with app.test_request_context("/"), database.access(read_only=True):  # type: ignore[attr-defined]
        event = db.session.get(Event, number)
        acting = ActingFor(1, event.organisation_id, "Organisateur", Role.ORGANISER, True, True)
        g.actor = Actor(user_id=1, acting_for=acting)
        app.view_functions["events.plan"](event_id=number)  # type: ignore[attr-defined]


def event_of(
    size: int, halves: Sequence[tuple[date, clock, clock]] = HALVES, owner: int | None = None
) -> int:
    """The event's number. `owner`: the organisation that prepares it, a new one if None."""
    chance, buyers = Random(size), size // 3
    if owner is None:
        organiser = Organisation(name="Organisateur", is_organiser=True, created_at=NOW, updated_at=NOW)
        db.session.add(organiser)
        db.session.flush()
        owner = organiser.id
    event = Event(
        slug="mesure",
        organisation_id=owner,
        status=EventStatus.PUBLISHED,
        name="Mesure",
        buyer_most=12,
        supplier_most=8,
        screen_nonce="0" * 16,
        published_at=NOW,
        created_at=NOW,
        updated_at=NOW,
    )
    event.rooms = [Room(position=1, name="Nef", tables=buyers)]
    db.session.add(event)
    db.session.flush()
    for day, *half in halves:
        row = HalfDay(event_id=event.id, day=day, starts=half[0], ends=half[1])
        db.session.add(row)
        db.session.flush()
        for starts, ends in frame.cut((half[0], half[1]), meeting=20, change=5):
            db.session.add(Slot(event_id=event.id, half_day_id=row.id, day=day, starts=starts, ends=ends))
    people = [registration(event, rank, rank < buyers, chance) for rank in range(size)]
    db.session.add_all(people)
    db.session.flush()
    firms = [one for one in people if one.side is Side.SUPPLIER]
    for one in people[:buyers]:
        db.session.add_all(pair(event, one, firm, chance) for firm in chance.sample(firms, 20))
    db.session.flush()
    return event.id


def registration(event: Event, rank: int, buys: bool, chance: Random) -> Registration:
    hours = {}
    if chance.random() < 0.2:
        hours["arrives" if chance.random() < 0.5 else "leaves"] = clock(chance.randint(10, 15))
    return Registration(
        event_id=event.id,
        number=rank + 1,
        side=Side.BUYER if buys else Side.SUPPLIER,
        state=RegistrationState.CONFIRMED,
        source=Source.IMPORT,
        organisation_name=f"Inscrit {rank + 1}",
        email=f"inscrit{rank}@exemple.invalid",
        nonce=f"{rank:016d}",
        seat=rank + 1,
        created_at=NOW,
        confirmed_at=NOW,
        updated_at=NOW,
        **hours,
    )


def pair(event: Event, buyer: Registration, firm: Registration, chance: Random) -> Pair:
    return Pair(
        event_id=event.id,
        buyer_id=buyer.id,
        supplier_id=firm.id,
        score=Decimal(chance.randint(100, 900)) / 10,
        buyer_wish=chance.choice((Wish.MEET, Wish.MAYBE, None)),
        supplier_wish=chance.choice((Wish.MEET, Wish.MAYBE)),
    )


if __name__ == "__main__":
    main()
