"""What an administrator counts, and the journal as it is read: newest first."""

from __future__ import annotations

import sqlalchemy as sa

from matchmaker.accounts.models import User
from matchmaker.extensions import db
from matchmaker.journal.models import Entry, Head
from matchmaker.needs.models import Need
from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.organisations.models import Organisation


def counts() -> dict[str, int]:
    """Accounts, organisations and offers, in one query."""
    published = Offer.status == OfferStatus.PUBLISHED
    columns = {
        "accounts": sa.select(sa.func.count(User.id)),
        "confirmed": sa.select(sa.func.count(User.id)).where(User.confirmed_at.is_not(None)),
        "organisations": sa.select(sa.func.count(Organisation.id)),
        "buyers": sa.select(sa.func.count(Organisation.id)).where(Organisation.is_buyer),
        "suppliers": sa.select(sa.func.count(Organisation.id)).where(Organisation.is_supplier),
        "needs": sa.select(sa.func.count(Need.id)),
        "offers": sa.select(sa.func.count(Offer.id)),
        "published_offers": sa.select(sa.func.count(Offer.id)).where(published),
    }
    query = sa.select(*(part.scalar_subquery().label(name) for name, part in columns.items()))
    return dict(db.session.execute(query).mappings().one())


def needs_by_status() -> dict[str, int]:
    """The number of needs of each status that has some."""
    query = sa.select(Need.status, sa.func.count(Need.id)).group_by(Need.status)
    return {status.value: count for status, count in db.session.execute(query)}


def journal() -> sa.Select[tuple[Entry]]:
    return sa.select(Entry).order_by(Entry.seq.desc())


def head() -> Head:
    """The last sequence number and hash: whoever has written them down can tell a journal cut short."""
    return db.session.get_one(Head, 1)


def people(entries: list[Entry]) -> dict[int, str]:
    """The e-mail address of those who acted; an account erased since is left out."""
    ids = {entry.actor_id for entry in entries if entry.actor_id is not None}
    query = sa.select(User.id, User.email).where(User.id.in_(ids))
    return {row.id: row.email for row in db.session.execute(query)}
