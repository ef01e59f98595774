"""What sourcing keeps of a person: lists kept, judgements, responses written, decisions taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from matchmaker.extensions import db
from matchmaker.personal_data import Holding, Person, untouched
from matchmaker.sourcing.models import FrozenList, Judgement
from matchmaker.sourcing.models_contacts import Contact, Mark, Response, Round
from matchmaker.sourcing.models_dossier import Interest, Lesson, Meeting, Note, ResponseFile, SharedDocument


def export(person: Person) -> Sequence[Mapping[str, object]]:
    kept = sa.select(FrozenList).where(FrozenList.author_id == person.id).order_by(FrozenList.id)
    judged = sa.select(Judgement).where(Judgement.author_id == person.id).order_by(Judgement.id)
    return [
        {"kept_list": one.digest, "need": one.need_id, "at": one.at}
        for one in db.session.execute(kept).scalars()
    ] + [
        {
            "judged": one.supplier_id,
            "need": one.need_id,
            "verdict": one.verdict.value,
            "comment": one.comment,
            "at": one.at,
        }
        for one in db.session.execute(judged).scalars()
    ]


HOLDING = Holding(
    key="sourcing",
    what=_l("The lists of suppliers you have kept as evidence, and what you have said of suggestions"),
    purpose=_l("To show that all firms were treated alike, and to measure the suggestions."),
    basis=_l("the public task of the buyer."),
    kept=_l("with the need, which is the body’s; your name goes with your account."),
    seen_by=_l("the members of your body; reasons, without your name, the organisers and administrators."),
    export=export,
    erase=untouched,
)


def export_contacts(person: Person) -> Sequence[Mapping[str, object]]:
    responses = sa.select(Response, Contact.need_id).join(Contact).where(Response.author_id == person.id)
    found: list[Mapping[str, object]] = [
        {"need": need_id, "response": one.choice.value, "text": one.text, "at": one.changed_at}
        for one, need_id in db.session.execute(responses.order_by(Response.id))
    ]
    rounds = sa.select(Round).where(Round.author_id == person.id).order_by(Round.id)
    found += [
        {"need": one.need_id, "invitation": one.text, "at": one.at}
        for one in db.session.execute(rounds).scalars()
    ]
    marks = sa.select(Mark).where(Mark.author_id == person.id).order_by(Mark.id)
    found += [
        {"need": one.need_id, "decision": one.kind.value, "reason": one.reason, "at": one.at}
        for one in db.session.execute(marks).scalars()
    ]
    return found


CONTACTS = Holding(
    key="contacts",
    what=_l("Responses and questions that you wrote for your firm, decisions of sourcing that you took"),
    purpose=_l("To show that every firm was treated alike."),
    basis=_l("the legal duty of public buyers."),
    kept=_l("with the need’s file; your number in it names nobody once your account is erased."),
    seen_by=_l("the buyer’s team, and your own firm."),
    export=export_contacts,
    erase=untouched,
)


def export_file(person: Person) -> Sequence[Mapping[str, object]]:
    """What the person wrote into files of sourcings."""
    found: list[Mapping[str, object]] = []
    for table, told in _WRITTEN:
        rows = db.session.execute(sa.select(table).where(table.author_id == person.id).order_by(table.id))
        found += [
            {"need": one.need_id, "at": one.at, **{name: getattr(one, name) for name in told}}
            for one in rows.scalars()
        ]
    joined = sa.select(SharedDocument).where(SharedDocument.author_id == person.id)
    found += [
        {"need": one.need_id, "at": one.added_at, "document": one.name}
        for one in db.session.execute(joined.order_by(SharedDocument.id)).scalars()
    ]
    sent = sa.select(ResponseFile).where(ResponseFile.author_id == person.id).order_by(ResponseFile.id)
    found += [
        {"response": one.response_id, "at": one.added_at, "file": one.name}
        for one in db.session.execute(sent).scalars()
    ]
    return found


_WRITTEN: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Note, ("text",)),
    (Meeting, ("held_on", "note")),
    (Interest, ("conflict", "text")),
    (Lesson, ("learned", "specified")),
)
FILE = Holding(
    key="sourcing_file",
    what=_l(
        "What you wrote into the file of a sourcing: notes, meetings, your interests, what was learned, "
        "documents that you joined"
    ),
    purpose=_l("To show that every firm was treated alike, and that nobody decided with an interest."),
    basis=_l("the legal duty of public buyers."),
    kept=_l("with the need’s file; your number in it names nobody once your account is erased."),
    seen_by=_l("the buyer’s team, and whoever it must show the report to."),
    export=export_file,
    erase=untouched,
)
