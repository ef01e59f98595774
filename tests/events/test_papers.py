"""Papers of the day: made of whatever people wrote, and the same number of queries whatever their number."""

from __future__ import annotations

import re

import pytest
import segno
import sqlalchemy as sa

from matchmaker.database import access
from matchmaker.events import agendas, papers
from matchmaker.events.agendas import HOLE, MEETING
from matchmaker.events.models import Event, Registration
from matchmaker.extensions import db
from matchmaker.web.transaction import commit
from tests.events.placed import HOSTILE, day


def test_an_agenda_has_meetings_and_the_holes_between(make, app):
    made = day(make)
    with app.test_request_context():
        whole = agendas.gather(db.session.get_one(Event, made.event.id), told=False)
        one = whole.agenda(whole.parties[made.buyers[0].id])

    assert [item.kind for item in one.items] == [MEETING, MEETING, MEETING, HOLE, HOLE]
    assert (one.items[3].starts.isoformat(), one.items[3].ends.isoformat()) == ("10:45:00", "11:55:00")
    assert one.items[0].other.organisation == made.suppliers[0].organisation_name
    assert (one.items[0].table, one.items[0].room) == (1, "Grande salle")


def test_agendas_of_all_cost_the_same_queries_for_few_and_many(make, app, count_queries):
    small, large = day(make), day(make, buyers=4, suppliers=6)
    counts = []
    for made in (small, large):
        with app.test_request_context():
            event = db.session.get_one(Event, made.event.id)
            counts.append(count_queries(lambda event=event: agendas.gather(event, told=True).agendas()))

    assert counts[0] == counts[1] <= 10


@pytest.mark.one_engine
def test_papers_are_made_of_hostile_text(make, app):
    made = day(make)
    with app.app_context(), access(read_only=False):
        values = {"organisation_name": HOSTILE[:200], "last_name": HOSTILE[:80], "job": HOSTILE[:120]}
        db.session.execute(sa.update(Registration).values(**values))
        db.session.execute(sa.update(Event).values(name=HOSTILE[:150], place_name=HOSTILE[:150]))
        commit()

    with app.test_request_context():
        whole = agendas.gather(db.session.get_one(Event, made.event.id), told=False)
        files = [
            papers.agenda_book(whole, whole.agendas()),
            papers.signs(whole),
            papers.grid(whole),
            papers.attendance(whole),
            papers.badges(whole, lambda number: f"http://localhost/my-events/1/day/{number}"),
        ]

    assert [one[:5] for one in files] == [b"%PDF-"] * 5


@pytest.mark.one_engine
def test_a_visitor_who_bears_the_hosts_name_stands_on_the_sign(make, app):
    made = day(make, buyers=1, suppliers=2)
    with app.app_context(), access(read_only=False):
        db.session.execute(sa.update(Registration).values(organisation_name="Régie du Ternois"))
        commit()

    with app.test_request_context():
        whole = agendas.gather(db.session.get_one(Event, made.event.id), told=False)
        host = papers._host(whole, whole.placed)
        rows = [papers._sign_row(whole, one, host, several=False)[1] for one in whole.placed]

    assert host is not None
    assert rows == ["Régie du Ternois"] * 2


@pytest.mark.one_engine
def test_the_square_of_a_badge_is_drawn_as_a_phone_reads_it():
    """Module by module the code that says the card's address, large enough on 2.5 cm of paper."""
    address = "https://rencontres.hauts-de-france.exemple.fr/my-events/1234/day/98765"
    drawing = papers.square(address)
    expected = segno.make(address, error="m", micro=False)

    assert drawn(drawing) == {
        (x, y) for y, row in enumerate(expected.matrix_iter(border=2)) for x, dark in enumerate(row) if dark
    }
    assert 25 / expected.symbol_size(border=2)[0] >= 0.5  # millimetres a module


def drawn(svg: str) -> set[tuple[int, int]]:
    """Dark modules of a path of horizontal strokes: `M x y`, `h length`, `m dx dy`."""
    path = re.search(r' d="([^"]+)"', svg)
    assert path is not None
    x, y, found = 0.0, 0.0, set()
    for verb, numbers in re.findall(r"([Mmh])([^Mmh]*)", path[1]):
        values = [float(one) for one in re.findall(r"-?[\d.]+", numbers)]
        if verb == "h":
            found |= {(round(x) + step, int(y)) for step in range(round(values[0]))}
            x += values[0]
        elif verb == "M":
            x, y = values
        else:
            x, y = x + values[0], y + values[1]
    return found
