"""A case is opened once and decided once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from matchmaker.database import access
from matchmaker.extensions import db
from matchmaker.journal.models import Entry
from matchmaker.moderation import queries
from matchmaker.moderation.errors import AlreadyDecided, OwnCase
from matchmaker.moderation.models import Case, CaseKind, CaseState
from matchmaker.moderation.services import decide, open_case
from tests.factories.make import NOW
from tests.hostile.race import together


@pytest.fixture
def moderators(make):
    return [make.actor(make.user(moderator=True)) for _ in range(2)]


@pytest.fixture
def writing(context):
    with access(read_only=False):
        yield context


def test_first_need_has_one_open_case_and_each_report_its_own(make, writing):
    actor = make.actor(make.user())

    claims = {open_case(CaseKind.NEED, "need", 1, actor=actor, now=NOW).id for _ in range(3)}
    reports = {open_case(CaseKind.ABUSE, "need", 1, actor=actor, now=NOW).id for _ in range(3)}

    assert (len(claims), len(reports)) == (1, 3)


def test_decision_pressed_twice_is_made_once(make, writing, moderators):
    case = make.case(make.supplier())

    outcomes = [decide(case.id, CaseState.REFUSED, words="", actor=moderators[0], now=NOW) for _ in range(2)]

    assert [first for _case, first in outcomes] == [True, False]
    assert db.session.query(Entry).filter(Entry.action == "moderation.refused").count() == 1


def test_second_moderator_is_told_that_it_is_decided(make, writing, moderators):
    case = make.case(make.supplier())
    decide(case.id, CaseState.REFUSED, words="", actor=moderators[0], now=NOW)

    with pytest.raises(AlreadyDecided):
        decide(case.id, CaseState.ACCEPTED, words="", actor=moderators[1], now=NOW)


def test_nobody_decides_their_own_claim(make, writing, moderators):
    case = make.case(make.supplier(), kind=CaseKind.CLAIM, raised_by_id=moderators[0].user_id)

    with pytest.raises(OwnCase):
        decide(case.id, CaseState.ACCEPTED, words="", actor=moderators[0], now=NOW)


def test_two_moderators_at_once_make_one_decision(app, make, moderators):
    case = make.case(make.supplier())
    states = (CaseState.ACCEPTED, CaseState.REFUSED)

    def act(number: int) -> str:
        with app.app_context(), access(read_only=False):
            try:
                decide(case.id, states[number], words="", actor=moderators[number], now=NOW)
                db.session.commit()
            except AlreadyDecided:
                db.session.rollback()
                return "told"
            return states[number].value

    outcomes = together(2, act)

    with app.app_context():
        assert db.session.get_one(Case, case.id).state.value in outcomes
    assert outcomes.count("told") == 1


def test_pace_is_the_median_of_the_decided_and_the_oldest_of_those_that_wait(make, writing):
    firm = make.supplier()
    for hours in (1, 3, 50):
        ended = {"state": CaseState.ACCEPTED, "decided_at": NOW, "decided_by_id": 1}
        make.case(firm, opened_at=NOW - timedelta(hours=hours), **ended)
    make.case(firm, opened_at=NOW - timedelta(hours=7))

    found = queries.pace(NOW)

    assert (found.waiting, found.oldest, found.median) == (1, timedelta(hours=7), timedelta(hours=3))


def test_there_is_no_pace_before_the_first_case(make, writing):
    assert queries.pace(NOW) == queries.Pace(waiting=0, oldest=None, median=None, decided=0)
