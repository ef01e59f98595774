"""Grounds to speak for an organisation: found by a rule, or given by somebody who may (decision 0061)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.exc import IntegrityError

from matchmaker.accounts.actor import Actor
from matchmaker.accounts.models import Identity, User
from matchmaker.errors import NotAllowed
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.organisations import queries, rules
from matchmaker.organisations.free_mail import domain_of
from matchmaker.organisations.models import (
    Ground,
    GroundKind,
    Membership,
    MembershipState,
    Organisation,
    OrganisationDomain,
)
from matchmaker.organisations.services.changing import lock
from matchmaker.organisations.services.recording import record_membership

# What the areas above do once somebody has shown a ground: their waiting needs and offers go live.
Follower = Callable[[Membership, datetime], None]


def consider(membership: Membership, *, actor: Actor, now: datetime) -> Ground | None:
    """The ground that shows by itself: the mail's domain, or the State's word on the establishment."""
    found = shown_by_itself(membership)
    if found is None:
        return None
    kind, evidence = found
    return give(membership, kind, evidence=evidence, actor=actor, now=now)


def shown_by_itself(membership: Membership) -> tuple[GroundKind, str] | None:
    """What `consider` would find, with its evidence."""
    user, organisation = membership.user, membership.organisation
    if user is None or user.confirmed_at is None:
        return None
    if (domain := domain_of(user.email)) in queries.known_domains(organisation):
        return GroundKind.MAIL_DOMAIN, domain
    siret = _named_by_the_state(user.id, organisation)
    return (GroundKind.IDENTITY, siret) if siret is not None else None


def claim_shown(membership: Membership, *, actor: Actor, now: datetime) -> bool:
    """The person asks to have it looked at again: after a change of address, say.

    Not for somebody whom the managers have yet to answer: then they decide.
    """
    asks = membership.state is MembershipState.REQUESTED
    decided = asks and queries.verified_managers(membership.organisation_id, now=now)
    if decided or membership.user_id != actor.user_id:
        return False
    return consider(membership, actor=actor, now=now) is not None


def agent_named(user: User, siret: str, *, now: datetime) -> None:
    """The identity provider has told an agent's establishment: who acts or asks there has shown a ground."""
    actor = Actor(user_id=user.id)
    for membership in queries.memberships_at(user.id, siret[:9]):
        claim_shown(membership, actor=actor, now=now)


def _named_by_the_state(user_id: int, organisation: Organisation) -> str | None:
    sirets = db.session.execute(sa.select(Identity.siret).where(Identity.user_id == user_id)).scalars()
    numbers = [siret for siret in sirets if siret and organisation.siren]
    return next((siret for siret in numbers if siret[:9] == organisation.siren), None)


def give(
    membership: Membership,
    kind: GroundKind,
    *,
    evidence: str,
    actor: Actor,
    now: datetime,
    by_id: int | None = None,
    expires_at: datetime | None = None,
) -> Ground:
    """Record it once; the person acts from now on, and what they had asked to publish goes live.

    The first with a ground manages the organisation: managers without one become plain members.
    """
    organisation = lock(membership.organisation_id)
    led = queries.verified_managers(organisation.id, now=now)
    _retire(membership, kind, evidence, now=now)
    ground = Ground(
        membership_id=membership.id,
        kind=kind,
        evidence=evidence[:500],
        by_id=by_id,
        at=now,
        expires_at=expires_at,
    )
    try:
        with db.session.begin_nested():
            db.session.add(ground)
    except IntegrityError:
        return queries.live_ground(membership.id, kind)
    record_membership(membership, Action.MEMBERSHIP_GROUNDED, actor=actor, now=now, ground=kind.value)
    membership.state = MembershipState.ACTIVE
    if not led:
        _lead(membership, actor=actor, now=now)
    db.session.flush()
    followers: tuple[Follower, ...] = current_app.extensions.get("ground_followers", ())
    for follow in followers:
        follow(membership, now)
    return ground


def _retire(membership: Membership, kind: GroundKind, evidence: str, *, now: datetime) -> None:
    """A ground of this kind that no longer counts makes room: expired, or of an address given up."""
    for ground in queries.live_grounds(membership.id):
        past = ground.expires_at is not None and ground.expires_at <= now
        moved = kind is GroundKind.MAIL_DOMAIN and ground.evidence != evidence
        if ground.kind is kind and (past or moved):
            ground.ended_at = now
    db.session.flush()


def _lead(membership: Membership, *, actor: Actor, now: datetime) -> None:
    for other in queries.managing(membership.organisation_id):
        if other.id != membership.id:
            other.manager = False
            record_membership(other, Action.MEMBERSHIP_MANAGER_UNMADE, actor=actor, now=now)
    if not membership.manager:
        membership.manager = True
        record_membership(membership, Action.MEMBERSHIP_MANAGER_MADE, actor=actor, now=now)


def vouch(membership: Membership, *, actor: Actor, now: datetime) -> Ground:
    """A verified manager's, or a moderator's, word for somebody who acts already. Raises NotAllowed."""
    kind = GroundKind.PROOF if actor.moderates else GroundKind.INVITATION
    if not rules.can_vouch(actor, membership.organisation) or membership.user_id == actor.user_id:
        raise NotAllowed("manager")
    return give(membership, kind, evidence="", actor=actor, now=now, by_id=actor.user_id)


def declare_domain(organisation: Organisation, domain: str, *, actor: Actor, now: datetime) -> None:
    """From now on an address at `domain` is a ground, for those who act or ask already too.

    Raises NotAllowed.
    """
    if not rules.can_declare(actor, organisation, domain):
        raise NotAllowed("manager")
    row = OrganisationDomain(organisation_id=organisation.id, domain=domain, by_id=actor.user_id, at=now)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return
    record(actor, Action.ORGANISATION_DOMAIN_ADDED, "organisation", organisation.id, now=now, domain=domain)
    for membership in queries.acting_or_asking(organisation.id):
        consider(membership, actor=actor, now=now)


def drop_domain(organisation: Organisation, domain: str, *, actor: Actor, now: datetime) -> None:
    """No longer a ground for anybody who comes; those who had it keep it. Raises NotAllowed."""
    if not rules.can_vouch(actor, organisation):
        raise NotAllowed("manager")
    query = sa.delete(OrganisationDomain).where(
        OrganisationDomain.organisation_id == organisation.id, OrganisationDomain.domain == domain
    )
    if db.session.execute(query.returning(OrganisationDomain.id)).first() is not None:
        record(
            actor, Action.ORGANISATION_DOMAIN_REMOVED, "organisation", organisation.id, now=now, domain=domain
        )
