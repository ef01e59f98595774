"""All papers of a day of 250 people: 80 buyers, 170 firms, twelve slots, 60 tables, every buyer full.

Goal: at most 20 s for the five files together. `--keep FOLDER` leaves them there to be looked at.
"""

from __future__ import annotations

import argparse
import sys
import time as clock
from datetime import UTC, date, datetime, time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from flask import Flask
from flask_babel import Babel

from matchmaker.events import frame, papers
from matchmaker.events.agendas import Party, Placed, Tables, Whole
from matchmaker.events.models import Event, EventStatus, Side, Slot
from matchmaker.organisations.models import Organisation

BUYERS, SUPPLIERS, TABLES, GOAL = 80, 170, 60, 20.0
DAY = date(2026, 11, 24)


def whole() -> Whole:
    event = Event(
        id=1,
        name="Rencontres de l’achat public des Hauts-de-France",
        place_name="Artois Expo",
        address="50 avenue Roger-Salengro, 62000 Arras",
        status=EventStatus.PUBLISHED,
        buyers_seated=True,
        updated_at=datetime(2026, 11, 1, tzinfo=UTC),
        organisation=Organisation(name="Réseau des achats publics"),
    )
    stretches = [
        *frame.cut((time(9, 30), time(12)), meeting=20, change=5),
        *frame.cut((time(14), time(16, 30)), meeting=20, change=5),
    ]
    slots = {
        n: Slot(id=n, half_day_id=n // 7, day=DAY, starts=first, ends=last)
        for n, (first, last) in enumerate(stretches, 1)
    }
    people = {}
    for number in range(1, BUYERS + SUPPLIERS + 1):
        side = Side.BUYER if number <= BUYERS else Side.SUPPLIER
        name = f"Commune de Saint-Vaast-{number}" if side is Side.BUYER else f"Atelier du Marais {number}"
        about = ("Entretien des espaces verts et des abords des écoles",) if side is Side.BUYER else ()
        person = f"Camille Dubrulle-{number}"
        people[number] = Party(number, number, side, name, person, "Responsable des achats", about)
    placed = [
        Placed(1 + (table - 1), BUYERS + 1 + (table * 3 + slot * 7) % SUPPLIERS, slot, table)
        for slot in slots
        for table in range(1, TABLES + 1)
    ]
    by_person: dict[int, list[Placed]] = {}
    for one in placed:
        by_person.setdefault(one.buyer_id, []).append(one)
        by_person.setdefault(one.supplier_id, []).append(one)
    rooms = ((1, 40, "Grande salle", "Au rez-de-chaussée"), (41, 60, "Salle des Gardes", "Premier étage"))
    return Whole(event, people, slots, tuple(placed), Tables(rooms), by_person=by_person)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path)
    keep = parser.parse_args().keep
    app = Flask(__name__)
    app.config["BABEL_DEFAULT_LOCALE"] = "fr"
    Babel(app)
    made, total = whole(), 0.0
    with app.test_request_context():
        for name, make in (
            ("agendas", lambda: papers.agenda_book(made, made.agendas())),
            ("signs", lambda: papers.signs(made)),
            ("grid", lambda: papers.grid(made)),
            ("attendance", lambda: papers.attendance(made)),
            ("badges", lambda: papers.badges(made, lambda n: f"https://beffroi.example/my-events/1/day/{n}")),
        ):
            begun = clock.perf_counter()
            body = make()
            took = clock.perf_counter() - begun
            total += took
            print(f"{name:<12}{took:6.2f} s  {len(body) / 1e6:6.2f} MB")
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{name}.pdf").write_bytes(body)
    print(f"{'all':<12}{total:6.2f} s  goal {GOAL:.0f} s for {len(made.parties)} people")


if __name__ == "__main__":
    main()
