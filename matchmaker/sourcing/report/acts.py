"""The acts of a sourcing in sentences, for the time line and for the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaker.accounts.actor import Role
from matchmaker.journal.actions import Action
from matchmaker.needs import wording as needs
from matchmaker.organisations import labels
from matchmaker.sourcing.report.values import Act, Report
from matchmaker.sourcing.wording import CHOICES

# The filters of the time line: the beginnings of the names of acts.
GROUPS: dict[str, tuple[LazyString, tuple[str, ...]]] = {
    "need": (_l("The need"), ("need.",)),
    "list": (_l("Lists, shortlist, exclusions"), ("list.", "supplier.", "suggestion.")),
    "contact": (_l("Invitations and what was sent"), ("suppliers.", "document.")),
    "response": (_l("Responses"), ("response.",)),
    "exchange": (_l("Questions and replies"), ("question.",)),
    "file": (_l("Meetings, declarations, notes"), ("meeting.", "interests.", "lessons.", "note.")),
}
NEED_ACTS: dict[str, LazyString] = {
    Action.NEED_DRAFTED: _l("The need was begun"),
    Action.NEED_ADOPTED: _l("The draft was taken up by the body"),
    Action.NEED_WAITING: _l("The need waits for a ground to be published"),
    Action.NEED_SCHEDULED: _l("Its publication was planned"),
    Action.NEED_UNSCHEDULED: _l("Its publication is no longer planned"),
    Action.NEED_PUBLISHED: _l("The need was published"),
    Action.NEED_WITHDRAWN: _l("The need was withdrawn"),
    Action.NEED_CLOSED: _l("The sourcing was closed: no more responses"),
    Action.NEED_EXTENDED: _l("The deadline was put off"),
    Action.NEED_AWARDED: _l("The contract was declared awarded"),
}
HANDED: dict[str, LazyString] = {
    "invitation": _l("Invitation"),
    "reply": _l("Reply to a question"),
    "reminder": _l("Reminder"),
    "document": _l("Document joined later"),
    "outcome": _l("How the need ended"),
}
OUTCOMES: dict[str, LazyString] = {
    "held": _l("Held"),
    "firm_absent": _l("The firm did not come"),
    "buyer_absent": _l("The buyer did not come"),
    "cancelled": _l("Cancelled"),
}
SOURCES: dict[str, LazyString] = {"by_hand": _l("recorded by hand"), "rencontre": _l("at a Rencontre")}
FIELDS: dict[str, LazyString] = {
    "title": _l("title"),
    "description": _l("description"),
    "nature": _l("kind of purchase"),
    "cpv": _l("CPV code"),
    "zone": _l("place"),
    "amount_band": _l("amount"),
    "amount_unknown": _l("amount"),
    "lots": _l("lots"),
    "questions": _l("questions"),
    "starts_on": _l("start"),
    "duration_months": _l("duration"),
    "answers_until": _l("deadline"),
    "tender_planned_on": _l("date of the consultation"),
    "reserved": _l("reservation"),
    "considerations": _l("considerations"),
    "innovation": _l("innovation"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the time line; `seq` of its first entry, `group` of GROUPS."""

    seq: int
    last: int
    at: datetime
    who: str
    group: str
    words: str


def events(report: Report, *, group: str = "") -> list[Event]:
    """Oldest first; the same thing handed to many firms in one turn is one line."""
    found = (_event(report, acts) for acts in _together(report.acts))
    return [one for one in found if not group or one.group == group]


def _together(acts: Sequence[Act]) -> Iterator[list[Act]]:
    def key(act: Act) -> tuple[object, ...]:
        if act.action != Action.SUPPLIERS_TOLD:
            return (act.seq,)
        return act.action, act.payload.get("told"), act.payload.get("number"), act.at

    for _key, same in groupby(acts, key):
        yield list(same)


def _event(report: Report, acts: Sequence[Act]) -> Event:
    first = acts[0]
    return Event(
        first.seq, acts[-1].seq, first.at, who(report, first), group_of(first.action), words(report, acts)
    )


def group_of(action: str) -> str:
    return next((key for key, (_words, begins) in GROUPS.items() if action.startswith(begins)), "need")


def who(report: Report, act: Act) -> str:
    """A member of the team by name; everybody else by what they acted as."""
    if act.who:
        return act.who
    if act.action.startswith("response.") and act.firm_id:
        return report.firm_name(act)
    if act.role in ("anonymous", "user"):
        return _("A firm, by its link") if act.action.startswith("question.") else _("The platform")
    roles = {one.value: labels.words(one) for one in Role}
    return roles.get(act.role, act.role)


def words(report: Report, acts: Sequence[Act]) -> str:
    """What was done, in a sentence; an act that a newer version recorded is shown by its name."""
    act = acts[0]
    if act.action == Action.SUPPLIERS_TOLD:
        return _told(report, acts)
    if act.action in NEED_ACTS:
        return str(NEED_ACTS[act.action])
    say = _SAID.get(act.action)
    return say(report, act, act.payload) if say else act.action


