"""A code sent to the contact that the register knows; whoever can read it there may speak."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta

from matchmaker.accounts.actor import Actor
from matchmaker.accounts.queries import digest
from matchmaker.errors import NotFound, TooMany
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.notifications.services import queue
from matchmaker.organisations import messages, queries
from matchmaker.organisations.models import GroundKind, Membership, MembershipState, RegisterCode
from matchmaker.organisations.services import grounds
from matchmaker.organisations.services.changing import lock
from matchmaker.organisations.services.recording import record_membership

LIFE = timedelta(hours=48)
PER_DAY = 3  # of one organisation: its mailbox must not be flooded by strangers
ATTEMPTS = 5  # of one code: 5 guesses among 10^8
DIGITS = 8
DAY_SECONDS = 24 * 3600


def send_code(membership: Membership, *, actor: Actor, now: datetime) -> RegisterCode:
    """Raises NotFound where the register knows no contact, TooMany."""
    lock(membership.organisation_id)
    contact = queries.register_contact(membership.organisation)
    if contact is None or not _may_prove(membership, actor):
        raise NotFound
    if queries.codes_since(membership.organisation_id, now - timedelta(days=1)) >= PER_DAY:
        raise TooMany(retry_after=DAY_SECONDS)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    row = RegisterCode(
        membership_id=membership.id,
        code_digest=_digest(membership, code),
        sent_to=contact,
        created_at=now,
        expires_at=now + LIFE,
        attempts=0,
    )
    db.session.add(row)
    db.session.flush()
    record_membership(membership, Action.MEMBERSHIP_CODE_SENT, actor=actor, now=now)
    queue(messages.register_code(row, membership, code), now=now)
    return row


def prove_by_code(membership: Membership, typed: str, *, actor: Actor, now: datetime) -> bool:
    """Whether it is the code last sent; five wrong ones use it up. A wrong one is recorded."""
    if not _may_prove(membership, actor):
        raise NotFound
    row = queries.live_code(membership.id, attempts=ATTEMPTS, now=now)
    if row is None:
        return False
    row.attempts += 1
    db.session.flush()
    if not hmac.compare_digest(row.code_digest, _digest(membership, "".join(typed.split()))):
        record_membership(membership, Action.MEMBERSHIP_CODE_WRONG, actor=actor, now=now)
        return False
    row.used_at = now
    evidence = masked(row.sent_to)
    grounds.give(membership, GroundKind.REGISTER_CODE, evidence=evidence, actor=actor, now=now)
    return True


def _may_prove(membership: Membership, actor: Actor) -> bool:
    """One's own request or membership; somebody whom the managers refused is not let in by a code."""
    open_states = (MembershipState.REQUESTED, MembershipState.ACTIVE)
    return membership.user_id == actor.user_id and membership.state in open_states


def _digest(membership: Membership, code: str) -> str:
    return digest(f"{membership.id}:{code}")


def masked(email: str) -> str:
    """`m…@exemple.fr`: enough to know where to look, too little to write to."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"
