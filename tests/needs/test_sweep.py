"""What happens to needs by the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from matchmaker.accounts.actor import Actor, Role
from matchmaker.extensions import db
from matchmaker.needs import services, sweep
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.notifications.models import OutboxMail
from tests.factories import Make
from tests.factories.make import NOW

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def planned(make: Make, **values: object) -> int:
    body = make.buyer()
    author = make.member(body, Role.BUYER)
    defaults = {"status": NeedStatus.SCHEDULED, "published_at": None, "publish_at": NOW}
    return make.need(body, author_id=author.id, **{**defaults, **values}).id


def status(need_id: int) -> NeedStatus:
    db.session.expire_all()
    return db.session.get_one(Need, need_id).status


@pytest.mark.parametrize(
    ("after", "expected"), [(-MINUTE, NeedStatus.SCHEDULED), (MINUTE, NeedStatus.PUBLISHED)]
)
def test_a_planned_need_is_published_at_its_hour(
    context: Flask, make: Make, after: timedelta, expected: NeedStatus
) -> None:
    need_id = planned(make)

    sweep.sweep(NOW + after)
    sweep.sweep(NOW + after)

    assert status(need_id) is expected


def test_a_plan_that_can_no_longer_be_kept_becomes_a_draft(context: Flask, make: Make) -> None:
    need_id = planned(make, answers_until=NOW - MINUTE)

    sweep.publish_planned(NOW)

    assert status(need_id) is NeedStatus.DRAFT


def test_an_overdue_need_is_closed_once(context: Flask, make: Make) -> None:
    over, open_ = make.need(answers_until=NOW).id, make.need().id

    assert (sweep.close_overdue(NOW), sweep.close_overdue(NOW)) == (1, 0)
    assert (status(over), status(open_)) == (NeedStatus.CLOSED, NeedStatus.PUBLISHED)


def test_abandoned_drafts_are_deleted_after_thirty_days(context: Flask, make: Make) -> None:
    actor = make.actor(make.member(make.buyer(), Role.BUYER))
    services.start(Actor(draft_key="old"), now=NOW - 31 * DAY)
    young = services.start(Actor(draft_key="young"), now=NOW - 29 * DAY)
    signed = services.start(actor, now=NOW - 400 * DAY)

    assert sweep.purge(NOW) == 1
    assert set(db.session.execute(sa.select(Need.id)).scalars()) == {young.id, signed.id}


@pytest.mark.parametrize(("age", "mails"), [(2, 0), (4, 1), (11, 0)])
def test_a_draft_left_is_recalled_once(context: Flask, make: Make, age: int, mails: int) -> None:
    actor = make.actor(make.member(make.buyer(), Role.BUYER))
    services.start(actor, now=NOW - age * DAY)

    sweep.remind(NOW)
    sweep.remind(NOW + MINUTE)

    sent = db.session.execute(sa.select(OutboxMail.kind)).scalars().all()
    assert sent == ["need.draft_left"] * mails
