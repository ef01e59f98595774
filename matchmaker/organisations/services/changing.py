"""Change the card of an organisation."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from matchmaker.accounts.actor import Actor
from matchmaker.errors import NotFound, Stale
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.organisations import rules
from matchmaker.organisations.cards import BodyCard, Contact, FirmCard, apply_body, apply_contact
from matchmaker.organisations.models import (
    NafNomenclature,
    Organisation,
    OrganisationKind,
    RegisterState,
)
from matchmaker.register import queries as register
from matchmaker.search.sync import changed


def apply_firm(card: FirmCard, firm: Organisation) -> None:
    firm.name = card.name
    firm.commune, firm.postal_code = card.commune, card.postal_code
    firm.address = card.address or firm.address or ""
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


def check_register(organisation: Organisation, *, now: datetime) -> bool:
    """Note what the register says of the establishment; True when that is news."""
    known = register.lookup(organisation.siret) if organisation.siret else None
    state = None if known is None else RegisterState.CLOSED if known.closed else RegisterState.OPEN
    news = state is not organisation.register_state
    organisation.register_state = state
    if news:
        organisation.register_checked_at = now if known is not None else None
    return news


def change_firm(
    organisation: Organisation, card: FirmCard, contact: Contact, *, version: int, actor: Actor, now: datetime
) -> None:
    """Raises NotFound for others, and Stale when somebody saved the card since it was shown."""
    _check_edit(organisation, version, actor)
    apply_firm(card, organisation)
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


def lock(organisation_id: int) -> Organisation:
    """The row as it is now, kept from other writers until the transaction ends. Raises NotFound."""
    query = sa.select(Organisation).where(Organisation.id == organisation_id).with_for_update()
    found = db.session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found
