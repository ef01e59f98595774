"""The mails that come by the clock or by a search, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l

from matchmaker.accounts.models import User
from matchmaker.alerts import links
from matchmaker.alerts.models import SavedSearch
from matchmaker.needs.messages import BUYERS
from matchmaker.needs.models import Need
from matchmaker.notifications.kinds import Frequency, Kind
from matchmaker.notifications.messages import Message
from matchmaker.organisations.models import Organisation
from matchmaker.sourcing import ending
from matchmaker.sourcing.messages import SUPPLIERS, Reader

KINDS = (
    Kind("sourcing.fitting", _l("A new need fits your firm"), Frequency.DAILY, SUPPLIERS),
    Kind("sourcing.seen", _l("A buyer has read your response"), Frequency.DAILY, SUPPLIERS),
    Kind("offers.welcome", _l("First needs for a firm that has just come"), roles=SUPPLIERS),
    Kind("offers.stale", _l("Your firm’s card has not changed for a year"), roles=SUPPLIERS),
    Kind("need.matches", _l("The first suppliers found for your need"), roles=BUYERS),
    Kind("need.deadline", _l("Your need closes in two days"), roles=BUYERS),
    Kind("need.outcome", _l("What became of your need, after 30 and 90 days"), roles=BUYERS),
)
ANSWER = "answer"


def found(one: SavedSearch, rows: Sequence[Mapping[str, object]], *, number: str) -> Message:
    values = {"name": one.name, "rows": rows, "params": one.params}
    return Message(
        key=f"alerts_search:{one.id}:{number}",
        kind=one.kind,
        recipient=one.user.email,
        locale=one.user.locale,
        template="alerts_search",
        values=values,
        refusable=True,
        frequency=one.frequency,
    )


def fitting(need: Need, firm: Organisation, to: User, why: Sequence[str]) -> Message:
    values = {**_facts(need), "firm": firm.name, "why": why}
    values["token"] = links.sign(ANSWER, need.id, firm.id, to.id)
    return _to(to, "sourcing_fitting", f"{need.id}:{firm.id}", values)


def welcome(firm: Organisation, to: User, needs: Sequence[Need]) -> Message:
    rows = [_facts(need) for need in needs]
    return _to(to, "offers_welcome", firm.id, {"firm": firm.name, "needs": rows})


def stale(firm: Organisation, to: User, *, year: int) -> Message:
    return _to(to, "offers_stale", f"{firm.id}:{year}", {"firm": firm.name, "firm_id": firm.id})


def seen(response_id: int, need: Need, reader: Reader, token: str) -> Message:
    values = {**_facts(need), "token": token}
    return _message(reader.email, reader.locale, "sourcing_seen", response_id, values)


def matches(need: Need, to: User, firms: Sequence[str]) -> Message:
    return _to(to, "need_matches", need.id, {**_facts(need), "firms": firms})


def deadline(need: Need, to: User, *, interested: int, silent: int) -> Message:
    values = {**_facts(need), "interested": interested, "silent": silent}
    return _to(to, "need_deadline", need.id, values)


def outcome(need: Need, to: User, *, days: int) -> Message:
    values = {**_facts(need), "days": days, "token": ending.sign(need.id, to.id)}
    return _to(to, "need_outcome", f"{need.id}:{days}", values)


def _facts(need: Need) -> dict[str, object]:
    buyer = need.organisation.name if need.organisation else ""
    facts = {"need_id": need.id, "title": need.title, "buyer": buyer}
    return {**facts, "answers_until": need.answers_until}


def _to(user: User, template: str, number: object, values: Mapping[str, object]) -> Message:
    return _message(user.email, user.locale, template, number, values)


def _message(email: str, locale: str, template: str, number: object, values: Mapping[str, object]) -> Message:
    return Message(
        key=f"{template}:{number}:{email}"[:200],
        kind=template.replace("_", ".", 1),
        recipient=email,
        locale=locale,
        template=template,
        values=values,
        refusable=True,
    )
