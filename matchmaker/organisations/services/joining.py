"""Ask to join, let in, refuse, claim with a proof."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from matchmaker.accounts.actor import Actor, Role
from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.moderation.models import Case, CaseKind
from matchmaker.moderation.services import open_case
from matchmaker.notifications.services import queue
from matchmaker.organisations import messages, queries, rules
from matchmaker.organisations.errors import AlreadyAsked
from matchmaker.organisations.models import GroundKind, Membership, MembershipState, Organisation
from matchmaker.organisations.services import grounds
from matchmaker.organisations.services.recording import record_membership


def ask_to_join(organisation: Organisation, role: Role, *, actor: Actor, now: datetime) -> Membership:
    """A request; or at once a member, when a ground shows by itself. Raises AlreadyAsked.

    Somebody refused or taken off may ask again, and the managers hear of it again; but then they decide, and
    no rule does.
    """
    if actor.user_id is None or role not in rules.roles_of(organisation):
        raise NotFound
    known = queries.membership_in(actor.user_id, organisation.id, role)
    membership = known or _asked(organisation, role, actor.user_id, now=now)
    if known is not None:
        _ask_again(known, now=now)
    record_membership(membership, Action.MEMBERSHIP_REQUESTED, actor=actor, now=now)
    sent_away = known is not None and queries.verified_managers(organisation.id, now=now)
    if sent_away or grounds.consider(membership, actor=actor, now=now) is None:
        _tell(membership, actor=actor, now=now)
    return membership


def _asked(organisation: Organisation, role: Role, user_id: int, *, now: datetime) -> Membership:
    membership = Membership(
        user_id=user_id,
        organisation_id=organisation.id,
        role=role,
        state=MembershipState.REQUESTED,
        created_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(membership)
    except IntegrityError as error:
        raise AlreadyAsked from error
    return membership


def _ask_again(membership: Membership, *, now: datetime) -> None:
    if membership.state in (MembershipState.ACTIVE, MembershipState.REQUESTED):
        raise AlreadyAsked
    membership.state, membership.manager, membership.created_at = MembershipState.REQUESTED, False, now
    db.session.flush()


def _tell(membership: Membership, *, actor: Actor, now: datetime) -> None:
    """The managers; where there is none, the moderators have a case and the administrators a mail."""
    managers = queries.managers(membership.organisation_id)
    for reader in managers or queries.administrators():
        queue(messages.join_request(membership, reader), now=now)
    if not managers:
        claim(membership, text="", reference="", actor=actor, now=now)


def claim(membership: Membership, *, text: str, reference: str, actor: Actor, now: datetime) -> Case:
    """Ask the moderators to check a proof; what is added to an open claim stands in it."""
    case = open_case(
        CaseKind.CLAIM,
        "membership",
        membership.id,
        organisation_id=membership.organisation_id,
        text=text,
        reference=reference,
        actor=actor,
        now=now,
    )
    if text and case.text != text:
        case.text = f"{case.text}\n\n{text}".strip()
        case.reference = reference or case.reference
        db.session.flush()
    return case


def dispute(organisation: Organisation, *, text: str, reference: str, actor: Actor, now: datetime) -> Case:
    """Somebody speaks for it without a ground: the moderators look."""
    return open_case(
        CaseKind.DISPUTE,
        "organisation",
        organisation.id,
        organisation_id=organisation.id,
        text=text,
        reference=reference,
        actor=actor,
        now=now,
    )


def answer_request(membership: Membership, *, accept: bool, actor: Actor, now: datetime) -> None:
    """A request that waits, or one refused before that is accepted after all. Raises NotFound for others.

    The word of a manager who has a ground is a ground.
    """
    open_states = {MembershipState.REQUESTED} | ({MembershipState.REFUSED} if accept else set())
    if not rules.can_manage_members(actor, membership.organisation) or membership.state not in open_states:
        raise NotFound
    membership.state = MembershipState.ACTIVE if accept else MembershipState.REFUSED
    membership.manager = accept and not queries.managers(membership.organisation_id)
    db.session.flush()
    action = Action.MEMBERSHIP_ACCEPTED if accept else Action.MEMBERSHIP_REFUSED
    record_membership(membership, action, actor=actor, now=now)
    if accept and rules.can_vouch(actor, membership.organisation):
        kind = GroundKind.PROOF if actor.moderates else GroundKind.INVITATION
        grounds.give(membership, kind, evidence="", actor=actor, now=now, by_id=actor.user_id)
    queue(messages.join_answered(membership, accepted=accept, now=now), now=now)
