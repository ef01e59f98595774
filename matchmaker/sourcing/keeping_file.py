"""What the team writes into the file of a sourcing: notes, interests declared, what was learned."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matchmaker.accounts.actor import Actor
from matchmaker.errors import Conflict
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record, record_personal
from matchmaker.needs.models import Need
from matchmaker.sourcing import rules
from matchmaker.sourcing.errors import FileNotOpen
from matchmaker.sourcing.models_dossier import Interest, Lesson, Note


def digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def write_note(need: Need, actor: Actor, *, text: str, now: datetime) -> Note:
    """Raises FileNotOpen."""
    _require(actor, need)
    one = Note(need_id=need.id, text=text, author_id=actor.user_id, at=now)
    db.session.add(one)
    db.session.flush()
    record(actor, Action.NOTE_WRITTEN, "need", need.id, now=now, note=one.id, text_digest=digest(text))
    return one


def declare(need: Need, actor: Actor, *, conflict: bool, text: str, now: datetime) -> Interest:
    """Each member for themselves; saying the same again changes nothing. Raises FileNotOpen.

    The words may tell of a person's life: the journal holds their salted digest alone.
    """
    _require(actor, need)
    last = declared_by(need, actor.user_id)
    if last is not None and (last.conflict, last.text) == (conflict, text):
        return last
    one = Interest(need_id=need.id, author_id=actor.user_id, conflict=conflict, text=text, at=now)
    db.session.add(one)
    db.session.flush()
    facts = {"declaration": one.id, "conflict": conflict}
    record_personal(
        actor, Action.INTERESTS_DECLARED, "need", need.id, now=now, personal={"text": text}, **facts
    )
    return one


def declared_by(need: Need, user_id: int | None) -> Interest | None:
    """What that person said last."""
    query = sa.select(Interest).where(Interest.need_id == need.id, Interest.author_id == user_id)
    return db.session.execute(query.order_by(Interest.id.desc()).limit(1)).scalar_one_or_none()


def write_lessons(
    need: Need, actor: Actor, *, learned: str, specified: str, version: int, now: datetime
) -> Lesson:
    """A new version of the two texts; `version` is the one that the form was filled from (0: none).

    The same texts again change nothing. Raises FileNotOpen, Conflict when a colleague wrote meanwhile.
    """
    _require(actor, need)
    last = lessons(need)
    held = last[-1] if last else None
    if held is not None and (held.learned, held.specified) == (learned, specified):
        return held
    if (held.version if held else 0) != version:
        raise Conflict
    one = Lesson(
        need_id=need.id,
        version=version + 1,
        learned=learned,
        specified=specified,
        author_id=actor.user_id,
        at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(one)
    except IntegrityError:
        raise Conflict from None
    facts = {"version": one.version, "text_digest": digest(learned, specified)}
    record(actor, Action.LESSONS_WRITTEN, "need", need.id, now=now, **facts)
    return one


def _require(actor: Actor, need: Need) -> None:
    if not rules.keeps_file(actor, need):
        raise FileNotOpen


def notes(need: Need) -> Sequence[Note]:
    query = sa.select(Note).where(Note.need_id == need.id).order_by(Note.id)
    return db.session.execute(query).scalars().all()


def interests(need: Need) -> Sequence[Interest]:
    """Every declaration, in order: the latest of each person stands."""
    query = sa.select(Interest).where(Interest.need_id == need.id).order_by(Interest.id)
    return db.session.execute(query).scalars().all()


def lessons(need: Need) -> Sequence[Lesson]:
    query = sa.select(Lesson).where(Lesson.need_id == need.id).order_by(Lesson.version)
    return db.session.execute(query).scalars().all()
