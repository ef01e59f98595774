"""Verbs of organisations: make, change, ask to join, accept, refuse."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matchmaker.accounts.actor import Actor, Role
from matchmaker.errors import NotFound, Stale
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.notifications.services import queue
from matchmaker.organisations import messages, queries, rules
from matchmaker.organisations.cards import BodyCard, Contact, FirmCard, apply_body, apply_contact
from matchmaker.organisations.errors import AlreadyAsked, Taken
from matchmaker.organisations.models import (
    Membership,
    MembershipState,
    NafNomenclature,
    Organisation,
    OrganisationKind,
)
from matchmaker.reference.identifiers import is_demonstration, siren_of
from matchmaker.search.sync import changed


def create_firm(card: FirmCard, siret: str, *, actor: Actor, now: datetime) -> Membership:
    """The firm, and its founder as manager. Raises Taken when the SIRET is here already."""
    firm = _new(siren_of(siret), siret, now=now)
    firm.is_supplier = True
    _apply_firm(card, firm)
    return _found(firm, Role.SUPPLIER, actor=actor, now=now)


def create_body(
    card: BodyCard, *, siren: str | None = None, siret: str | None = None, actor: Actor, now: datetime
) -> Membership:
    """A public body, or an organiser when the card has no family. Raises Taken."""
    siren = siren_of(siret) if siret else siren
    if siren and not siret and (known := queries.body_by_siren(siren)) is not None:
        raise Taken(known.id)
    body = _new(siren, siret, now=now)
    apply_body(card, body)
    body.is_buyer, body.is_organiser = card.family is not None, card.family is None
    return _found(body, Role.BUYER if card.family is not None else Role.ORGANISER, actor=actor, now=now)


def _new(siren: str | None, siret: str | None, *, now: datetime) -> Organisation:
    demonstration = siren is not None and is_demonstration(siren)
    return Organisation(siren=siren, siret=siret, demonstration=demonstration, created_at=now, updated_at=now)


def _found(organisation: Organisation, role: Role, *, actor: Actor, now: datetime) -> Membership:
    """Keep the organisation and its first member; the SIRET's constraint decides between two founders."""
    if actor.user_id is None:
        raise NotFound
    try:
        with db.session.begin_nested():
            db.session.add(organisation)
    except IntegrityError as error:
        taken = queries.by_siret(organisation.siret or "")
        if taken is None:
            raise
        raise Taken(taken.id) from error
    record(actor, Action.ORGANISATION_CREATED, "organisation", organisation.id, now=now)
    membership = Membership(
        user_id=actor.user_id,
        organisation=organisation,
        role=role,
        manager=True,
        state=MembershipState.ACTIVE,
        created_at=now,
    )
    db.session.add(membership)
    db.session.flush()
    _record(membership, Action.MEMBERSHIP_CREATED, actor=actor, now=now)
    changed("organisation", organisation.id, now=now)
    return membership


def _record(membership: Membership, action: Action, *, actor: Actor, now: datetime) -> None:
    payload = {"organisation": membership.organisation_id, "user": membership.user_id}
    record(actor, action, "membership", membership.id, now=now, role=membership.role.value, **payload)


def _apply_firm(card: FirmCard, firm: Organisation) -> None:
    firm.name = card.name
    firm.commune, firm.postal_code = card.commune, card.postal_code
    firm.legal_category, firm.naf = card.legal_category, card.naf
    firm.naf_nomenclature = (card.naf_nomenclature or NafNomenclature.REV2) if card.naf else None
    firm.headcount, firm.size, firm.ess_family = card.headcount, card.told_size, card.told_ess_family
    _apply_kinds(card, firm)


def _apply_kinds(card: FirmCard, firm: Organisation) -> None:
    """Rows that stay are kept, so that nothing is deleted and made again under the same constraint."""
    held = {row.kind: row for row in firm.kinds}
    for code in held.keys() - card.kinds.keys():
        firm.kinds.remove(held[code])
    for code, until in card.kinds.items():
        if code not in held:
            firm.kinds.append(OrganisationKind(kind=code, valid_until=until))
        else:
            held[code].valid_until = until


def change_firm(
    organisation: Organisation, card: FirmCard, contact: Contact, *, version: int, actor: Actor, now: datetime
) -> None:
    """Raises NotFound for others, and Stale when somebody saved the card since it was shown."""
    _check_edit(organisation, version, actor)
    _apply_firm(card, organisation)
    _changed(organisation, contact, actor=actor, now=now)


def change_body(
    organisation: Organisation, card: BodyCard, contact: Contact, *, version: int, actor: Actor, now: datetime
) -> None:
    """As `change_firm`, for a public body or an organiser."""
    _check_edit(organisation, version, actor)
    apply_body(card, organisation)
    _changed(organisation, contact, actor=actor, now=now)


def _check_edit(organisation: Organisation, version: int, actor: Actor) -> None:
    if not rules.can_edit(actor, organisation):
        raise NotFound
    if organisation.version != version:
        raise Stale(theirs={}, yours={}, back="")


def _changed(organisation: Organisation, contact: Contact, *, actor: Actor, now: datetime) -> None:
    apply_contact(contact, organisation)
    organisation.updated_at = now
    db.session.flush()
    record(actor, Action.ORGANISATION_CHANGED, "organisation", organisation.id, now=now)
    changed("organisation", organisation.id, now=now)


def ask_to_join(organisation: Organisation, role: Role, *, actor: Actor, now: datetime) -> Membership:
    """Tell the managers, or the administrators where there is none. Raises AlreadyAsked."""
    if actor.user_id is None or role not in rules.roles_of(organisation):
        raise NotFound
    membership = Membership(
        user_id=actor.user_id,
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
    _record(membership, Action.MEMBERSHIP_REQUESTED, actor=actor, now=now)
    for reader in queries.managers(organisation.id) or queries.administrators():
        queue(messages.join_request(membership, reader), now=now)
    return membership


def answer_request(membership: Membership, *, accept: bool, actor: Actor, now: datetime) -> None:
    """A request that waits, or one refused before that is accepted after all. Raises NotFound for others."""
    open_states = {MembershipState.REQUESTED} | ({MembershipState.REFUSED} if accept else set())
    if not rules.can_manage_members(actor, membership.organisation) or membership.state not in open_states:
        raise NotFound
    membership.state = MembershipState.ACTIVE if accept else MembershipState.REFUSED
    membership.manager = accept and not queries.managers(membership.organisation_id)
    db.session.flush()
    action = Action.MEMBERSHIP_ACCEPTED if accept else Action.MEMBERSHIP_REFUSED
    _record(membership, action, actor=actor, now=now)
    queue(messages.join_answered(membership, accepted=accept), now=now)


def lock(organisation_id: int) -> Organisation:
    """The row as it is now, kept from other writers until the transaction ends. Raises NotFound."""
    query = sa.select(Organisation).where(Organisation.id == organisation_id).with_for_update()
    found = db.session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found
