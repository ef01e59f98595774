"""A firm's response: given, changed until the deadline, withdrawn; one for each firm, however often sent."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matchmaker.accounts.actor import Actor
from matchmaker.errors import N_, NotFound, Stale
from matchmaker.extensions import db
from matchmaker.files import store
from matchmaker.files.errors import FileRefused
from matchmaker.files.kinds import Incoming
from matchmaker.journal import access
from matchmaker.journal.access import Seen
from matchmaker.journal.actions import Action
from matchmaker.journal.models import AccessTrace
from matchmaker.journal.services import record
from matchmaker.needs.models import Need
from matchmaker.notifications.services import queue
from matchmaker.sourcing import messages, rules
from matchmaker.sourcing.errors import ContactClosed, Silence
from matchmaker.sourcing.models_contacts import Choice, Contact, Decline, Response
from matchmaker.sourcing.models_dossier import ResponseFile


@dataclass(frozen=True, slots=True)
class Said:
    """What the form of response holds; `files` are joined to those that are there."""

    choice: Choice
    reason: Decline | None = None
    text: str = ""
    partners: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Incoming, ...] = ()


def respond(
    contact: Contact, actor: Actor, said: Said, *, version: int | None, now: datetime, at_most: int = 10
) -> Response:
    """Keep what the firm says. `version`: of the response that the form was filled from; None for a new one.

    The same words and files again change nothing. Raises ContactClosed past the deadline, Stale when a
    colleague has changed the response since, FileRefused past `at_most` files.
    """
    if not rules.open_for_responses(contact.need, now):
        raise ContactClosed
    one = response_of(contact)
    check_room(one, said.files, at_most=at_most)
    if one is None:
        new = Response(
            contact_id=contact.id, author_id=actor.user_id, at=now, changed_at=now, **_values(said)
        )
        try:
            with db.session.begin_nested():
                db.session.add(new)
        except IntegrityError:
            one = response_of(contact)
        else:
            _join(new, actor, said.files, now=now)
            return _told(new, actor, Action.RESPONSE_GIVEN, now=now)
    assert one is not None
    if _same(one, said) and not _new(one, said.files):
        return one
    if version != one.version:
        raise Stale(theirs={}, yours={}, back="")
    for name, value in {**_values(said), "author_id": actor.user_id, "changed_at": now}.items():
        setattr(one, name, value)
    _join(one, actor, said.files, now=now)
    db.session.flush()
    return _told(one, actor, Action.RESPONSE_CHANGED, now=now)


def check_room(one: Response | None, incoming: Sequence[Incoming], *, at_most: int) -> None:
    """Raises FileRefused when these files would be too many."""
    held = len(files_of([one.id])) if one else 0
    if incoming and held + len(_new(one, incoming)) > at_most:
        raise FileRefused(N_("At most %(limit)s files for one response."), limit=at_most)


def _new(one: Response | None, incoming: Sequence[Incoming]) -> dict[str, Incoming]:
    held = {file.digest for file in files_of([one.id])} if one else set()
    wanted = {store.digest_of(file.content): file for file in incoming}
    return {digest: file for digest, file in wanted.items() if digest not in held}


def _join(one: Response, actor: Actor, incoming: Sequence[Incoming], *, now: datetime) -> None:
    for file in _new(one, incoming).values():
        row = ResponseFile(response_id=one.id, name=file.name, media_type=file.media_type)
        row.size, row.digest = len(file.content), store.keep(file.content)
        row.author_id, row.added_at = actor.user_id, now
        db.session.add(row)
    db.session.flush()


def remove_file(contact: Contact, file_id: int, actor: Actor, *, now: datetime) -> None:
    """Take a file back, until the deadline; gone already is well. Raises ContactClosed, NotFound."""
    one = response_of(contact)
    if one is None:
        raise NotFound
    if not rules.open_for_responses(contact.need, now):
        raise ContactClosed
    found = next((file for file in files_of([one.id]) if file.id == file_id), None)
    if found is None:
        return
    db.session.delete(found)
    one.author_id, one.changed_at = actor.user_id, now
    db.session.flush()
    _told(one, actor, Action.RESPONSE_CHANGED, now=now)


def files_of(response_ids: Sequence[int]) -> Sequence[ResponseFile]:
    """Joined to these responses, in the order in which they came."""
    query = sa.select(ResponseFile).where(ResponseFile.response_id.in_(response_ids))
    return db.session.execute(query.order_by(ResponseFile.id)).scalars().all()


def file_of(one: Response, file_id: int) -> ResponseFile:
    """Raises NotFound for another response's."""
    found = db.session.get(ResponseFile, file_id)
    if found is None or found.response_id != one.id:
        raise NotFound
    return found


