"""Verbs of offers. They flush, never commit, record in the journal, and tell the stores what changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from matchmaker.accounts.actor import SYSTEM, Actor, Role
from matchmaker.errors import NotAllowed
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.moderation.models import CaseKind
from matchmaker.moderation.services import open_case
from matchmaker.offers import queries, rules
from matchmaker.offers.errors import NotReady, TooManyLabels, TooManyOffers, TooManyReferences, WrongState
from matchmaker.offers.models import Label, Offer, OfferStatus, Reference
from matchmaker.organisations import queries as organisations
from matchmaker.organisations.models import Membership
from matchmaker.search.sync import changed

COPIED = ("title", "what", "for_whom", "how", "cpvs", "zone_json", "capacity_band", "unavailable_until")


def start(actor: Actor, *, now: datetime) -> Offer:
    """An empty draft of the firm one acts for. Raises NotAllowed, TooManyOffers."""
    if actor.acting_for is None or actor.acting_for.role is not Role.SUPPLIER:
        raise NotAllowed("supplier")
    offer = Offer(
        organisation_id=actor.acting_for.id,
        author_id=actor.user_id,
        status=OfferStatus.DRAFT,
        cpvs=[],
        created_at=now,
        updated_at=now,
    )
    return _begin(offer, actor, now=now)


def _begin(offer: Offer, actor: Actor, *, now: datetime, **payload: object) -> Offer:
    if queries.count_of(offer.organisation_id) >= rules.OFFERS_AT_MOST:
        raise TooManyOffers(limit=rules.OFFERS_AT_MOST)
    db.session.add(offer)
    db.session.flush()
    record(actor, Action.OFFER_DRAFTED, "offer", offer.id, now=now, **payload)
    return offer


def save(offer: Offer, actor: Actor, answers: Mapping[str, object], *, now: datetime) -> list[str]:
    """Put the answers (attributes of the offer) in place; the names of those that changed.

    Raises NotReady when an offer that buyers read would lose what they need; nothing is kept then.
    """
    names = [name for name, value in answers.items() if getattr(offer, name) != value]
    for name in names:
        setattr(offer, name, answers[name])
    if offer.status is OfferStatus.PUBLISHED and rules.missing(offer):
        db.session.expire(offer)
        raise NotReady
    if names:
        _touch(offer, actor, names, now=now)
    return names


def add_label(offer: Offer, actor: Actor, *, name: str, valid_until: date | None, now: datetime) -> Label:
    """Raises TooManyLabels."""
    if len(offer.labels) >= rules.LABELS_AT_MOST:
        raise TooManyLabels(limit=rules.LABELS_AT_MOST)
    label = Label(name=name, valid_until=valid_until)
    offer.labels.append(label)
    _touch(offer, actor, ["labels"], now=now)
    return label


def remove_label(offer: Offer, label_id: int, actor: Actor, *, now: datetime) -> Label | None:
    """The label taken off; None when it was gone already."""
    label = next((one for one in offer.labels if one.id == label_id), None)
    if label is not None:
        offer.labels.remove(label)
        _touch(offer, actor, ["labels"], now=now)
    return label


def add_reference(
    offer: Offer, actor: Actor, *, client: str, year: int | None, text: str, now: datetime
) -> Reference:
    """Raises TooManyReferences."""
    if len(offer.references) >= rules.REFERENCES_AT_MOST:
        raise TooManyReferences(limit=rules.REFERENCES_AT_MOST)
    reference = Reference(client=client, year=year, text=text)
    offer.references.append(reference)
    _touch(offer, actor, ["references"], now=now)
    return reference


def remove_reference(offer: Offer, reference_id: int, actor: Actor, *, now: datetime) -> Reference | None:
    """The reference taken off; None when it was gone already."""
    reference = next((one for one in offer.references if one.id == reference_id), None)
    if reference is not None:
        offer.references.remove(reference)
        _touch(offer, actor, ["references"], now=now)
    return reference


def _touch(offer: Offer, actor: Actor, names: list[str], *, now: datetime) -> None:
    """A new version; the journal and the stores hear of it once others may have read the offer."""
    offer.updated_at = now
    db.session.flush()
    if offer.status is not OfferStatus.DRAFT:
        facts = {"fields": sorted(names), "version": offer.version}
        record(actor, Action.OFFER_CHANGED, "offer", offer.id, now=now, **facts)
    if offer.status is OfferStatus.PUBLISHED:
        _tell(offer, now=now)


def publish(offer: Offer, actor: Actor, *, now: datetime) -> None:
    """Show the offer to everybody; a withdrawn one comes back. Raises NotReady, WrongState.

    It waits while whoever asks has no ground to speak for the firm.
    """
    if not rules.may_become(offer.status, OfferStatus.PUBLISHED):
        raise WrongState
    if rules.missing(offer):
        raise NotReady
    person = offer.author_id if actor is SYSTEM else actor.user_id
    if not organisations.speaks(person, offer.organisation_id, now=now):
        wait(offer, actor, now=now)
        return
    if not queries.ever_published(offer.organisation_id):
        _show_moderators(offer, actor, now=now)
    offer.published_at, offer.waiting_since = now, None
    _become(offer, OfferStatus.PUBLISHED, actor, Action.OFFER_PUBLISHED, now=now)


def wait(offer: Offer, actor: Actor, *, now: datetime) -> None:
    """Seen by nobody else yet; it goes live by itself once whoever asked has shown a ground."""
    if offer.waiting_since is not None:
        return
    offer.author_id = actor.user_id or offer.author_id
    offer.waiting_since = offer.updated_at = now
    db.session.flush()
    record(actor, Action.OFFER_WAITING, "offer", offer.id, now=now, version=offer.version)
    _show_moderators(offer, actor, now=now)


def stop_waiting(offer: Offer, *, now: datetime) -> None:
    """A plain draft again."""
    offer.waiting_since, offer.updated_at = None, now
    db.session.flush()


def _show_moderators(offer: Offer, actor: Actor, *, now: datetime) -> None:
    open_case(CaseKind.OFFER, "offer", offer.id, organisation_id=offer.organisation_id, actor=actor, now=now)


def go_live(membership: Membership, now: datetime) -> None:
    """What the person had asked to publish, now that they have shown a ground."""
    for offer in queries.waiting(membership.organisation_id, membership.user_id):
        if rules.missing(offer):
            stop_waiting(offer, now=now)
        else:
            publish(offer, SYSTEM, now=now)


def withdraw(offer: Offer, actor: Actor, *, now: datetime) -> None:
    """Off the public pages, kept for its firm. Raises WrongState."""
    if not rules.may_become(offer.status, OfferStatus.WITHDRAWN):
        raise WrongState
    _become(offer, OfferStatus.WITHDRAWN, actor, Action.OFFER_WITHDRAWN, now=now)


def delete(offer: Offer, actor: Actor, *, now: datetime) -> None:
    """For good; the journal keeps that it was there."""
    number, shown = offer.id, offer.status is OfferStatus.PUBLISHED
    db.session.delete(offer)
    db.session.flush()
    record(actor, Action.OFFER_DELETED, "offer", number, now=now, organisation_id=offer.organisation_id)
    if shown:
        changed("offer", number, now=now)
        changed("organisation", offer.organisation_id, now=now)


def duplicate(offer: Offer, actor: Actor, *, now: datetime) -> Offer:
    """A new draft that says the same, labels and references with it. Raises TooManyOffers."""
    copy = Offer(
        organisation_id=offer.organisation_id,
        author_id=actor.user_id,
        status=OfferStatus.DRAFT,
        created_at=now,
        updated_at=now,
        **{name: getattr(offer, name) for name in COPIED},
    )
    copy.labels = [Label(name=one.name, valid_until=one.valid_until) for one in offer.labels]
    copy.references = [Reference(client=one.client, year=one.year, text=one.text) for one in offer.references]
    return _begin(copy, actor, now=now, copied_from=offer.id)


def _become(offer: Offer, status: OfferStatus, actor: Actor, action: Action, *, now: datetime) -> None:
    offer.status, offer.updated_at = status, now
    db.session.flush()
    record(actor, action, "offer", offer.id, now=now, version=offer.version)
    _tell(offer, now=now)


def _tell(offer: Offer, *, now: datetime) -> None:
    """The search shows offers, the matcher whole firms: both look again."""
    changed("offer", offer.id, now=now)
    changed("organisation", offer.organisation_id, now=now)
