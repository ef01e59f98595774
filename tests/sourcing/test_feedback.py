"""Verdicts on suggestions: one for each firm and need, measured by month, and never part of a score."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Role
from matchmaker.database import access
from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.journal.models import Entry
from matchmaker.needs.models import NeedStatus
from matchmaker.sourcing import feedback, freezing, index, suggestions
from matchmaker.sourcing.errors import NotYet
from matchmaker.sourcing.models import Judgement, Reason, Verdict
from matchmaker.web.transaction import commit
from tests.factories.make import NOW
from tests.hostile.race import together
from tests.sourcing.conftest import LATER, Scene, need_row

NO = {"verdict": Verdict.DISMISSED, "reason": Reason.OTHER_TRADE}
YES = {"verdict": Verdict.ACCEPTED}


def judge(scene: Scene, firm, *, now: datetime = NOW, **values: object) -> Judgement:
    with access(read_only=False):
        one = feedback.judge(need_row(scene), firm.id, scene.actor, now=now, **values)
        commit()
    return one


def acts() -> list[str]:
    query = sa.select(Entry.action).where(Entry.action.like("suggestion.%")).order_by(Entry.seq)
    return list(db.session.execute(query).scalars())


def test_a_verdict_keeps_the_rank_and_score_shown(context: Flask, scene: Scene) -> None:
    one = judge(scene, scene.gardeners, **YES)

    first = index.index().current().suggest(freezing.USUAL.asked(need_row(scene)), 1)[0]
    assert (one.rank, one.score, first.supplier_id) == (1, round(first.score * 10), scene.gardeners.id)


def test_a_second_verdict_takes_the_place_of_the_first(context: Flask, scene: Scene) -> None:
    judge(scene, scene.pruners, **NO)
    judge(scene, scene.pruners, now=LATER, **YES)

    one = feedback.judgement(need_row(scene), scene.pruners.id)
    assert (one.verdict, one.reason, one.at) == (Verdict.ACCEPTED, None, LATER)
    assert acts() == ["suggestion.dismissed", "suggestion.accepted"]


def test_the_same_verdict_twice_is_one_act(context: Flask, scene: Scene) -> None:
    first, second = judge(scene, scene.pruners, **NO), judge(scene, scene.pruners, now=LATER, **NO)

    assert (first.id, second.at, acts()) == (second.id, NOW, ["suggestion.dismissed"])


def test_a_verdict_can_be_taken_back(context: Flask, scene: Scene) -> None:
    judge(scene, scene.pruners, **NO)
    with access(read_only=False):
        for _ in range(2):
            feedback.take_back(need_row(scene), scene.pruners.id, scene.actor, now=LATER)
        commit()

    with pytest.raises(NotFound):
        feedback.judgement(need_row(scene), scene.pruners.id)
    assert acts() == ["suggestion.dismissed", "suggestion.unjudged"]


def test_nobody_judges_after_the_consultation(context: Flask, scene: Scene) -> None:
    need = need_row(scene)
    need.status = NeedStatus.TENDERED

    with pytest.raises(NotYet):
        feedback.judge(need, scene.gardeners.id, scene.actor, now=NOW, **YES)


def test_two_equal_firms_score_the_same_whatever_happened_to_one(context: Flask, scene: Scene, make) -> None:
    """Fairness: what happens on the platform is neither evidence nor score."""
    twins = [make.supplier(name="Jumelle", created_at=at, updated_at=at) for at in (NOW, LATER)]
    for one in twins:
        make.offer(one)
    index.index().rebuild()
    judge(scene, twins[0], verdict=Verdict.DISMISSED, reason=Reason.CAPACITY)
    judge(scene, scene.gardeners, **YES)
    for _ in range(3):
        freezing.freeze(need_row(scene), scene.actor, now=LATER)
    index.follow([("organisation", twins[0].id)])

    asked = freezing.USUAL.asked(need_row(scene))
    tenths = {one.supplier_id: one.tenths for one in index.index().current().everyone(asked)}
    evidence = [[piece.text for piece in one.evidence] for one in suggestions.suppliers(t.id for t in twins)]
    assert tenths[twins[0].id] == tenths[twins[1].id]
    assert evidence[0] == evidence[1]


def test_precision_counts_the_first_ten_by_month(context: Flask, scene: Scene) -> None:
    judge(scene, scene.gardeners, **YES)
    judge(scene, scene.pruners, **NO)
    judge(scene, scene.roofers, now=NOW.replace(month=10), **NO)
    db.session.execute(sa.update(Judgement).where(Judgement.supplier_id == scene.roofers.id).values(rank=11))

    months = feedback.precision_by_month()
    assert [(one.day, one.accepted.yes, one.accepted.total) for one in months] == [(date(2026, 9, 1), 1, 2)]
    assert months[0].accepted.low < 0.5 < months[0].accepted.high


def address(scene: Scene, firm) -> str:
    return f"/needs/{scene.need.id}/suppliers/{firm.id}/judge"


def test_the_team_says_on_a_page_why_a_firm_does_not_fit(team: FlaskClient, scene: Scene) -> None:
    sent = {"verdict": "dismissed", "reason": "too_far"}

    answer = team.submit(address(scene, scene.pruners), sent)

    assert answer.headers["Location"].endswith(f"/suppliers#supplier-{scene.pruners.id}")
    assert "Écartée par votre équipe" in team.get(f"/needs/{scene.need.id}/suppliers").text


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"verdict": "dismissed"},
        {"verdict": "dismissed", "reason": "other"},
        {"verdict": "dismissed", "reason": "nonsense"},
        {"verdict": "liked"},
        {"verdict": "accepted", "comment": "x" * 501},
    ],
)
def test_an_incomplete_verdict_is_asked_for_again(team: FlaskClient, scene: Scene, sent) -> None:
    page = team.submit(address(scene, scene.pruners), sent)

    assert page.status_code == 422
    assert page.soup.select_one(".error-summary a") is not None


def test_a_verdict_is_taken_back_on_its_page(team: FlaskClient, scene: Scene) -> None:
    team.submit(address(scene, scene.pruners), {"verdict": "accepted"})

    answer = team.submit(address(scene, scene.pruners), {}, form="form[action$=unjudge]")

    assert answer.status_code == 303
    assert "Retenue par votre équipe" not in team.get(f"/needs/{scene.need.id}/suppliers").text


def test_verdicts_are_the_team_s_to_give(client: FlaskClient, make, scene: Scene) -> None:
    make.sign_in(client, make.member(make.buyer(), Role.BUYER))

    assert client.get(address(scene, scene.pruners)).status_code == 404


def test_the_firm_does_not_see_what_was_said(client: FlaskClient, team, make, scene: Scene) -> None:
    team.submit(address(scene, scene.pruners), {"verdict": "dismissed", "reason": "too_far"})
    make.sign_in(client, make.member(scene.pruners, Role.SUPPLIER))

    pages = (f"/needs/{scene.need.id}", f"/needs/{scene.need.id}/suppliers", "/how-it-works/verdicts")
    assert [path for path in pages if "carté" in client.get(path).text] == []


def test_figures_are_public_and_names_are_not(client: FlaskClient, team, make, scene: Scene) -> None:
    team.submit(address(scene, scene.pruners), {"verdict": "accepted", "comment": "vus en réunion"})
    make.sign_in(client, make.user(administrator=True))
    whole = client.get("/how-it-works/verdicts")
    public = client.application.test_client().get("/how-it-works/verdicts")

    assert whole.texts("tbody td")[:2] == ["100 %", "1"]
    assert ("vus en réunion" in whole.text, "vus en réunion" in public.text) == (True, False)
    assert scene.pruners.name not in public.text


@pytest.fixture
def ten_presses(app: Flask, team, scene: Scene):
    token = team.get(address(scene, scene.pruners)).soup.select_one("main input[name=csrf_token]")["value"]
    cookie = team.get_cookie("session").value

    def press(_number: int) -> int:
        one = app.test_client()
        one.set_cookie("session", cookie)
        sent = {"csrf_token": token, "verdict": "accepted"}
        return one.post(address(scene, scene.pruners), data=sent).status_code

    return lambda: together(10, press)


def judged(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Judgement.id).count()


def test_ten_presses_make_one_verdict(app: Flask, ten_presses) -> None:
    """Row K1."""
    assert set(ten_presses()) == {303}
    assert judged(app) == 1


def test_without_the_constraint_the_same_presses_make_more(app: Flask, ten_presses) -> None:
    name = "uq_judgements_need_id_supplier_id"
    with app.app_context(), db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"ALTER TABLE judgements DROP CONSTRAINT {name}")
        else:
            kept = "SELECT sql FROM sqlite_master WHERE name = 'judgements'"
            sql = connection.exec_driver_sql(kept).scalar_one()
            connection.exec_driver_sql("DROP TABLE judgements")
            unique = f"CONSTRAINT {name} UNIQUE (need_id, supplier_id)"
            connection.exec_driver_sql(sql.replace(unique, "CHECK (1)"))
    ten_presses()

    assert judged(app) > 1
