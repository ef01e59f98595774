"""What is told by the clock, found in the rows each minute and told once: see `notifications.tellings`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from flask_babel import force_locale
from sqlalchemy.orm import joinedload

from matchmaker.accounts.models import User
from matchmaker.alerts import messages, reasons
from matchmaker.errors import Unavailable
from matchmaker.extensions import db, jobs
from matchmaker.journal.access import Seen
from matchmaker.journal.models import AccessTrace
from matchmaker.needs import messages as needs
from matchmaker.needs.documents import matching_need
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.notifications.services import queue
from matchmaker.notifications.tellings import tell, untold
from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.organisations import queries as organisations
from matchmaker.organisations.models import Organisation
from matchmaker.sourcing import ending, index, links, queries, suggestions
from matchmaker.sourcing.messages import readers
from matchmaker.sourcing.models_contacts import Choice, Contact, Delivery, Response, Told
from matchmaker.sourcing.models_outcomes import Outcome, Signed

NEEDS_AT_ONCE, BATCH = 5, 50
FIRMS_ALERTED, FIRMS_NAMED = 60, 3
DAY = timedelta(days=1)
RECENT = 3 * DAY  # what is older is no news: an index that was away for longer tells nobody
SETTLED = timedelta(minutes=2)
YEAR = 365 * DAY
ASKED_AFTER = (30, 90)


@jobs.task("alerts.clock", every_minute=True)
def tick() -> None:
    carry(datetime.now(UTC))


def carry(now: datetime) -> None:
    new_needs(now)
    welcome(now)
    seen(now)
    deadlines(now)
    stale(now)
    outcomes(now)


def new_needs(now: datetime) -> int:
    """To the members of firms that a new need fits, with reasons; to its author, the first found."""
    query = (
        sa.select(Need)
        .options(joinedload(Need.organisation))
        .where(Need.status == NeedStatus.PUBLISHED, Need.answers_until > now)
        .where(Need.published_at <= now - SETTLED, Need.published_at > now - RECENT)
        .where(untold("need.alerts", Need.id))
    )
    found = db.session.execute(query.order_by(Need.id).limit(NEEDS_AT_ONCE)).scalars().all()
    try:
        for need in found:
            _alert(need, now=now)
    except Unavailable:
        return 0  # the worker is making the index: the next minute asks again
    tell("need.alerts", [need.id for need in found], now=now)
    return len(found)


def _alert(need: Need, *, now: datetime) -> None:
    listed = index.index().current().suggest(matching_need(need), FIRMS_ALERTED)
    fitting = {
        int(str(one.supplier_id)): one
        for one in listed
        if queries.beside_place(one) >= queries.LEAST_BESIDE_PLACE
    }
    firms = suggestions.organisations(fitting)
    known = set(
        db.session.execute(sa.select(Contact.supplier_id).where(Contact.need_id == need.id)).scalars()
    )
    for number, one in fitting.items():
        for person in _people(firms.get(number), now=now) if number not in known else ():
            with force_locale(person.locale):
                why = reasons.sentences(one)
            queue(messages.fitting(need, firms[number], person, why), now=now)
    author = needs.author(need)
    names = [firms[number].name for number in fitting if number in firms][:FIRMS_NAMED]
    if author is not None and names:
        queue(messages.matches(need, author, names), now=now)


def _people(firm: Organisation | None, *, now: datetime) -> Sequence[User]:
    """Those who speak for the firm on a ground."""
    if firm is None:
        return ()
    return [one.user for one in organisations.verified_members(firm.id, now=now) if one.user.is_active]


def welcome(now: datetime) -> int:
    """Three open needs, to a firm whose first offer has just been published."""
    first = sa.func.min(Offer.published_at)
    newcomers = (
        sa.select(Offer.organisation_id)
        .where(Offer.published_at.is_not(None))
        .group_by(Offer.organisation_id)
        .having(sa.and_(first > now - RECENT, first <= now - SETTLED))
    )
    query = sa.select(Organisation).where(
        Organisation.id.in_(newcomers), untold("offers.welcome", Organisation.id)
    )
    firms = db.session.execute(query.order_by(Organisation.id).limit(BATCH)).scalars().all()
    try:
        fitting = {firm.id: [row.need for row in queries.needs_for(firm)[0][:3]] for firm in firms}
    except Unavailable:
        return 0
    for firm in firms:
        for person in _people(firm, now=now) if fitting[firm.id] else ():
            queue(messages.welcome(firm, person, fitting[firm.id]), now=now)
    tell("offers.welcome", [firm.id for firm in firms], now=now)
    return len(firms)


def seen(now: datetime) -> int:
    """To the firm: the team has read its response."""
    read = (
        sa.select(AccessTrace.object_id)
        .where(AccessTrace.object_kind == "response", AccessTrace.seen == Seen.RESPONSE.value)
        .where(AccessTrace.at > now - RECENT)
    )
    query = (
        sa.select(Response)
        .options(joinedload(Response.contact).joinedload(Contact.need))
        .options(joinedload(Response.contact).joinedload(Contact.supplier))
        .where(Response.id.in_(read), Response.choice == Choice.INTERESTED)
        .where(untold("sourcing.seen", Response.id))
    )
    found = db.session.execute(query.order_by(Response.id).limit(BATCH)).scalars().all()
    for one in found:
        token = links.token_of(one.contact)
        for reader in readers(one.contact.supplier, now=now):
            queue(messages.seen(one.id, one.contact.need, reader, token), now=now)
    tell("sourcing.seen", [one.id for one in found], now=now)
    return len(found)


def deadlines(now: datetime) -> int:
    """Two days before the end, to who wrote the need: who has responded, who has not."""
    query = (
        sa.select(Need)
        .where(Need.status == NeedStatus.PUBLISHED, Need.answers_until > now)
        .where(Need.answers_until <= now + 2 * DAY, Need.published_at <= now - 2 * DAY)
        .where(untold("need.deadline", Need.id))
    )
    found = db.session.execute(query.order_by(Need.id).limit(BATCH)).scalars().all()
    for need in found:
        author = needs.author(need)
        if author is not None:
            interested, silent = _counts(need)
            queue(messages.deadline(need, author, interested=interested, silent=silent), now=now)
    tell("need.deadline", [need.id for need in found], now=now)
    return len(found)


def _counts(need: Need) -> tuple[int, int]:
    said = sa.select(sa.func.count(Response.id)).join(Contact).where(Contact.need_id == need.id)
    invited = (
        sa.select(sa.func.count(sa.distinct(Contact.id)))
        .join(Delivery, sa.and_(Delivery.contact_id == Contact.id, Delivery.told == Told.INVITATION))
        .where(Contact.need_id == need.id, ~Contact.response.has())
    )
    interested = db.session.execute(said.where(Response.choice == Choice.INTERESTED)).scalar_one()
    return interested, db.session.execute(invited).scalar_one()


def stale(now: datetime) -> int:
    """Once a year, to a firm whose card and offers have not changed for a year."""
    kind = f"offers.stale.{now.year}"
    fresh = sa.select(Offer.organisation_id).where(Offer.updated_at > now - YEAR)
    shown = sa.select(Offer.organisation_id).where(Offer.status == OfferStatus.PUBLISHED)
    query = (
        sa.select(Organisation)
        .where(Organisation.is_supplier, Organisation.updated_at <= now - YEAR)
        .where(Organisation.id.in_(shown), Organisation.id.not_in(fresh), untold(kind, Organisation.id))
    )
    firms = db.session.execute(query.order_by(Organisation.id).limit(BATCH)).scalars().all()
    for firm in firms:
        for person in _people(firm, now=now):
            queue(messages.stale(firm, person, year=now.year), now=now)
    tell(kind, [firm.id for firm in firms], now=now)
    return len(firms)


def outcomes(now: datetime) -> int:
    """After 30 and 90 days, to who wrote the need, unless its end is known already."""
    known = sa.select(Outcome.id).where(Outcome.need_id == Need.id, Outcome.signed != Signed.NOT_YET)
    done = 0
    for days in ASKED_AFTER:
        kind = f"need.outcome.{days}"
        query = (
            sa.select(Need)
            .where(Need.status.in_(ending.ENDED), ~known.exists(), untold(kind, Need.id))
            .where(Need.ended_at <= now - days * DAY, Need.ended_at > now - (days + 15) * DAY)
        )
        found = db.session.execute(query.order_by(Need.id).limit(BATCH)).scalars().all()
        for need in found:
            author = needs.author(need)
            if author is not None:
                queue(messages.outcome(need, author, days=days), now=now)
        tell(kind, [need.id for need in found], now=now)
        done += len(found)
    return done
