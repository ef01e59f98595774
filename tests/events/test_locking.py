"""Rows held to be changed are read anew, and two plans cannot both be in force."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.accounts.actor import SYSTEM, ActingFor, Actor, Role
from matchmaker.events import plans, queries
from matchmaker.events.errors import AgainstPlan
from matchmaker.events.models import Event, MeetingPlan, PlanState, Registration, Side, Workshop
from matchmaker.events.services import planning
from matchmaker.extensions import db
from matchmaker.web.transaction import transaction
from tests.events.conftest import drop_constraint
from tests.events.test_registering import workshop
from tests.factories import Make, events
from tests.factories.make import NOW

pytestmark = pytest.mark.database


def test_a_row_read_before_is_read_anew_when_it_is_held(app: Flask, make: Make) -> None:
    """Somebody else commits between the reading and the lock: their change is seen, and ours follows it."""
    day = events.event(make)
    one = events.registration(make, day, Side.BUYER)
    talk = workshop(make, day, "Payer à temps", time(10), time(11))
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            pytest.skip("its writers are alone from their first word")
        known = [db.session.get_one(*key) for key in ((Event, day.id), (Registration, one.id))]
        known.append(db.session.get_one(Workshop, talk.id))
        with Session(db.engine) as other, other.begin():
            other.get_one(Event, day.id).name = other.get_one(Registration, one.id).job = "autre"
            other.get_one(Workshop, talk.id).title = "autre"

        acting = ActingFor(1, day.organisation_id, "Organisateur", Role.ORGANISER, True, True)
        event = queries.owned(Actor(user_id=1, acting_for=acting), day.id, lock=True)
        person = queries.registration(event, one.id, lock=True)
        held = queries.workshop(event, talk.id, lock=True)
        assert [event, person, held] == known
        assert (event.name, person.job, held.title) == ("autre", "autre", "autre")
        event.name = person.job = held.title = "nôtre"
        db.session.commit()


ORGANISERS = 4


@pytest.fixture
def ready(app: Flask, make: Make) -> tuple[int, list[int]]:
    """As many plans ready as organisers, all made when none was in force."""
    day = events.event(make)
    with app.app_context(), transaction():
        event = db.session.get_one(Event, day.id)
        made = [
            planning.new_plan(event, actor=SYSTEM, now=NOW, state=PlanState.READY) for _ in range(ORGANISERS)
        ]
        return day.id, [plan.id for plan in made]


def at_once(act: Callable[[int], str]) -> list[str]:
    with ThreadPoolExecutor(ORGANISERS) as pool:
        return list(pool.map(act, range(ORGANISERS)))


def in_force(app: Flask, event_id: int) -> int:
    with app.app_context():
        query = sa.select(sa.func.count()).where(MeetingPlan.in_force_for == event_id)
        return db.session.execute(query).scalar_one()


def test_of_plans_put_in_force_at_once_one_wins(app: Flask, ready: tuple[int, list[int]]) -> None:
    event_id, ids = ready
    gate = Barrier(ORGANISERS, timeout=30)

    def put(turn: int) -> str:
        gate.wait()
        try:
            with app.app_context(), transaction():
                planning.put_in_force(db.session.get_one(MeetingPlan, ids[turn]), actor=SYSTEM, now=NOW)
        except AgainstPlan:
            return "against"
        return "in force"

    assert sorted(at_once(put)) == ["against"] * (ORGANISERS - 1) + ["in force"]
    assert in_force(app, event_id) == 1


def test_twin_without_the_constraint_has_several_plans_in_force(
    app: Flask, ready: tuple[int, list[int]]
) -> None:
    """Looking first is no protection: everybody looks before anybody has written."""
    event_id, ids = ready
    drop_constraint(app, "meeting_plans", "uq_meeting_plans_in_force_for")
    looked = Barrier(ORGANISERS, timeout=30)

    def look_then_put(turn: int) -> str:
        with app.app_context():
            free = plans.in_force(db.session.get_one(Event, event_id)) is None
            db.session.rollback()
        looked.wait()
        with app.app_context(), transaction():
            if free:
                db.session.get_one(MeetingPlan, ids[turn]).in_force_for = event_id
        return "in force" if free else "against"

    assert at_once(look_then_put) == ["in force"] * ORGANISERS
    assert in_force(app, event_id) == ORGANISERS
