"""Reads of needs. What the actor may not see does not exist for them."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload

from matchmaker.accounts.actor import Actor, Role
from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.needs import rules
from matchmaker.needs.models import Lot, Need, NeedStatus
from matchmaker.notifications.tellings import untold


def shown(actor: Actor, need_id: int) -> Need:
    """A public need, or one of the actor's. Raises NotFound."""
    need = db.session.get(Need, need_id, options=[joinedload(Need.organisation)])
    if need is None or not rules.can_see(actor, need):
        raise NotFound
    return need


def waiting(organisation_id: int, author_id: int) -> list[Need]:
    """Drafts that go live once their author has shown a ground to speak for the body."""
    query = sa.select(Need).where(
        Need.organisation_id == organisation_id,
        Need.author_id == author_id,
        Need.waiting_since.is_not(None),
    )
    return list(db.session.execute(query.order_by(Need.id).with_for_update()).scalars())


def ever_published(organisation_id: int) -> bool:
    query = sa.select(Need.id).where(Need.organisation_id == organisation_id, Need.published_at.is_not(None))
    return db.session.execute(query.limit(1)).first() is not None


def any_need(need_id: int) -> Need:
    """Whatever its state, for commands of whoever runs the machine. Raises NotFound."""
    need = db.session.get(Need, need_id)
    if need is None:
        raise NotFound
    return need


def owned(actor: Actor, need_id: int, *, lock: bool = False) -> Need:
    """A need of the actor's body, or the actor's own draft. `lock` it to change it. Raises NotFound."""
    need = db.session.get(Need, need_id, with_for_update=True if lock else None, populate_existing=lock)
    if need is None or not rules.owns(actor, need):
        raise NotFound
    return need


def lot(need: Need, lot_id: int) -> Lot:
    """Raises NotFound when the lot is of another need."""
    found = next((one for one in need.lots if one.id == lot_id), None)
    if found is None:
        raise NotFound
    return found


def _light() -> sa.Select[Need]:
    """For lists: the body in the same query, no lots, no questions."""
    return sa.select(Need).options(
        joinedload(Need.organisation), lazyload(Need.lots), lazyload(Need.questions)
    )


def published(now: datetime) -> sa.Select[Need]:
    """Open to responses, the newest first."""
    return (
        _light()
        .where(Need.status == NeedStatus.PUBLISHED, Need.answers_until > now)
        .order_by(Need.published_at.desc(), Need.id.desc())
    )


def open_of(organisation_id: int, now: datetime, *, limit: int = 20) -> list[Need]:
    """The open needs of one body, the newest first."""
    query = published(now).where(Need.organisation_id == organisation_id).limit(limit)
    return list(db.session.execute(query).scalars())


def latest(actor: Actor, *, limit: int = 4) -> list[Need]:
    """Those of `mine` that were changed last."""
    return list(db.session.execute(mine(actor).limit(limit)).scalars())


def archived(now: datetime) -> sa.Select[Need]:
    """Readable still, but over: closed, tendered, awarded, or past their deadline by less than a minute."""
    over = sa.and_(Need.status == NeedStatus.PUBLISHED, Need.answers_until <= now)
    return (
        _light()
        .where(sa.or_(Need.status.in_(rules.ARCHIVED), over))
        .order_by(Need.published_at.desc(), Need.id.desc())
    )


def mine(actor: Actor) -> sa.Select[Need]:
    """Those of one's body, one's own drafts, and those begun in this browser; last changed first."""
    owners: list[sa.ColumnElement[bool]] = [sa.false()]
    if actor.acting_for is not None and actor.acting_for.role is Role.BUYER:
        owners.append(Need.organisation_id == actor.acting_for.id)
    if actor.user_id is not None:
        owners.append(sa.and_(Need.organisation_id.is_(None), Need.author_id == actor.user_id))
    if actor.draft_key:
        owners.append(_of_browser(actor.draft_key))
    return _light().where(sa.or_(*owners)).order_by(Need.updated_at.desc(), Need.id.desc())


def _of_browser(draft_key: str) -> sa.ColumnElement[bool]:
    digest = rules.key_digest(draft_key)
    return sa.and_(Need.organisation_id.is_(None), Need.author_id.is_(None), Need.draft_key_digest == digest)


def drafts_without_body(actor: Actor) -> int:
    """How many drafts the person or the browser holds that no body has taken up."""
    owners = [_of_browser(actor.draft_key)] if actor.draft_key else []
    if actor.user_id is not None:
        owners.append(sa.and_(Need.organisation_id.is_(None), Need.author_id == actor.user_id))
    if not owners:
        return 0
    return db.session.execute(sa.select(sa.func.count(Need.id)).where(sa.or_(*owners))).scalar_one()


def similar(need: Need, *, limit: int = 3) -> list[Need]:
    """Public needs with the same CPV group or division, the newest first: to borrow words from."""
    if not need.cpv:
        return []
    same = sa.case((Need.cpv.startswith(need.cpv[:3]), 0), else_=1)
    query = (
        _light()
        .where(Need.status.in_(rules.PUBLIC), Need.cpv.startswith(need.cpv[:2]), Need.id != need.id)
        .order_by(same, Need.published_at.desc())
        .limit(limit)
    )
    return list(db.session.execute(query).scalars())


def due(now: datetime, *, limit: int) -> list[Need]:
    """Scheduled needs whose hour has come; those that another worker holds are left to it."""
    query = (
        sa.select(Need)
        .where(Need.status == NeedStatus.SCHEDULED, Need.publish_at <= now)
        .order_by(Need.publish_at, Need.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Need)
    )
    return list(db.session.execute(query).scalars())


def overdue(now: datetime, *, limit: int) -> list[Need]:
    query = (
        sa.select(Need)
        .where(Need.status == NeedStatus.PUBLISHED, Need.answers_until <= now)
        .order_by(Need.answers_until, Need.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Need)
    )
    return list(db.session.execute(query).scalars())


def abandoned(before: datetime, *, limit: int) -> list[Need]:
    """Drafts that nobody signed for, untouched since."""
    query = (
        sa.select(Need)
        .where(
            Need.status == NeedStatus.DRAFT,
            Need.organisation_id.is_(None),
            Need.author_id.is_(None),
            Need.updated_at < before,
        )
        .order_by(Need.id)
        .limit(limit)
    )
    return list(db.session.execute(query).scalars())


def left_drafts(before: datetime, after: datetime, *, limit: int) -> list[Need]:
    """Drafts of known authors, last touched between the two moments."""
    query = (
        sa.select(Need)
        .where(
            Need.status == NeedStatus.DRAFT,
            Need.waiting_since.is_(None),
            Need.author_id.is_not(None),
            Need.updated_at < before,
            Need.updated_at >= after,
            untold("need.draft_left", Need.id),
        )
        .order_by(Need.id)
        .limit(limit)
    )
    return list(db.session.execute(query).scalars())
