"""Write a need: begin, fill in step by step, cut into lots, copy, throw away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from matchmaker.accounts.actor import Actor
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.needs import queries, rules
from matchmaker.needs.errors import TooManyDrafts, TooManyLots, WrongState
from matchmaker.needs.models import Lot, Need, NeedStatus, Question
from matchmaker.search.sync import changed

COPIED = (
    "title",
    "description",
    "nature",
    "cpv",
    "zone_json",
    "amount_band",
    "amount_unknown",
    "duration_months",
    "reserved",
    "considerations",
    "innovation",
)
LOT_COPIED = ("number", "title", "cpv", "amount_band", "reserved", "zone_json")


def start(actor: Actor, *, now: datetime) -> Need:
    """An empty draft, of the body one acts for, else of the person, else of the browser.

    Raises TooManyDrafts.
    """
    if queries.drafts_without_body(actor) >= rules.DRAFTS_AT_MOST:
        raise TooManyDrafts(limit=rules.DRAFTS_AT_MOST)
    need = Need(status=NeedStatus.DRAFT, considerations=[], created_at=now, updated_at=now)
    if actor.anonymous:
        need.draft_key_digest = rules.key_digest(actor.draft_key or "")
    db.session.add(need)
    _take(need, actor)
    db.session.flush()
    record(actor, Action.NEED_DRAFTED, "need", need.id, now=now, organisation_id=need.organisation_id)
    return need


def adopt(need: Need, actor: Actor, *, now: datetime) -> bool:
    """A draft begun without an account goes to the person now signed in, and to the body they act for.

    Does nothing for a need that has a body already. True when something changed hands.
    """
    before = (need.organisation_id, need.author_id)
    if need.organisation_id is not None or actor.anonymous:
        return False
    _take(need, actor)
    if (need.organisation_id, need.author_id) == before:
        return False
    db.session.flush()
    record(actor, Action.NEED_ADOPTED, "need", need.id, now=now, organisation_id=need.organisation_id)
    return True


def _take(need: Need, actor: Actor) -> None:
    if actor.anonymous:
        return
    need.author_id = need.author_id or actor.user_id
    if actor.acting_for is not None and rules.acts_as_buyer(actor):
        need.organisation_id = actor.acting_for.id
    need.draft_key_digest = None


def save(need: Need, actor: Actor, answers: Mapping[str, object], *, now: datetime) -> list[str]:
    """Put the answers (attributes of the need; `questions` is a list of texts) in place; the names changed.

    Changes of what others already read are journalled, those of a draft are not. Raises WrongState.
    """
    if not rules.can_edit(actor, need):
        raise WrongState
    texts = answers.get("questions")
    names = [name for name, value in answers.items() if name != "questions" and getattr(need, name) != value]
    for name in names:
        setattr(need, name, answers[name])
    if isinstance(texts, list) and [one.text for one in need.questions] != texts:
        _ask(need, texts)
        names.append("questions")
    _touch(need, actor, names, now=now)
    return names


def _ask(need: Need, texts: Sequence[str]) -> None:
    """Rows are reused by position: a position is never held twice, even between two statements."""
    for question, text in zip(need.questions, texts, strict=False):
        question.text = text
    del need.questions[len(texts) :]
    for position in range(len(need.questions) + 1, len(texts) + 1):
        need.questions.append(Question(position=position, text=texts[position - 1]))


def _touch(need: Need, actor: Actor, names: Sequence[str], *, now: datetime) -> None:
    if not names:
        return
    need.updated_at = now
    db.session.flush()
    if need.status is not NeedStatus.DRAFT:
        record(
            actor, Action.NEED_CHANGED, "need", need.id, now=now, fields=sorted(names), version=need.version
        )
        changed("need", need.id, now=now)


def add_lot(need: Need, actor: Actor, answers: Mapping[str, object], *, now: datetime) -> Lot:
    """Raises TooManyLots, WrongState."""
    if not rules.can_edit(actor, need):
        raise WrongState
    if len(need.lots) >= rules.LOTS_AT_MOST:
        raise TooManyLots(limit=rules.LOTS_AT_MOST)
    lot = Lot(number=len(need.lots) + 1, **answers)
    need.lots.append(lot)
    _touch(need, actor, ["lots"], now=now)
    return lot


def change_lot(lot: Lot, actor: Actor, answers: Mapping[str, object], *, now: datetime) -> None:
    """Raises WrongState."""
    need = lot.need
    if not rules.can_edit(actor, need):
        raise WrongState
    for name, value in answers.items():
        setattr(lot, name, value)
    _touch(need, actor, ["lots"], now=now)


def remove_lot(lot: Lot, actor: Actor, *, now: datetime) -> None:
    """The following lots move up by one. Raises WrongState."""
    need = lot.need
    if not rules.can_edit(actor, need):
        raise WrongState
    need.lots.remove(lot)
    db.session.flush()
    for number, one in enumerate(need.lots, 1):
        one.number = number
        db.session.flush()  # one by one: two lots never bear the same number
    _touch(need, actor, ["lots"], now=now)


def duplicate(need: Need, actor: Actor, *, now: datetime) -> Need:
    """A new draft with the same answers; dates, deadline and publication are asked again."""
    copy = Need(
        status=NeedStatus.DRAFT,
        organisation_id=need.organisation_id,
        author_id=actor.user_id,
        copied_from_id=need.id,
        created_at=now,
        updated_at=now,
        **{name: getattr(need, name) for name in COPIED},
    )
    copy.lots = [Lot(**{name: getattr(lot, name) for name in LOT_COPIED}) for lot in need.lots]
    copy.questions = [Question(position=one.position, text=one.text) for one in need.questions]
    db.session.add(copy)
    db.session.flush()
    record(actor, Action.NEED_DRAFTED, "need", copy.id, now=now, copied_from=need.id)
    return copy


def discard(need: Need, actor: Actor, *, now: datetime) -> None:
    """Delete a draft for good. Raises WrongState for anything that was ever published."""
    if not rules.can_discard(actor, need):
        raise WrongState
    db.session.delete(need)
    record(actor, Action.NEED_DELETED, "need", need.id, now=now)
    db.session.flush()
