"""Papers of the day: made of whatever people wrote, and the same number of queries whatever their number."""

from __future__ import annotations

import pytest
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