def withdraw(contact: Contact, actor: Actor, *, now: datetime) -> None:
    """Take the response back, words, files and all; past the deadline too, until the consultation is out.

    Raises NotFound when there is none, Silence.
    """
    one = response_of(contact)
    if one is None:
        raise NotFound
    if rules.silent(contact.need):
        raise Silence
    if one.choice is Choice.WITHDRAWN:
        return
    one.choice, one.reason, one.text, one.partners, one.answers = Choice.WITHDRAWN, None, "", "", {}
    one.author_id, one.changed_at = actor.user_id, now
    db.session.execute(sa.delete(ResponseFile).where(ResponseFile.response_id == one.id))
    db.session.flush()
    _told(one, actor, Action.RESPONSE_WITHDRAWN, now=now)


def response_of(contact: Contact) -> Response | None:
    query = sa.select(Response).where(Response.contact_id == contact.id)
    return db.session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()


def contact_for(need: Need, supplier_id: int) -> Contact | None:
    query = sa.select(Contact).where(Contact.need_id == need.id, Contact.supplier_id == supplier_id)
    return db.session.execute(query).scalar_one_or_none()


def hold(contact: Contact) -> Contact:
    """Until the end of the transaction: two colleagues of the firm change its response in turn."""
    return db.session.get_one(Contact, contact.id, with_for_update=True, populate_existing=True)


def _values(said: Said) -> dict[str, object]:
    return {
        "choice": said.choice,
        "reason": said.reason,
        "text": said.text,
        "partners": said.partners,
        "answers": dict(said.answers),
    }


def _same(one: Response, said: Said) -> bool:
    return all(getattr(one, name) == value for name, value in _values(said).items())


def _told(one: Response, actor: Actor, action: Action, *, now: datetime) -> Response:
    """Journal the act, send the copy to the firm, and let the team know in its next morning's mail."""
    contact, files = one.contact, files_of([one.id])
    record(
        actor,
        action,
        "need",
        contact.need_id,
        now=now,
        supplier=contact.supplier_id,
        response=one.id,
        version=one.version,
        choice=one.choice.value,
        text_digest=hashlib.sha256(one.text.encode()).hexdigest(),
        files=[file.digest for file in files],
    )
    write = messages.response_copy(one, [file.name for file in files])
    for reader in messages.readers(contact.supplier, now=now):
        queue(write(reader), now=now)
    due = messages.next_morning(now)
    digest = messages.to_team(contact.need, "sourcing_responses", due=due)
    if digest is not None:
        queue(digest, now=now, due=due)
    return one


def note_opened(contact: Contact, actor: Actor, *, now: datetime) -> None:
    """The link was opened, by the firm or by its mail server: a trace apart, nothing else."""
    access.note_apart(
        actor, Seen.RESPONSE_LINK, "contact", contact.id, now=now, organisation_id=contact.supplier_id
    )


def note_read(one: Response, actor: Actor, *, now: datetime) -> None:
    """The team has read the response: the firm is told so on its page."""
    organisation_id = actor.acting_for.id if actor.acting_for else None
    access.note_apart(actor, Seen.RESPONSE, "response", one.id, now=now, organisation_id=organisation_id)


def read_at(one: Response) -> datetime | None:
    """When the team first read the response."""
    query = sa.select(sa.func.min(AccessTrace.at)).where(
        AccessTrace.object_kind == "response",
        AccessTrace.object_id == one.id,
        AccessTrace.seen == Seen.RESPONSE.value,
    )
    return db.session.execute(query).scalar_one()
