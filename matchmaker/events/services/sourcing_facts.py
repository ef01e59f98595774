"""Meetings of the day told to the sourcing files of the needs that they were about."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from matchmaker.accounts.actor import Actor
from matchmaker.events.models import MeetingRecord, Pair, Registration, Slot, Subject, Took
from matchmaker.extensions import db
from matchmaker.needs.models import Need
from matchmaker.organisations.models import Organisation
from matchmaker.sourcing.meetings import record_meeting
from matchmaker.sourcing.models_dossier import MeetingOutcome, MeetingSource


def tell(one: MeetingRecord, actor: Actor, *, now: datetime) -> int:
    """The number of files that now know it. Told again it changes nothing, or corrects what was told.

    The need is the pair's, else the needs that the buyer brought. A firm that the platform does not know
    enters no file.
    """
    firm = db.session.get_one(Registration, one.supplier_id)
    known = firm.organisation_id and db.session.get(Organisation, firm.organisation_id)
    slot = db.session.get(Slot, one.slot_id) if one.slot_id else None
    if not known or not known.is_supplier or slot is None or one.took is None:
        return 0
    needs = _needs(one)
    for need in needs:
        record_meeting(
            need,
            known.id,
            actor,
            held_on=slot.day,
            outcome=_outcome(one, firm),
            now=now,
            source=MeetingSource.RENCONTRE,
            source_key=f"event:{one.event_id}:{one.buyer_id}:{one.supplier_id}",
        )
    return len(needs)


def _needs(one: MeetingRecord) -> list[Need]:
    """A need of another body than the buyer's is not told: it is not theirs to fill."""
    buyer = db.session.get_one(Registration, one.buyer_id)
    pair = sa.select(Pair.need_id).where(
        Pair.buyer_id == one.buyer_id, Pair.supplier_id == one.supplier_id, Pair.need_id.is_not(None)
    )
    brought = sa.select(Subject.need_id).where(
        Subject.registration_id == one.buyer_id, Subject.need_id.is_not(None)
    )
    for query in (pair, brought):
        numbers = list(db.session.execute(query).scalars())
        if numbers:
            found = sa.select(Need).where(Need.id.in_(numbers), Need.organisation_id == buyer.organisation_id)
            return list(db.session.execute(found.order_by(Need.id)).scalars())
    return []


def _outcome(one: MeetingRecord, firm: Registration) -> MeetingOutcome:
    if one.took is Took.HELD:
        return MeetingOutcome.HELD
    buyer = db.session.get_one(Registration, one.buyer_id)
    if _missed(firm):
        return MeetingOutcome.FIRM_ABSENT
    return MeetingOutcome.BUYER_ABSENT if _missed(buyer) else MeetingOutcome.CANCELLED


def _missed(person: Registration) -> bool:
    return person.absent_since is not None or person.arrived_at is None
