"""From a contract to what may follow it here: needs it came from, and a draft of the need that comes next."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from matchmaker.accounts.actor import Actor
from matchmaker.extensions import db
from matchmaker.needs import services as needs
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.observatory.asking.sheets import Listed
from matchmaker.organisations.models import Organisation
from matchmaker.reference import cpv, territories
from matchmaker.reference.zones import Zone

SAME_GROUP = 3
TITLE = 200
ENDED = (NeedStatus.AWARDED, NeedStatus.TENDERED)


def needs_behind(contract: Listed) -> list[Need]:
    """Needs of the same buyer, tendered or awarded here before the contract, of the same CPV group.

    The files carry no link: this is a likeness, and the page says so.
    """
    if not contract.cpv or contract.notified is None:
        return []
    query = (
        sa.select(Need)
        .join(Organisation, Organisation.id == Need.organisation_id)
        .where(
            Organisation.siren == contract.buyer[:9],
            Need.status.in_(ENDED),
            Need.cpv.startswith(contract.cpv[:SAME_GROUP], autoescape=True),
        )
        .order_by(Need.published_at.desc())
        .limit(20)
    )
    found = db.session.execute(query).scalars()
    return [one for one in found if one.published_at and one.published_at.date() <= contract.notified]


def draft_again(contract: Listed, actor: Actor, *, now: datetime) -> Need:
    """A draft with the words, the code, the place and the duration of the contract; all to be changed.

    Raises TooManyDrafts.
    """
    need = needs.start(actor, now=now)
    answers: dict[str, object] = {"title": (contract.object or "")[:TITLE].strip()}
    code = cpv.get(contract.cpv or "")
    if code is not None:
        answers |= {"cpv": code.code}
    if contract.department and territories.department(contract.department):
        answers["zone"] = Zone(departments=(contract.department,))
    if contract.duration:
        answers["duration_months"] = contract.duration
    needs.save(need, actor, answers, now=now)
    return need
