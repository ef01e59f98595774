"""Verbs of offers: what they change, record, and tell the stores."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from matchmaker.accounts.actor import Actor
from matchmaker.database import access
from matchmaker.errors import NotAllowed
from matchmaker.extensions import db
from matchmaker.journal.models import Entry
from matchmaker.offers import rules, services
from matchmaker.offers.errors import NotReady, TooManyLabels, TooManyOffers, TooManyReferences, WrongState
from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.organisations.models import Organisation
from matchmaker.search.models import IndexChange
from tests.factories import Make
from tests.factories.make import NOW


@pytest.fixture
def writing(app: Flask):
    """A transaction that writes, as a POST opens it."""
    with app.app_context(), access(read_only=False):
        yield app
        db.session.rollback()


def loaded(offer: Offer) -> Offer:
    """The offer in this transaction, with no change waiting for the index."""
    db.session.execute(sa.delete(IndexChange))
    return db.session.get_one(Offer, offer.id)


def told() -> set[str]:
    return set(db.session.execute(sa.select(IndexChange.kind)).scalars())


def last_act() -> str:
    return db.session.execute(sa.select(Entry.action).order_by(Entry.seq.desc()).limit(1)).scalar_one()


def test_a_draft_belongs_to_the_firm_and_tells_nobody(
    make: Make, actor: Actor, firm: Organisation, writing: Flask
) -> None:
    db.session.execute(sa.delete(IndexChange))

    offer = services.start(actor, now=NOW)
    services.save(offer, actor, {"title": "Jardins"}, now=NOW)

    assert (offer.organisation_id, offer.status, told()) == (firm.id, OfferStatus.DRAFT, set())
    assert last_act() == "offer.drafted"


def test_only_who_acts_for_a_firm_begins_an_offer(writing: Flask) -> None:
    with pytest.raises(NotAllowed):
        services.start(Actor(user_id=1), now=NOW)


def test_publication_tells_the_search_and_the_matcher(
    make: Make, actor: Actor, firm: Organisation, writing: Flask
) -> None:
    offer = loaded(make.offer(firm, status=OfferStatus.DRAFT, published_at=None))

    services.publish(offer, actor, now=NOW)

    assert (offer.status, offer.published_at) == (OfferStatus.PUBLISHED, NOW)
    assert (told(), last_act()) == ({"offer", "organisation"}, "offer.published")


def test_publishing_twice_is_refused(make: Make, actor: Actor, firm: Organisation, writing: Flask) -> None:
    offer = loaded(make.offer(firm))

    with pytest.raises(WrongState):
        services.publish(offer, actor, now=NOW)


def test_an_offer_without_text_is_not_ready(
    make: Make, actor: Actor, firm: Organisation, writing: Flask
) -> None:
    offer = loaded(make.offer(firm, status=OfferStatus.DRAFT, published_at=None, what=""))

    with pytest.raises(NotReady):
        services.publish(offer, actor, now=NOW)


def test_a_published_offer_cannot_lose_its_text(
    make: Make, actor: Actor, firm: Organisation, writing: Flask
) -> None:
    offer = loaded(make.offer(firm))

    with pytest.raises(NotReady):
        services.save(offer, actor, {"what": ""}, now=NOW)
    assert offer.what != ""


def test_a_change_of_what_others_read_is_recorded_and_told(
    make: Make, actor: Actor, firm: Organisation, writing: Flask
) -> None:
    offer = loaded(make.offer(firm))
    before = offer.version

    names = services.save(offer, actor, {"what": "Autre chose", "title": offer.title}, now=NOW)

    assert (names, offer.version) == (["what"], before + 1)
    assert (told(), last_act()) == ({"offer", "organisation"}, "offer.changed")


def test_the_same_answers_change_nothing(
    make: Make, actor: Actor, firm: Organisation, writing: Flask
) -> None:
    offer = loaded(make.offer(firm))

    assert services.save(offer, actor, {"what": offer.what}, now=NOW) == []
    assert told() == set()


def test_a_withdrawn_offer_leaves_the_stores_and_may_come_back(
    make: Make, actor: Actor, firm: Organisation, writing: Flask
) -> None:
    offer = loaded(make.offer(firm))

    services.withdraw(offer, actor, now=NOW)
    withdrawn = (offer.status, told())
    services.publish(offer, actor, now=NOW)

    assert withdrawn == (OfferStatus.WITHDRAWN, {"offer", "organisation"})
    assert offer.status is OfferStatus.PUBLISHED


def test_deletion_takes_labels_and_references_along(
    make: Make, actor: Actor, firm: Organisation, writing: Flask
) -> None:
    offer = loaded(make.offer(firm, labels=[{"name": "RGE"}], references=[{"client": "Ville", "text": "x"}]))

    services.delete(offer, actor, now=NOW)

    left = [db.session.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one() for table in TABLES]
    assert (left, told(), last_act()) == ([0, 0, 0], {"offer", "organisation"}, "offer.deleted")


TABLES = ("offers", "offer_labels", "offer_references")


def test_a_copy_is_a_draft_with_the_same_words_labels_and_references(
    make: Make, actor: Actor, firm: Organisation, writing: Flask
) -> None:
    offer = loaded(
        make.offer(
            firm, labels=[{"name": "RGE"}], references=[{"client": "Ville", "year": 2024, "text": "Tonte"}]
        )
    )

    copy = services.duplicate(offer, actor, now=NOW)

    assert (copy.status, copy.published_at) == (OfferStatus.DRAFT, None)
    assert (copy.what, copy.zone, copy.cpvs) == (offer.what, offer.zone, offer.cpvs)
    assert ([one.name for one in copy.labels], [one.year for one in copy.references]) == (["RGE"], [2024])


def test_labels_and_references_are_bounded(
    make: Make, actor: Actor, firm: Organisation, writing: Flask
) -> None:
    labels = [{"name": f"Label {n}"} for n in range(rules.LABELS_AT_MOST)]
    references = [{"client": "", "text": f"Chantier {n}"} for n in range(rules.REFERENCES_AT_MOST)]
    offer = loaded(make.offer(firm, labels=labels, references=references))

    with pytest.raises(TooManyLabels):
        services.add_label(offer, actor, name="De trop", valid_until=None, now=NOW)
    with pytest.raises(TooManyReferences):
        services.add_reference(offer, actor, client="", year=None, text="De trop", now=NOW)


def test_offers_of_a_firm_are_bounded(
    make: Make, actor: Actor, firm: Organisation, writing: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "OFFERS_AT_MOST", 1)
    services.start(actor, now=NOW)

    with pytest.raises(TooManyOffers):
        services.start(actor, now=NOW)


def test_a_label_gone_already_is_removed_without_a_word(
    make: Make, actor: Actor, firm: Organisation, writing: Flask
) -> None:
    offer = loaded(make.offer(firm, labels=[{"name": "RGE"}]))
    number = offer.labels[0].id

    removed = [services.remove_label(offer, number, actor, now=NOW) for _ in range(2)]

    assert [label.name if label else None for label in removed] == ["RGE", None]
