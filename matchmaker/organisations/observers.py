"""Observers: people of a prefecture who read indicators and published acts, appointed by administrators."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from matchmaker.accounts.actor import Actor, Role
from matchmaker.accounts.models import User
from matchmaker.errors import NotAllowed
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.organisations.models import Membership, MembershipState, Organisation


def appoint(user: User, body: Organisation, *, actor: Actor, now: datetime) -> Membership:
    """Twice is once. Raises NotAllowed for anybody but an administrator."""
    if not actor.administrator:
        raise NotAllowed("administrator")
    same = (
        Membership.user_id == user.id,
        Membership.organisation_id == body.id,
        Membership.role == Role.OBSERVER,
    )
    membership = db.session.execute(sa.select(Membership).where(*same)).scalar_one_or_none()
    if membership is not None and membership.state is MembershipState.ACTIVE:
        return membership
    if membership is None:
        membership = Membership(
            user_id=user.id, organisation_id=body.id, role=Role.OBSERVER, created_at=now, manager=False
        )
        db.session.add(membership)
    membership.state = MembershipState.ACTIVE
    db.session.flush()
    record(
        actor,
        Action.MEMBERSHIP_CREATED,
        "membership",
        membership.id,
        now=now,
        organisation=body.id,
        user=user.id,
        role=Role.OBSERVER.value,
    )
    return membership
