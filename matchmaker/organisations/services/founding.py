"""Make an organisation, with its first member."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from matchmaker.accounts.actor import Actor, Role
from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.organisations import queries
from matchmaker.organisations.cards import BodyCard, FirmCard, apply_body
from matchmaker.organisations.errors import Taken
from matchmaker.organisations.models import Membership, MembershipState, Organisation
from matchmaker.organisations.services import grounds
from matchmaker.organisations.services.changing import apply_firm, check_register
from matchmaker.organisations.services.recording import record_membership
from matchmaker.reference.identifiers import is_demonstration, siren_of
from matchmaker.search.sync import changed


def create_firm(card: FirmCard, siret: str, *, actor: Actor, now: datetime) -> Membership:
    """The firm, and its founder as manager. Raises Taken when the SIRET is here already."""
    firm = _new(siren_of(siret), siret, now=now)
    firm.is_supplier = True
    apply_firm(card, firm)
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
    made = Organisation(siren=siren, siret=siret, demonstration=demonstration, created_at=now, updated_at=now)
    check_register(made, now=now)
    return made


def _found(organisation: Organisation, role: Role, *, actor: Actor, now: datetime) -> Membership:
    """Keep the organisation and its first member; the number's constraint decides between two founders."""
    if actor.user_id is None:
        raise NotFound
    try:
        with db.session.begin_nested():
            db.session.add(organisation)
    except IntegrityError as error:
        taken = _same_number(organisation)
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
    record_membership(membership, Action.MEMBERSHIP_CREATED, actor=actor, now=now)
    grounds.consider(membership, actor=actor, now=now)
    changed("organisation", organisation.id, now=now)
    return membership


def _same_number(organisation: Organisation) -> Organisation | None:
    if organisation.siret:
        return queries.by_siret(organisation.siret)
    return queries.body_by_siren(organisation.siren) if organisation.siren else None
