"""Who saw what: written apart from the chain, from a page that is only read too, and forgotten in time."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from matchmaker import database
from matchmaker.accounts.actor import ANONYMOUS, Actor
from matchmaker.extensions import db
from matchmaker.journal import access
from matchmaker.journal.access import Seen
from matchmaker.journal.services import verify
from matchmaker.web.transaction import transaction
from tests.factories.make import NOW

ACTOR = Actor(user_id=7)


def seen(kind: str = "organisation", number: int = 1) -> list[tuple[int | None, str]]:
    return [(trace.user_id, trace.seen) for trace in access.of_object(kind, number)]


def test_a_trace_says_who_saw_what_and_leaves_the_chain_alone(context: Flask) -> None:
    with transaction():
        access.note(ACTOR, Seen.CONTACT_DETAILS, "organisation", 1, now=NOW, organisation_id=3)

    (trace,) = access.of_person(7)
    assert (trace.at, trace.organisation_id, trace.object_id) == (NOW, 3, 1)
    assert (seen(), verify()[0]) == ([(7, "contact_details")], 0)


def test_a_trace_is_kept_though_the_page_that_leaves_it_writes_nothing(context: Flask) -> None:
    with database.access(read_only=True):
        db.session.execute(db.text("SELECT 1"))
        access.note_apart(ANONYMOUS, Seen.RESPONSE_LINK, "need", 4, now=NOW)
        db.session.rollback()

    assert seen("need", 4) == [(None, "response_link")]


def test_a_trace_rolled_back_is_no_trace(context: Flask) -> None:
    access.note(ACTOR, Seen.CONTACT_DETAILS, "organisation", 1, now=NOW)
    db.session.rollback()

    assert seen() == []


def test_a_person_erased_is_forgotten_and_what_was_seen_stays(context: Flask) -> None:
    with transaction():
        access.note(ACTOR, Seen.CONTACT_DETAILS, "organisation", 1, now=NOW)
        access.erase(7)

    assert seen() == [(None, "contact_details")]


def test_traces_are_forgotten_after_a_year(context: Flask) -> None:
    with transaction():
        for days in (0, 364, 366):
            access.note(ACTOR, Seen.FILE, "organisation", 1, now=NOW - timedelta(days=days))
        access.forget_old(now=NOW)

    assert len(seen()) == 2
