"""A body's need waits until its author has shown a ground, and then goes live by itself."""

from __future__ import annotations

import pytest

from matchmaker.accounts.actor import Role
from matchmaker.database import access
from matchmaker.extensions import db
from matchmaker.moderation.models import Case, CaseKind
from matchmaker.needs import queries, services, sweep
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.organisations import queries as organisations
from matchmaker.organisations import services as members
from matchmaker.organisations.models import GroundKind
from tests.factories.make import NOW


@pytest.fixture
def body(make):
    return make.buyer()


@pytest.fixture
def actor(make, body):
    """Somebody who acts for the body and has shown nothing yet."""
    return make.actor(make.member(body, Role.BUYER, verified=False))


@pytest.fixture
def writing(context):
    with access(read_only=False):
        yield context


def draft(make, body, actor, **values) -> Need:
    values = {"status": NeedStatus.DRAFT, "published_at": None, "reference": None, **values}
    row = make.need(body, author_id=actor.user_id, **values)
    return db.session.get_one(Need, row.id)


def verify(actor, body) -> None:
    membership = organisations.membership_of(actor.user_id, body.id)
    members.give(membership, GroundKind.PROOF, evidence="", actor=actor, now=NOW)


def test_need_waits_and_goes_live_with_the_ground(make, body, actor, writing):
    need = draft(make, body, actor)

    services.publish(need, actor, now=NOW)
    before = (need.status, need.waiting_since)
    verify(actor, body)

    assert before == (NeedStatus.DRAFT, NOW)
    assert (need.status, need.waiting_since, need.published_at) == (NeedStatus.PUBLISHED, None, NOW)


def test_waiting_need_is_shown_to_the_moderators_once(make, body, actor, writing):
    need = draft(make, body, actor)

    for _ in range(2):
        services.publish(need, actor, now=NOW)
    verify(actor, body)

    cases = db.session.query(Case.kind, Case.object_id).all()
    assert cases == [(CaseKind.NEED, need.id)]


def test_ground_of_a_colleague_does_not_publish_what_others_wrote(make, body, actor, writing):
    colleague = make.actor(make.member(body, Role.BUYER, verified=False, manager=False))
    need = draft(make, body, actor)
    services.publish(need, actor, now=NOW)

    verify(colleague, body)

    assert need.status is NeedStatus.DRAFT
    services.publish(need, colleague, now=NOW)
    assert need.status is NeedStatus.PUBLISHED


def test_later_need_of_a_verified_member_goes_live_at_once_without_a_case(make, body, writing):
    known = make.actor(make.member(body, Role.BUYER))
    make.need(body)

    need = draft(make, body, known)
    services.publish(need, known, now=NOW)

    assert need.status is NeedStatus.PUBLISHED
    assert db.session.query(Case).count() == 0


def test_planned_need_of_an_unverified_author_waits_at_its_hour(make, body, actor, writing):
    planned = {"status": NeedStatus.SCHEDULED, "publish_at": NOW, "reference": "B-1"}
    need = draft(make, body, actor, **planned)

    sweep.publish_planned(NOW)

    assert (need.status, need.waiting_since, queries.due(NOW, limit=9)) == (NeedStatus.DRAFT, NOW, [])


def test_z4_waiting_need_is_seen_by_its_body_alone(client, app, make, body, actor):
    waiting = {"status": NeedStatus.DRAFT, "published_at": None, "reference": None, "waiting_since": NOW}
    need = make.need(body, author_id=actor.user_id, **waiting)

    assert client.get(f"/needs/{need.id}").status_code == 404
    assert need.title not in client.get("/needs").text


def test_buyer_is_told_on_the_way(client, make, body):
    user = make.member(body, Role.BUYER, verified=False)
    make.sign_in(client, user)
    row = {"status": NeedStatus.DRAFT, "published_at": None, "reference": None}
    need = make.need(body, author_id=user.id, answers_until=NOW.replace(year=2099), **row)

    answer = client.submit(f"/needs/{need.id}/check", {"when": "now"})
    page = client.get(answer.location)

    assert page.h1 == "Votre besoin n’attend plus que vous"
    assert page.soup.select_one(f'main a[href="/organisations/{body.id}/ground"]')
    assert "Attend une justification" in client.get("/needs/mine").text
