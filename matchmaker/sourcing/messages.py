"""The mails of a sourcing, as values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from matchmaker.needs import messages as needs
from matchmaker.needs.deadlines import in_paris, moment
from matchmaker.needs.models import Need
from matchmaker.notifications.messages import Message
from matchmaker.organisations import queries as organisations
from matchmaker.organisations.models import Organisation
from matchmaker.sourcing import links
from matchmaker.sourcing.models_contacts import Contact, Exchange, Response, Round
from matchmaker.sourcing.models_dossier import SharedDocument

Write = Callable[["Reader"], Message]
# What a reader may do without; replies and outcomes are owed to everybody who was invited or came.
REFUSABLE = frozenset({"sourcing_invitation", "sourcing_reminder", "sourcing_responses"})
MORNING = time(8, 0)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Reader:
    """One address of a firm."""

    email: str
    locale: str = "fr"


def readers(firm: Organisation, *, now: datetime) -> list[Reader]:
    """Those who speak for the firm on a ground; else the contact that the register knows; else its card's.

    Empty when nothing is known: the buyer is told, and may telephone.
    """
    people = [one.user for one in organisations.verified_members(firm.id, now=now)]
    found = [Reader(one.email, one.locale) for one in people if one.is_active]
    if found:
        return found
    address = organisations.register_contact(firm) or firm.contact_email
    return [Reader(address)] if address else []


def invitation(contact: Contact, of: Round, documents: Sequence[SharedDocument] = ()) -> Write:
    """`documents`: those joined to the need at the moment of sending, the same for every firm."""
    listed = [(one.id, one.name) for one in documents]
    return _writer(contact, "sourcing_invitation", of.id, text=of.text, documents=listed)


def document(contact: Contact, one: SharedDocument) -> Write:
    """A document that came after the firm was told."""
    return _writer(contact, "sourcing_document", one.id, document=(one.id, one.name))


def reminder(contact: Contact, number: int) -> Write:
    return _writer(contact, "sourcing_reminder", number)


def reply(contact: Contact, one: Exchange) -> Write:
    return _writer(contact, "sourcing_reply", one.id, question=one.question, reply=one.reply)


def outcome(contact: Contact) -> Write:
    need = contact.need
    answered = contact.response is not None
    return _writer(
        contact,
        "sourcing_outcome",
        need.status.value,
        state=need.status.value,
        answered=answered,
        tender_url=need.tender_url,
    )


def response_copy(response: Response, files: Sequence[str] = ()) -> Write:
    """What the firm has just said, in its own mailbox."""
    choice = response.choice.value
    return _writer(
        response.contact,
        "sourcing_copy",
        f"{response.id}:{response.version}",
        choice=choice,
        text=response.text,
        partners=response.partners,
        files=list(files),
        answers=[
            (one.text, response.answers.get(str(one.id), "")) for one in response.contact.need.questions
        ],
    )


def _writer(contact: Contact, template: str, number: object, **values: object) -> Write:
    need = contact.need
    facts = {
        "title": need.title,
        "need_id": need.id,
        "buyer": need.organisation.name if need.organisation else "",
        "firm": contact.supplier.name,
        "answers_until": need.answers_until,
        "token": links.token_of(contact),
        **values,
    }

    def write(reader: Reader) -> Message:
        return Message(
            key=f"{template}:{contact.id}:{number}:{reader.email}"[:200],
            kind=template.replace("_", ".", 1),
            recipient=reader.email,
            locale=reader.locale,
            template=template,
            values=facts,
            refusable=template in REFUSABLE,
        )

    return write


def to_team(need: Need, template: str, *, due: datetime) -> Message | None:
    """To who wrote the need: one a day at most, on the next working morning."""
    author = needs.author(need)
    if author is None:
        return None
    return Message(
        key=f"{template}:{need.id}:{author.id}:{due.isoformat()}",
        kind=template.replace("_", ".", 1),
        recipient=author.email,
        locale=author.locale,
        template=template,
        values={"title": need.title, "need_id": need.id},
        refusable=template in REFUSABLE,
    )


def next_morning(now: datetime) -> datetime:
    """Eight o'clock in Paris on the next working day: when digests leave."""
    day = in_paris(now).date() + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return moment(day, MORNING)
