"""The acts of the journal and what they bear on, in words."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from matchmaker.journal.actions import Action

ACTS: dict[Action, LazyString] = {
    Action.ACCOUNT_CREATED: _l("Account created"),
    Action.ACCOUNT_CONFIRMED: _l("Address confirmed"),
    Action.ACCOUNT_CHANGED: _l("Account changed"),
    Action.ACCOUNT_PASSWORD_CHANGED: _l("Password changed"),
    Action.ACCOUNT_ADMINISTRATOR_MADE: _l("Administrator appointed"),
    Action.ORGANISATION_CREATED: _l("Organisation added"),
    Action.ORGANISATION_CHANGED: _l("Card of the organisation changed"),
    Action.MEMBERSHIP_CREATED: _l("Member added"),
    Action.MEMBERSHIP_REQUESTED: _l("Asked to join"),
    Action.MEMBERSHIP_ACCEPTED: _l("Member let in"),
    Action.MEMBERSHIP_REFUSED: _l("Request to join refused"),
    Action.NEED_DRAFTED: _l("Draft of a need begun"),
    Action.NEED_ADOPTED: _l("Draft of a need attached to an account"),
    Action.NEED_CHANGED: _l("Need changed"),
    Action.NEED_SCHEDULED: _l("Publication of a need planned"),
    Action.NEED_UNSCHEDULED: _l("Planned publication of a need called off"),
    Action.NEED_PUBLISHED: _l("Need published"),
    Action.NEED_WITHDRAWN: _l("Need withdrawn"),
    Action.NEED_CLOSED: _l("Need closed"),
    Action.NEED_EXTENDED: _l("Deadline of a need extended"),
    Action.NEED_TENDERED: _l("Consultation announced"),
    Action.NEED_AWARDED: _l("Contract declared awarded"),
    Action.NEED_DELETED: _l("Draft of a need deleted"),
    Action.OFFER_DRAFTED: _l("Draft of an offer begun"),
    Action.OFFER_CHANGED: _l("Offer changed"),
    Action.OFFER_PUBLISHED: _l("Offer published"),
    Action.OFFER_WITHDRAWN: _l("Offer withdrawn"),
    Action.OFFER_DELETED: _l("Offer deleted"),
    Action.LIST_FROZEN: _l("List of suppliers kept as evidence"),
    Action.SUGGESTION_ACCEPTED: _l("Suggestion accepted"),
    Action.SUGGESTION_DISMISSED: _l("Suggestion dismissed"),
    Action.SUGGESTION_UNJUDGED: _l("Judgement of a suggestion taken back"),
    Action.EXPOSURE_ASKED: _l("Report on exposure asked for"),
    Action.DEMONSTRATION_LOADED: _l("Demonstration region loaded"),
}
KINDS = {
    "account": _l("account"),
    "user": _l("account"),
    "organisation": _l("organisation"),
    "membership": _l("membership"),
    "need": _l("need"),
    "offer": _l("offer"),
    "region": _l("region"),
    "exposure": _l("report on exposure"),
}


def act(action: str) -> str:
    """The act in words; one that a newer version has recorded is shown by its name."""
    known = {one.value: words for one, words in ACTS.items()}
    return str(known.get(action, action))


def kind(object_kind: str) -> str:
    return str(KINDS.get(object_kind, object_kind))
