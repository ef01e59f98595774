"""Invite a colleague by mail: a link for one address, good once, from somebody who has a ground."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from matchmaker.accounts.actor import Actor, Role
from matchmaker.accounts.queries import digest, folded
from matchmaker.errors import NotAllowed, TooMany
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.notifications.services import queue
from matchmaker.organisations import messages, queries, rules
from matchmaker.organisations.errors import AlreadyMember, DeadInvitation, OtherAddress
from matchmaker.organisations.models import GroundKind, Invitation, Membership, MembershipState, Organisation
from matchmaker.organisations.services import grounds

LIFE = timedelta(days=7)
PER_DAY = 30
DAY_SECONDS = 24 * 3600


def invite(organisation: Organisation, email: str, role: Role, *, actor: Actor, now: datetime) -> Invitation:
    """A former invitation of the same address dies. Raises NotAllowed, AlreadyMember, TooMany."""
    acting = rules.verified_membership(actor, organisation)
    if acting is None or role not in rules.roles_of(organisation):
        raise NotAllowed("verified")
    if queries.is_member(organisation.id, folded(email)):
        raise AlreadyMember
    if queries.invited_since(organisation.id, now - timedelta(days=1)) >= PER_DAY:
        raise TooMany(retry_after=DAY_SECONDS)
    _void(organisation.id, folded(email), now=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        token_digest=digest(token),
        organisation_id=organisation.id,
        email=folded(email),
        role=role,
        by_membership_id=acting.membership_id,
        created_at=now,
        expires_at=now + LIFE,
    )
    db.session.add(invitation)
    db.session.flush()
    facts = {"organisation": organisation.id, "role": role.value}
    record(actor, Action.MEMBERSHIP_INVITED, "invitation", invitation.id, now=now, **facts)
    queue(messages.invitation(invitation, token, locale=actor.locale, host=actor.name), now=now)
    return invitation


def _void(organisation_id: int, email: str, *, now: datetime) -> None:
    query = sa.update(Invitation).where(
        Invitation.organisation_id == organisation_id, Invitation.email == email, Invitation.used_at.is_(None)
    )
    db.session.execute(query.values(used_at=now))


def accept(token: str, *, actor: Actor, now: datetime) -> Membership:
    """The invited person acts, on the ground of the invitation.

    Raises DeadInvitation, OtherAddress (row A8).
    """
    invitation = queries.live_invitation(token, now=now)
    if invitation is None:
        raise DeadInvitation
    if actor.user_id is None or folded(actor.email) != invitation.email:
        raise OtherAddress
    used = sa.update(Invitation).where(Invitation.id == invitation.id, Invitation.used_at.is_(None))
    if db.session.execute(used.values(used_at=now).returning(Invitation.id)).first() is None:
        raise DeadInvitation
    membership = _membership(invitation, actor.user_id, now=now)
    by_id = invitation.by_membership.user_id
    grounds.give(membership, GroundKind.INVITATION, evidence="", actor=actor, now=now, by_id=by_id)
    return membership


def _membership(invitation: Invitation, user_id: int, *, now: datetime) -> Membership:
    known = queries.membership_in(user_id, invitation.organisation_id, invitation.role)
    if known is not None:
        known.state = MembershipState.ACTIVE
        return known
    membership = Membership(
        user_id=user_id,
        organisation_id=invitation.organisation_id,
        role=invitation.role,
        state=MembershipState.ACTIVE,
        created_at=now,
    )
    db.session.add(membership)
    db.session.flush()
    return membership
