"""Verbs of needs, on the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from matchmaker.accounts.actor import Actor, Role
from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.journal.models import Entry
from matchmaker.needs import queries, rules, services
from matchmaker.needs.errors import NotReady, TooManyDrafts, TooManyLots, WrongState
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.notifications.models import OutboxMail
from matchmaker.search.models import IndexChange
from tests.factories import Make
from tests.factories.make import NOW

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def actor(make: Make) -> Actor:
    return make.actor(make.member(make.buyer(), Role.BUYER))


def draft(make: Make, actor: Actor, **values: object) -> Need:
    """A complete draft of the actor's body, attached to this context's session."""
    body = actor.acting_for
    assert body is not None
    defaults = {"status": NeedStatus.DRAFT, "published_at": None, "reference": None}
    owners = {"organisation_id": body.id, "author_id": actor.user_id}
    row = make.need(**{**defaults, **owners, **values})
    db.session.rollback()  # a snapshot taken before does not see the new row
    return db.session.get_one(Need, row.id)


def actions() -> list[str]:
    """What was done to needs; the case that a first need opens is told in test_waiting."""
    query = sa.select(Entry.action).where(Entry.object_kind == "need").order_by(Entry.seq)
    return list(db.session.execute(query).scalars())


def test_a_new_draft_is_of_the_body_one_acts_for(context: Flask, actor: Actor) -> None:
    need = services.start(actor, now=NOW)

    assert (need.status, need.author_id) == (NeedStatus.DRAFT, actor.user_id)
    assert need.organisation_id == actor.acting_for.id
    assert actions() == ["need.drafted"]


def test_an_anonymous_draft_is_tied_to_the_browser_by_digest(context: Flask) -> None:
    need = services.start(Actor(draft_key="secret"), now=NOW)

    assert need.draft_key_digest == rules.key_digest("secret")
    assert queries.owned(Actor(draft_key="secret"), need.id) is need
    with pytest.raises(NotFound):
        queries.owned(Actor(draft_key="other"), need.id)


def test_adopting_gives_the_draft_to_body_and_author(context: Flask, actor: Actor) -> None:
    need = services.start(Actor(draft_key="secret"), now=NOW)

    assert services.adopt(need, actor, now=LATER)
    assert not services.adopt(need, actor, now=LATER)
    assert (need.organisation_id, need.author_id) == (actor.acting_for.id, actor.user_id)
    assert need.draft_key_digest is None


def test_a_supplier_who_signs_in_keeps_the_draft_without_body(context: Flask, make: Make) -> None:
    seller = make.actor(make.member(make.supplier(), Role.SUPPLIER))
    need = services.start(Actor(draft_key="secret"), now=NOW)

    services.adopt(need, seller, now=LATER)

    assert (need.organisation_id, need.author_id) == (None, seller.user_id)


def test_drafts_of_one_browser_are_bounded(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "DRAFTS_AT_MOST", 2)
    browser = Actor(draft_key="secret")
    for _draft in range(2):
        services.start(browser, now=NOW)

    with pytest.raises(TooManyDrafts):
        services.start(browser, now=NOW)


def test_saving_nothing_new_changes_nothing(context: Flask, make: Make, actor: Actor) -> None:
    need = draft(make, actor)

    assert services.save(need, actor, {"title": need.title, "questions": []}, now=LATER) == []
    assert need.version == 1


def test_saving_a_draft_is_not_journalled(context: Flask, make: Make, actor: Actor) -> None:
    need = draft(make, actor)

    assert services.save(need, actor, {"title": "Autre"}, now=LATER) == ["title"]
    assert (need.version, actions()) == (2, [])


def test_changing_a_public_need_is_journalled_and_indexed(context: Flask, make: Make, actor: Actor) -> None:
    need = draft(make, actor, status=NeedStatus.PUBLISHED, published_at=NOW)
    before = db.session.execute(sa.select(sa.func.count(IndexChange.id))).scalar_one()

    services.save(need, actor, {"title": "Autre"}, now=LATER)

    assert actions() == ["need.changed"]
    assert db.session.execute(sa.select(sa.func.count(IndexChange.id))).scalar_one() == before + 1


def test_a_closed_need_is_not_changed(context: Flask, make: Make, actor: Actor) -> None:
    need = draft(make, actor, status=NeedStatus.CLOSED, published_at=NOW)

    with pytest.raises(WrongState):
        services.save(need, actor, {"title": "Autre"}, now=LATER)


@pytest.mark.parametrize("texts", [["b"], ["b", "a"], ["a", "b", "c"], []])
def test_questions_are_replaced_in_order(context: Flask, make: Make, actor: Actor, texts: list[str]) -> None:
    need = draft(make, actor, questions=("a", "b"))

    services.save(need, actor, {"questions": texts}, now=LATER)
    db.session.expire_all()

    assert [(one.position, one.text) for one in need.questions] == list(enumerate(texts, 1))


def test_removing_a_lot_moves_the_others_up(context: Flask, make: Make, actor: Actor) -> None:
    need = draft(make, actor, lots=[{"title": title} for title in "abcd"])

    services.remove_lot(need.lots[1], actor, now=LATER)
    db.session.expire_all()

    assert [(lot.number, lot.title) for lot in need.lots] == [(1, "a"), (2, "c"), (3, "d")]


def test_lots_are_bounded(context: Flask, make: Make, actor: Actor) -> None:
    need = draft(make, actor, lots=[{"title": "x"}] * rules.LOTS_AT_MOST)

    with pytest.raises(TooManyLots):
        services.add_lot(need, actor, {"title": "y"}, now=LATER)


def test_publishing_names_dates_tells_and_indexes(context: Flask, make: Make, actor: Actor) -> None:
    need = draft(make, actor)

    services.publish(need, actor, now=NOW)

    assert (need.status, need.published_at) == (NeedStatus.PUBLISHED, NOW)
    assert need.reference == f"B-2026-{need.id:06d}"
    assert actions() == ["need.published"]
    assert db.session.execute(sa.select(OutboxMail.recipient)).scalars().all() == [actor.email]


def test_an_incomplete_need_is_not_published(context: Flask, make: Make, actor: Actor) -> None:
    need = draft(make, actor, description="")

    with pytest.raises(NotReady):
        services.publish(need, actor, now=NOW)


def test_a_plan_may_be_changed_and_cancelled(context: Flask, make: Make, actor: Actor) -> None:
    need = draft(make, actor)

    services.schedule(need, actor, at=NOW + timedelta(days=2), now=NOW)
    services.schedule(need, actor, at=NOW + timedelta(days=3), now=NOW)
    planned, reference = need.publish_at, need.reference
    services.unschedule(need, actor, now=NOW)

    assert planned == NOW + timedelta(days=3)
    assert (need.status, need.publish_at, need.reference) == (NeedStatus.DRAFT, None, reference)


@pytest.mark.parametrize("days", [0, 90])
def test_a_plan_lies_before_the_deadline(context: Flask, make: Make, actor: Actor, days: int) -> None:
    need = draft(make, actor)

    with pytest.raises(NotReady):
        services.schedule(need, actor, at=NOW + timedelta(days=days), now=NOW)


def test_a_need_goes_from_published_to_awarded(context: Flask, make: Make, actor: Actor) -> None:
    need = draft(make, actor)
    services.publish(need, actor, now=NOW)

    services.close(need, actor, now=LATER)
    services.extend(need, actor, until=NOW + timedelta(days=80), now=LATER)
    services.tender(need, actor, url="https://exemple.invalid/1", now=LATER)
    services.award(need, actor, now=LATER)

    steps = ["published", "closed", "extended", "tendered", "awarded"]
    assert actions() == [f"need.{step}" for step in steps]
    assert (need.status, need.tender_url) == (NeedStatus.AWARDED, "https://exemple.invalid/1")


def test_a_deadline_is_never_brought_forward(context: Flask, make: Make, actor: Actor) -> None:
    need = draft(make, actor, status=NeedStatus.PUBLISHED, published_at=NOW)

    with pytest.raises(NotReady):
        services.extend(need, actor, until=need.answers_until - timedelta(hours=1), now=NOW)


def test_a_withdrawn_need_ends_there(context: Flask, make: Make, actor: Actor) -> None:
    need = draft(make, actor, status=NeedStatus.PUBLISHED, published_at=NOW)

    services.withdraw(need, actor, reason="Budget", now=LATER)

    assert (need.status, need.end_reason, need.ended_at) == (NeedStatus.WITHDRAWN, "Budget", LATER)
    with pytest.raises(WrongState):
        services.publish(need, actor, now=LATER)


def test_a_copy_has_the_words_and_none_of_the_dates(context: Flask, make: Make, actor: Actor) -> None:
    values = {
        "status": NeedStatus.WITHDRAWN,
        "published_at": NOW,
        "lots": [{"title": "a"}],
        "questions": ("q",),
    }
    need = draft(make, actor, **values)

    copy = services.duplicate(need, actor, now=LATER)

    assert (copy.title, copy.zone, copy.copied_from_id) == (need.title, need.zone, need.id)
    assert ([lot.title for lot in copy.lots], [one.text for one in copy.questions]) == (["a"], ["q"])
    assert (copy.status, copy.answers_until, copy.reference) == (NeedStatus.DRAFT, None, None)


def test_only_drafts_are_deleted(context: Flask, make: Make, actor: Actor) -> None:
    kept, gone = draft(make, actor, status=NeedStatus.PUBLISHED, published_at=NOW), draft(make, actor)

    services.discard(gone, actor, now=NOW)

    with pytest.raises(WrongState):
        services.discard(kept, actor, now=NOW)
    assert db.session.execute(sa.select(Need.id)).scalars().all() == [kept.id]
