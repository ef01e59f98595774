"""Many writers: every acknowledged act is in the journal, without gap, and its chain holds (row K4)."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Flask

from matchmaker.accounts.actor import Actor
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.models import Entry
from matchmaker.journal.services import record, verify
from matchmaker.needs.models import Need
from matchmaker.needs.services import drafts
from matchmaker.web.transaction import transaction
from tests.factories.make import NOW
from tests.hostile.race import together

WRITERS, ACTS = 16, 8


def test_sixteen_writers_leave_no_gap_and_lose_nothing(app: Flask) -> None:
    def write(writer: int) -> list[int]:
        written = []
        for act in range(ACTS):
            with app.app_context(), transaction():
                actor = Actor(user_id=writer + 1)
                entry = record(actor, Action.NEED_CHANGED, "need", act, now=NOW, writer=writer, act=act)
                written.append(entry.seq)
        return written

    acknowledged = sorted(seq for written in together(WRITERS, write) for seq in written)

    assert acknowledged == list(range(1, WRITERS * ACTS + 1))
    with app.app_context():
        assert verify()[0] == WRITERS * ACTS
        assert (
            db.session.execute(sa.select(sa.func.count(sa.distinct(Entry.payload)))).scalar_one()
            == WRITERS * ACTS
        )


def test_sixteen_visitors_begin_eight_needs_each(app: Flask) -> None:
    def write(writer: int) -> list[int]:
        made = []
        for _ in range(ACTS):
            with app.app_context(), transaction():
                made.append(drafts.start(Actor(draft_key=f"browser {writer}"), now=NOW).id)
        return made

    acknowledged = {number for made in together(WRITERS, write) for number in made}

    with app.app_context():
        assert set(db.session.execute(sa.select(Need.id)).scalars()) == acknowledged
        assert (len(acknowledged), verify()[0]) == (WRITERS * ACTS, WRITERS * ACTS)
