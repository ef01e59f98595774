"""From a contract to the need that comes next: a draft of it."""

from __future__ import annotations

from datetime import datetime

from matchmaker.accounts.actor import Actor
from matchmaker.needs import services as needs
from matchmaker.needs.models import Need
from matchmaker.observatory.asking.sheets import Listed
from matchmaker.reference import cpv, territories
from matchmaker.reference.zones import Zone

TITLE = 200


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
