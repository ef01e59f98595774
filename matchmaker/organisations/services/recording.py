"""How acts on memberships stand in the journal."""

from __future__ import annotations

from datetime import datetime

from matchmaker.accounts.actor import Actor
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.organisations.models import Membership


def record_membership(
    membership: Membership, action: Action, *, actor: Actor, now: datetime, **payload: object
) -> None:
    facts = {"organisation": membership.organisation_id, "user": membership.user_id} | payload
    record(actor, action, "membership", membership.id, now=now, role=membership.role.value, **facts)
