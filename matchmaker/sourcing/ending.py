"""Say what became of a need; a contract that is signed ends it as awarded, where its state allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy.orm import joinedload

from matchmaker.accounts.actor import Actor
from matchmaker.accounts.models import User
from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.needs import rules as needs
from matchmaker.needs import services
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.organisations import queries as organisations
from matchmaker.organisations.models import Organisation
from matchmaker.sourcing.models_contacts import Contact
from matchmaker.sourcing.models_outcomes import Outcome, Signed

ENDED = frozenset({NeedStatus.CLOSED, NeedStatus.TENDERED, NeedStatus.AWARDED})
LONGEST = 200


def of(need: Need) -> Outcome | None:
    return db.session.execute(sa.select(Outcome).where(Outcome.need_id == need.id)).scalar_one_or_none()


def firms(need: Need) -> Sequence[Organisation]:
    """Those that were in contact: the contract is most often with one of them."""
    query = sa.select(Contact).options(joinedload(Contact.supplier)).where(Contact.need_id == need.id)
    return [one.supplier for one in db.session.execute(query.order_by(Contact.id)).scalars()]


def say(need: Need, actor: Actor, values: Mapping[str, object], *, now: datetime) -> Outcome:
    """The same again changes nothing. The caller holds the need and has checked whose it is."""
    one = of(need)
    if one is None:
        one = Outcome(need_id=need.id)
        db.session.add(one)
    elif all(getattr(one, name) == value for name, value in values.items()):
        return one
    for name, value in {**values, "author_id": actor.user_id, "at": now}.items():
        setattr(one, name, value)
    db.session.flush()
    told = {"signed": one.signed.value, "siret": one.siret, "contract": one.contract_number}
    record(actor, Action.NEED_OUTCOME_SAID, "need", need.id, now=now, **told)
    if one.signed is Signed.YES and needs.may_become(need.status, NeedStatus.AWARDED):
        services.award(need, actor, now=now)
    return one


def sign(need_id: int, user_id: int) -> str:
    return str(_signer().dumps([need_id, user_id]))


def signed_by_us(token: str) -> tuple[Need, Actor]:
    """The need and the member whose mail it was, while they are of its body. Raises NotFound."""
    try:
        need_id, user_id = _signer().loads(token[:LONGEST])
    except (BadData, ValueError, TypeError):
        raise NotFound from None
    need = db.session.get(Need, need_id, with_for_update=True)
    person = db.session.get(User, user_id)
    if need is None or person is None or not person.is_active or need.status not in ENDED:
        raise NotFound
    actor = organisations.actor_of(person)
    if need.organisation_id is None or not actor.belongs_to(need.organisation_id):
        raise NotFound
    return need, actor


def _signer() -> URLSafeSerializer:
    key = current_app.config["SECRET_KEY"]
    return URLSafeSerializer(key, salt="sourcing.outcome", signer_kwargs={"key_derivation": "hmac"})
