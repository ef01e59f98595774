"""Hand over, take off, leave: an organisation is never left without a manager."""

from __future__ import annotations

from datetime import datetime

from matchmaker.accounts.actor import Actor
from matchmaker.errors import NotAllowed, NotFound
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.notifications.services import queue
from matchmaker.organisations import messages, queries, rules
from matchmaker.organisations.errors import LastManager
from matchmaker.organisations.models import Membership, MembershipState
from matchmaker.organisations.services.changing import lock
from matchmaker.organisations.services.recording import record_membership


def set_manager(membership: Membership, *, manager: bool, actor: Actor, now: datetime) -> None:
    """Hand over, or take the role back. Raises NotFound for others, LastManager."""
    _live(membership, actor)
    if membership.manager is manager:
        return
    if not manager:
        _refuse_last(membership)
    membership.manager = manager
    db.session.flush()
    action = Action.MEMBERSHIP_MANAGER_MADE if manager else Action.MEMBERSHIP_MANAGER_UNMADE
    record_membership(membership, action, actor=actor, now=now)


def remove(membership: Membership, *, actor: Actor, now: datetime, reason: str = "") -> None:
    """Take somebody off, who is told. Raises NotFound for others, LastManager."""
    _live(membership, actor)
    _refuse_last(membership)
    _end(membership, Action.MEMBERSHIP_REMOVED, actor=actor, now=now)
    queue(messages.removed(membership, reason, now=now), now=now)


def take_off(membership: Membership, *, actor: Actor, now: datetime, reason: str) -> None:
    """By the moderators, once a dispute is found right: whoever has no ground goes, the last manager too."""
    if not actor.moderates:
        raise NotAllowed("moderator")
    _end(membership, Action.MEMBERSHIP_REMOVED, actor=actor, now=now)
    queue(messages.removed(membership, reason, now=now), now=now)


def leave(membership: Membership, *, actor: Actor, now: datetime) -> None:
    """One's own. Raises NotFound, LastManager."""
    lock(membership.organisation_id)
    db.session.refresh(membership)
    if membership.user_id != actor.user_id or membership.state is not MembershipState.ACTIVE:
        raise NotFound
    _refuse_last(membership)
    _end(membership, Action.MEMBERSHIP_LEFT, actor=actor, now=now)


def _live(membership: Membership, actor: Actor) -> None:
    """The organisation's row is held: two managers who step down at once do so one after the other."""
    organisation = lock(membership.organisation_id)
    db.session.refresh(membership)
    if not rules.can_manage_members(actor, organisation) or membership.state is not MembershipState.ACTIVE:
        raise NotFound


def _refuse_last(membership: Membership) -> None:
    others = [one for one in queries.managing(membership.organisation_id) if one.id != membership.id]
    if membership.manager and not others:
        raise LastManager


def _end(membership: Membership, action: Action, *, actor: Actor, now: datetime) -> None:
    membership.state, membership.manager = MembershipState.ENDED, False
    for ground in queries.live_grounds(membership.id):
        ground.ended_at = now
    db.session.flush()
    record_membership(membership, action, actor=actor, now=now)