def _told(report: Report, acts: Sequence[Act]) -> str:
    what = str(HANDED.get(str(acts[0].payload.get("told")), ""))
    if len(acts) == 1:
        return _("%(what)s handed to %(firm)s", what=what, firm=report.firm_name(acts[0]))
    return ngettext(
        "%(what)s handed to %(num)s firm", "%(what)s handed to %(num)s firms", len(acts), what=what
    )


def _changed(_report: Report, _act: Act, payload: Mapping[str, Any]) -> str:
    fields = dict.fromkeys(str(FIELDS.get(one, one)) for one in payload.get("fields", ()))
    return _("The need was changed: %(fields)s", fields=", ".join(fields))


def _excluded(report: Report, act: Act, payload: Mapping[str, Any]) -> str:
    return _("%(firm)s was left out: %(reason)s", firm=report.firm_name(act), reason=payload.get("reason"))


def _invited(_report: Report, _act: Act, payload: Mapping[str, Any]) -> str:
    count = len(payload.get("suppliers", ()))
    return ngettext(
        "%(num)s firm invited to respond", "%(num)s firms invited to respond, with one text", count
    )


def _responded(report: Report, act: Act, payload: Mapping[str, Any]) -> str:
    choice = {str(key): str(said) for key, said in CHOICES.items()}.get(str(payload.get("choice")), "")
    changed = act.action == Action.RESPONSE_CHANGED
    sentence = (
        _("%(firm)s changed its response: %(choice)s") if changed else _("%(firm)s responded: %(choice)s")
    )
    return sentence % {"firm": report.firm_name(act), "choice": choice}


def _document(report: Report, _act: Act, payload: Mapping[str, Any]) -> str:
    number = payload.get("number")
    name = next((one.name for one in report.documents if one.digest == payload.get("digest")), "")
    return _("Document %(number)s joined for everybody: %(name)s", number=number, name=name)


def _met(report: Report, act: Act, payload: Mapping[str, Any]) -> str:
    outcome = str(OUTCOMES.get(str(payload.get("outcome")), ""))
    return _(
        "Meeting with %(firm)s on %(day)s: %(outcome)s",
        firm=report.firm_name(act),
        day=needs.day(date.fromisoformat(str(payload.get("held_on")))),
        outcome=outcome.lower(),
    )


def _interests(_report: Report, _act: Act, payload: Mapping[str, Any]) -> str:
    return _("Declared an interest in a firm") if payload.get("conflict") else _("Declared no interest")


def _note(report: Report, _act: Act, payload: Mapping[str, Any]) -> str:
    text = next((one.text for one in report.notes if one.id == payload.get("note")), "")
    return _("Note: %(text)s", text=text)


Say = Callable[[Report, Act, Mapping[str, Any]], str]
_SAID: dict[str, Say] = {
    Action.NEED_CHANGED: _changed,
    Action.NEED_TENDERED: lambda report, _act, _p: _(
        "The consultation was published: %(url)s", url=report.subject.tender_url
    ),
    Action.LIST_FROZEN: lambda _r, _act, p: _("List of suppliers no. %(number)s kept", number=p.get("list")),
    Action.SUGGESTION_ACCEPTED: lambda r, act, _p: _("%(firm)s was found to fit", firm=r.firm_name(act)),
    Action.SUGGESTION_DISMISSED: lambda r, act, _p: _("%(firm)s was found not to fit", firm=r.firm_name(act)),
    Action.SUGGESTION_UNJUDGED: lambda r, act, _p: _(
        "The verdict on %(firm)s was taken back", firm=r.firm_name(act)
    ),
    Action.SUPPLIER_SHORTLISTED: lambda r, act, _p: _("%(firm)s was shortlisted", firm=r.firm_name(act)),
    Action.SUPPLIER_EXCLUDED: _excluded,
    Action.SUPPLIER_UNMARKED: lambda r, act, _p: _(
        "The decision on %(firm)s was taken back", firm=r.firm_name(act)
    ),
    Action.SUPPLIERS_INVITED: _invited,
    Action.RESPONSE_GIVEN: _responded,
    Action.RESPONSE_CHANGED: _responded,
    Action.RESPONSE_WITHDRAWN: lambda r, act, _p: _("%(firm)s withdrew its response", firm=r.firm_name(act)),
    Action.QUESTION_ASKED: lambda _r, _act, _p: _("A firm asked a question"),
    Action.QUESTION_ANSWERED: lambda _r, _act, _p: _("A reply was published for everybody"),
    Action.DOCUMENT_JOINED: _document,
    Action.DOCUMENT_REMOVED: lambda _r, _act, _p: _("A document was taken off the draft"),
    Action.MEETING_RECORDED: _met,
    Action.INTERESTS_DECLARED: _interests,
    Action.LESSONS_WRITTEN: lambda _r, _act, p: _(
        "What was learned was written down, version %(number)s", number=p.get("version")
    ),
    Action.NOTE_WRITTEN: _note,
}
