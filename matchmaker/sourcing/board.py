"""The buyer's board of a sourcing: each firm with its state, and what each has received."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.journal.access import Seen
from matchmaker.journal.models import AccessTrace
from matchmaker.needs.models import Need
from matchmaker.sourcing import asking, joining, rules
from matchmaker.sourcing.models_contacts import Contact, Delivery, Exchange, Told


class State(StrEnum):
    """Where a firm stands. `SILENT`: invited, and the deadline has passed without a word."""

    WAITING = "waiting"
    UNREACHABLE = "unreachable"
    SENT = "sent"
    SEEN = "seen"
    INTERESTED = "interested"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Line:
    """One firm; `told` are what it received, by kind and number."""

    contact: Contact
    state: State
    seen_at: datetime | None
    told: dict[tuple[Told, int], Delivery]

    @property
    def invited_at(self) -> datetime | None:
        return next((one.at for (kind, _), one in self.told.items() if kind is Told.INVITATION), None)

    @property
    def unread(self) -> bool:
        """Invited, without an address to write to, and silent since."""
        readers = [one.readers for one in self.told.values()]
        return bool(readers) and not any(readers) and self.contact.response is None


def lines(need: Need, *, now: datetime) -> list[Line]:
    """Every firm invited or come by itself, in a number of queries that does not depend on how many."""
    query = (
        sa.select(Contact)
        .options(
            joinedload(Contact.supplier),
            joinedload(Contact.round),
            joinedload(Contact.response),
            selectinload(Contact.deliveries),
        )
        .where(Contact.need_id == need.id)
        .order_by(Contact.id)
    )
    contacts = db.session.execute(query).scalars().all()
    opened = _opened([one.id for one in contacts])
    return [_line(need, one, opened.get(one.id), now=now) for one in contacts]


def _line(need: Need, one: Contact, seen_at: datetime | None, *, now: datetime) -> Line:
    told = {(row.told, row.object_id): row for row in one.deliveries}
    return Line(one, state_of(need, one, seen_at, now=now), seen_at, told)


def state_of(need: Need, one: Contact, seen_at: datetime | None, *, now: datetime) -> State:
    if one.response is not None:
        return State(one.response.choice.value)
    invited = next((row for row in one.deliveries if row.told is Told.INVITATION), None)
    if one.round_id is not None and invited is None:
        return State.WAITING
    if not rules.open_for_responses(need, now):
        return State.SILENT
    if seen_at is not None:
        return State.SEEN
    return State.UNREACHABLE if invited is not None and not invited.readers else State.SENT


def _opened(contact_ids: Sequence[int]) -> dict[int, datetime]:
    """When each link was first opened; a mail server that looks at links counts too."""
    query = (
        sa.select(AccessTrace.object_id, sa.func.min(AccessTrace.at))
        .where(AccessTrace.object_kind == "contact", AccessTrace.object_id.in_(contact_ids))
        .where(AccessTrace.seen == Seen.RESPONSE_LINK.value)
        .group_by(AccessTrace.object_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def counts(found: Sequence[Line]) -> dict[State, int]:
    return {state: sum(line.state is state for line in found) for state in State}


def contact(need: Need, contact_id: int) -> Contact:
    """Raises NotFound for another need's."""
    found = db.session.get(Contact, contact_id)
    if found is None or found.need_id != need.id:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class Thing:
    """What everybody must have: a reply or a document, by its number among those of its kind."""

    told: Told
    object_id: int
    number: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Parity:
    """The register: `things` that everybody must have, and by firm the moment it had each (None: not yet)."""

    things: Sequence[Thing]
    lines: Sequence[Line]

    def moment(self, line: Line, one: Thing) -> datetime | None:
        """By mail; or with the invitation, or the page on which it came, when it was there before."""
        told = line.told.get((one.told, one.object_id))
        if told is not None:
            return told.at
        arrival = line.invited_at if line.contact.round_id is not None else line.contact.created_at
        return arrival if arrival is not None and one.at <= arrival else None

    @property
    def gaps(self) -> list[tuple[Line, Thing | None]]:
        """What has not reached whom; None is the invitation itself."""
        missing: list[tuple[Line, Thing | None]] = []
        for line in self.lines:
            if line.contact.round_id is not None and line.invited_at is None:
                missing.append((line, None))
            else:
                missing += [(line, one) for one in self.things if self.moment(line, one) is None]
        return missing

    @property
    def missing(self) -> int:
        return len(self.gaps)

    @property
    def unreachable(self) -> list[Line]:
        """Handed over, but no address was known: these firms must be reached otherwise."""
        return [line for line in self.lines if line.state is State.UNREACHABLE or line.unread]


def parity(need: Need, *, now: datetime) -> Parity:
    """Complete when nothing is missing: to be looked at before the procedure is launched."""
    replies, documents = asking.published(need), joining.documents(need)
    things = [Thing(Told.REPLY, one.id, number, _at(one)) for number, one in enumerate(replies, 1)]
    things += [Thing(Told.DOCUMENT, one.id, one.number, one.added_at) for one in documents]
    return Parity(things, lines(need, now=now))


def _at(one: Exchange) -> datetime:
    assert one.replied_at is not None
    return one.replied_at


def count(need: Need) -> int:
    """How many firms were invited or came."""
    query = sa.select(sa.func.count()).select_from(Contact).where(Contact.need_id == need.id)
    return db.session.execute(query).scalar_one()
