"""Invite firms to respond: one text for all, and the list that they were chosen from kept as evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matchmaker.accounts.actor import Actor
from matchmaker.extensions import db, jobs
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.needs.models import Need
from matchmaker.organisations.models import Organisation, Size
from matchmaker.sourcing import delivering, freezing, joining, links, queries, rules, shortlist
from matchmaker.sourcing.errors import ContactClosed, NobodyToInvite, NoGround
from matchmaker.sourcing.models import Cause
from matchmaker.sourcing.models_contacts import Contact, MarkKind, Round

AT_MOST = 500  # firms in one round
NEWCOMER = timedelta(days=180)  # as the report on exposure counts them


@dataclass(frozen=True, slots=True)
class Candidate:
    """A firm that may be invited; `chosen`: it stands on the shortlist."""

    firm: Organisation
    chosen: bool


def candidates(need: Need, *, again: bool = False) -> list[Candidate]:
    """The shortlist first, then the first page of the list; neither the excluded nor the contacted.

    `again`: with the contacted, for a button pressed twice.
    """
    marks, known = shortlist.marks(need), set() if again else contacted(need)
    listed = [row.organisation for row in queries.ranked(need)[0]]
    on_it = [one.supplier for one in marks.values() if one.kind is MarkKind.SHORTLISTED]
    firms = {firm.id: firm for firm in (*on_it, *listed) if firm.id not in known}
    return [
        Candidate(firm, chosen=key in marks)
        for key, firm in firms.items()
        if key not in marks or marks[key].kind is MarkKind.SHORTLISTED
    ]


def contacted(need: Need) -> set[int]:
    query = sa.select(Contact.supplier_id).where(Contact.need_id == need.id)
    return set(db.session.execute(query).scalars())


def invitable(need: Need, supplier_ids: Collection[int]) -> list[int]:
    """Those of these firms that may be invited now, in the order given, each once."""
    known, marks = contacted(need), shortlist.marks(need, supplier_ids)
    out = {key for key, one in marks.items() if one.kind is MarkKind.EXCLUDED}
    query = sa.select(Organisation.id).where(
        Organisation.id.in_(list(supplier_ids)), Organisation.is_supplier
    )
    firms = set(db.session.execute(query).scalars())
    return [key for key in dict.fromkeys(supplier_ids) if key in firms and key not in known | out][:AT_MOST]


def invite(
    need: Need,
    actor: Actor,
    *,
    supplier_ids: Sequence[int],
    text: str,
    now: datetime,
    send_at: datetime | None = None,
) -> Round:
    """Keep the list, and let the worker write to these firms, now or at `send_at`.

    The caller holds the need. Raises ContactClosed, NoGround, NobodyToInvite.
    """
    if not rules.can_contact(actor, need, now):
        raise ContactClosed
    if actor.acting_for is None or not actor.acting_for.verified:
        raise NoGround
    wanted = invitable(need, supplier_ids)
    if not wanted:
        raise NobodyToInvite
    kept = freezing.freeze(need, actor, now=now, cause=Cause.RELIED)
    one = _round(need, actor, kept.id, text=text, now=now, send_at=send_at or now)
    for supplier_id in wanted:
        contact(need, supplier_id, now=now, of=one)
    record(
        actor,
        Action.SUPPLIERS_INVITED,
        "need",
        need.id,
        now=now,
        round=one.id,
        list=kept.id,
        list_digest=kept.digest,
        text_digest=hashlib.sha256(text.encode()).hexdigest(),
        documents=[one.digest for one in joining.documents(need)],
        suppliers=wanted,
        send_at=one.send_at.isoformat(),
    )
    jobs.want(db.session, delivering.DELIVER)
    return one


def _round(need: Need, actor: Actor, list_id: int, *, text: str, now: datetime, send_at: datetime) -> Round:
    last = sa.select(sa.func.coalesce(sa.func.max(Round.number), 0)).where(Round.need_id == need.id)
    one = Round(
        need_id=need.id,
        number=db.session.execute(last).scalar_one() + 1,
        text=text,
        frozen_list_id=list_id,
        author_id=actor.user_id,
        at=now,
        send_at=send_at,
    )
    db.session.add(one)
    db.session.flush()
    return one


def contact(need: Need, supplier_id: int, *, now: datetime, of: Round | None = None) -> Contact:
    """The firm's one contact for the need, made when it has none."""
    one = Contact(
        need_id=need.id,
        supplier_id=supplier_id,
        round_id=of.id if of else None,
        nonce=links.new_nonce(),
        created_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(one)
    except IntegrityError:
        query = sa.select(Contact).where(Contact.need_id == need.id, Contact.supplier_id == supplier_id)
        return db.session.execute(query).scalar_one()
    return one


def missing_kinds(firms: Sequence[Organisation], *, now: datetime) -> list[str]:
    """What a panel lacks to be diverse: `very_small`, `newcomer`, `elsewhere`. Advice only."""
    lacking = []
    if not any(firm.size is Size.TPE for firm in firms):
        lacking.append("very_small")
    if not any(firm.created_at >= now - NEWCOMER for firm in firms):
        lacking.append("newcomer")
    seats = {firm.commune for firm in firms if firm.commune}
    if len(firms) > 1 and len(seats) == 1:
        lacking.append("elsewhere")
    return lacking
