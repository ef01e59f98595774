"""Words for the closed lists of events, registrations and workshops."""

from __future__ import annotations

from datetime import time

from flask_babel import LazyString, get_locale
from flask_babel import lazy_gettext as _l

from matchmaker.events.models import EventStatus, RegistrationState, Side, Source, Theme

STATUS: dict[EventStatus, LazyString] = {
    EventStatus.DRAFT: _l("In preparation"),
    EventStatus.PUBLISHED: _l("Announced"),
    EventStatus.CANCELLED: _l("Called off"),
    EventStatus.ENDED: _l("Ended"),
}
STATUS_TONES = {
    EventStatus.DRAFT: "",
    EventStatus.PUBLISHED: "good",
    EventStatus.CANCELLED: "bad",
    EventStatus.ENDED: "info",
}
SIDES: dict[Side, LazyString] = {Side.BUYER: _l("Public buyer"), Side.SUPPLIER: _l("Firm")}
STATES: dict[RegistrationState, LazyString] = {
    RegistrationState.PENDING: _l("Address to confirm"),
    RegistrationState.CONFIRMED: _l("Registered"),
    RegistrationState.WAITING: _l("On the waiting list"),
    RegistrationState.CANCELLED: _l("Registration cancelled"),
}
STATE_TONES = {
    RegistrationState.PENDING: "attention",
    RegistrationState.CONFIRMED: "good",
    RegistrationState.WAITING: "info",
    RegistrationState.CANCELLED: "bad",
}
SOURCES: dict[Source, LazyString] = {
    Source.FORM: _l("Public form"),
    Source.IMPORT: _l("File"),
    Source.DESK: _l("Desk"),
    Source.ORGANISER: _l("Organiser"),
    Source.DEMONSTRATION: _l("Demonstration"),
}
THEMES: dict[Theme, LazyString] = {
    Theme.PAYMENT_DELAYS: _l("Payment delays"),
    Theme.LOCAL_PURCHASING: _l("Local purchasing"),
    Theme.ESS: _l("Social and solidarity economy"),
    Theme.INNOVATION: _l("Innovation"),
    Theme.ENVIRONMENT: _l("Environment"),
    Theme.ACCESS_TO_CONTRACTS: _l("Access to public contracts"),
    Theme.OTHER: _l("Another theme"),
}
MISSING: dict[str, LazyString] = {
    "place": _l("the place and its commune"),
    "slots": _l("a half-day long enough for a meeting"),
    "tables": _l("a room with tables"),
    "contact": _l("an e-mail address for questions"),
}


def hour(at: time) -> str:
    """`9 h 30` in French, `09:30` in English."""
    if str(get_locale()) != "fr":
        return f"{at:%H:%M}"
    return f"{at.hour}\u00a0h" + (f"\u00a0{at.minute:02d}" if at.minute else "")
