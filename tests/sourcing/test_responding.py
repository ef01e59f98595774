"""A firm's response: from the mail without an account, or signed in; once, changed, late, withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.journal.models import AccessTrace, Entry
from matchmaker.needs.models import Need
from matchmaker.notifications.models import DigestItem
from matchmaker.sourcing.models_contacts import Choice, Contact, Response
from matchmaker.web.transaction import transaction
from tests.browsing import shown_values
from tests.factories import Make
from tests.hostile.race import together
from tests.sourcing.conftest import OpenSourcing
from tests.sourcing.test_contacts import acts, mails


@pytest.fixture
def link(opened: OpenSourcing, app) -> str:
    """The secret link of an invited firm."""
    opened.invite(opened.gardeners)
    return opened.link(mails(app, "sourcing.invitation")[0])


def kept(app) -> list[Response]:
    with app.app_context():
        return list(db.session.execute(sa.select(Response).order_by(Response.id)).scalars())


def past_deadline(opened: OpenSourcing, app) -> None:
    with app.app_context(), transaction():
        db.session.get_one(Need, opened.need.id).answers_until = datetime.now(UTC) - timedelta(seconds=1)


def rows(app, model) -> int:
    with app.app_context():
        return db.session.execute(sa.select(sa.func.count()).select_from(model)).scalar_one()


def test_opening_the_link_writes_a_trace_apart_and_nothing_else(opened, link: str, app) -> None:
    before = rows(app, Entry)
    for _ in range(3):
        opened.stranger.get(link)

    assert (rows(app, AccessTrace), rows(app, Entry), rows(app, Response)) == (3, before, 0)


def test_the_choice_of_the_mail_is_ticked(opened, link: str) -> None:
    page = opened.stranger.get(f"{link}?choice=declined")

    assert [box["value"] for box in page.soup.select("input[name=choice][checked]")] == ["declined"]
    assert opened.stranger.get(f"{link}?choice=%00").soup.select("input[name=choice][checked]") == []


def test_one_button_records_it_without_an_account(opened, link: str, app) -> None:
    answer = opened.stranger.submit(f"{link}?choice=interested", {})

    assert answer.status_code == 303
    assert [one.choice for one in kept(app)] == [Choice.INTERESTED]


def test_a_refusal_says_why(opened, link: str, app) -> None:
    assert opened.stranger.submit(link, {"choice": "declined"}).status_code == 422
    assert opened.stranger.submit(link, {"choice": "declined", "reason": "no_time"}).status_code == 303


def test_ten_clicks_are_one_answer(opened, link: str, app) -> None:
    """Row K1: the same page sent ten times, as an impatient hand does."""
    token = opened.stranger.get(link).soup.select_one("main input[name=csrf_token]")["value"]
    form = {"csrf_token": token, "choice": "interested", "text": "Oui", "version": ""}
    answers = {opened.stranger.post(link, data=form).status_code for _ in range(10)}

    assert (answers, len(kept(app)), len(acts(app, "response.given"))) == ({303}, 1, 1)
    assert acts(app, "response.changed") == []


def test_the_copy_carries_the_words_and_the_subject_no_name(opened, link: str, app) -> None:
    question = opened.need.questions[0]
    said = {"choice": "interested", "text": "Oui", "partners": "Toits", f"answer_{question.id}": "En mai"}
    opened.stranger.submit(link, said)

    copy = mails(app, "sourcing.copy")[0]
    assert [word in copy.text for word in ("Oui", "Toits", "Quand ?", "En mai")] == [True] * 4
    assert copy.subject == "Copie de votre réponse"


def test_the_same_link_opens_the_response_to_change_it(opened, link: str, app) -> None:
    opened.stranger.submit(link, {"choice": "interested", "text": "Oui"})
    opened.stranger.submit(link, {"text": "Oui, en mai"})

    assert [one.text for one in kept(app)] == ["Oui, en mai"]
    assert len(acts(app, "response.changed")) == 1


def test_two_colleagues_see_both_versions_and_nothing_is_overwritten(opened, link: str, app) -> None:
    opened.stranger.submit(link, {"choice": "interested", "text": "Oui"})
    page = opened.stranger.get(link)
    old = page.soup.select_one("input[name=version]")["value"]
    opened.stranger.submit(link, {"text": "Du premier"})

    late = opened.stranger.submit(link, {"text": "Du second", "version": old})
    assert (late.status_code, kept(app)[0].text) == (409, "Du premier")
    assert "Du premier" in late.text
    assert "Du second" in late.text


def test_the_deadline_passed_while_typing_keeps_the_text(opened, link: str, app) -> None:
    token = opened.stranger.get(link).soup.select_one("input[name=csrf_token]")["value"]
    past_deadline(opened, app)

    typed = {"csrf_token": token, "choice": "interested", "text": "Deux heures de travail"}
    answer = opened.stranger.post(link, data=typed)
    assert (answer.status_code, kept(app)) == (409, [])
    assert answer.soup.select_one("textarea[name=text]").get_text().strip() == "Deux heures de travail"


def test_after_the_deadline_one_can_only_withdraw(opened, link: str, app) -> None:
    opened.stranger.submit(link, {"choice": "interested", "text": "Secret"})
    past_deadline(opened, app)
    page = opened.stranger.get(link)
    opened.stranger.submit(link, {}, form="form[action$=withdraw]")

    assert page.soup.select_one("input[name=choice]") is None
    assert [(one.choice, one.text) for one in kept(app)] == [(Choice.WITHDRAWN, "")]


def test_a_forged_or_altered_link_is_unknown(opened, link: str) -> None:
    other = link[:-5] + ("A" if link[-5] != "A" else "B") + link[-4:]

    assert [opened.stranger.get(path).status_code for path in (other, "/response/x")] == [404, 404]
    assert opened.stranger.get("/response/" + "x" * 3000).status_code == 404


def test_a_firm_that_finds_the_need_by_itself_responds_too(opened, make: Make, app) -> None:
    browser = app.test_client()
    make.sign_in(browser, make.member(opened.roofers, Role.SUPPLIER))
    answer = browser.submit(f"{opened.base}/respond", {"choice": "interested", "partners": "Les Jardiniers"})

    board = opened.team.get(f"{opened.base}/contacts")
    assert answer.status_code == 303
    assert board.texts("#firms ~ table tbody td:nth-child(3)") == ["venue d’elle-même"]


def test_a_colleague_finds_the_response_given_by_the_link(opened, make: Make, link: str, app) -> None:
    opened.stranger.submit(link, {"choice": "interested", "text": "Oui"})
    browser = app.test_client()
    make.sign_in(browser, make.member(opened.gardeners, Role.SUPPLIER))
    browser.submit(f"{opened.base}/respond", {"text": "Oui, de bon cœur"})

    assert [one.text for one in kept(app)] == ["Oui, de bon cœur"]
    assert rows(app, Contact) == 1


def test_who_has_shown_no_ground_cannot_open_a_response(opened, make: Make, app) -> None:
    browser = app.test_client()
    make.sign_in(browser, make.member(opened.roofers, Role.SUPPLIER, verified=False))

    assert browser.submit(f"{opened.base}/respond", {"choice": "interested"}).status_code == 409
    assert rows(app, Contact) == 0


def test_a_response_is_read_by_the_team_alone_and_the_firm_is_told(opened, make: Make, link, app) -> None:
    opened.stranger.submit(link, {"choice": "interested", "text": "Notre secret"})
    before = opened.stranger.get(link).text
    address = opened.team.get(f"{opened.base}/contacts").soup.select_one(
        "#firms ~ table td a[href*=contacts]"
    )["href"]
    read = opened.team.get(address).text

    assert ("Notre secret" in read, "pas encore" in before) == (True, True)
    assert "pas encore" not in opened.stranger.get(link).text
    public = (opened.base, f"{opened.base}/questions", f"{opened.base}/suppliers")
    assert ["Notre secret" in app.test_client().get(path).text for path in public] == [False] * 3


def test_the_team_gets_one_mail_a_day_about_responses(opened, link: str, app) -> None:
    opened.stranger.submit(link, {"choice": "interested"})
    opened.stranger.submit(link, {"text": "Encore un mot"})
    with app.app_context():
        (item,) = db.session.execute(sa.select(DigestItem)).scalars()

    assert (item.kind, mails(app, "sourcing.responses")) == ("sourcing.responses", [])
    assert item.due_at > datetime.now(UTC)


def test_a_response_escapes_what_it_holds(opened, link: str) -> None:
    """Row X4."""
    opened.stranger.submit(link, {"choice": "interested", "text": "<b>x</b>", "partners": "<i>y</i>"})
    address = opened.team.get(f"{opened.base}/contacts").soup.select_one(
        "#firms ~ table td a[href*=contacts]"
    )["href"]

    assert "&lt;b&gt;x&lt;/b&gt;" in opened.team.get(address).text
    assert "<i>y</i>" not in opened.team.get(address).text


def test_ten_hands_at_once_make_one_response(opened, link: str, app) -> None:
    """Row K1, from ten browsers at the same moment."""
    page = opened.stranger.get(link)
    form = {**shown_values(page.soup.select_one("main form[method=post]")), "choice": "interested"}
    cookie = opened.stranger.get_cookie("session").value

    def send(_number: int) -> int:
        browser = app.test_client()
        browser.set_cookie("session", cookie)
        return browser.post(link, data=form).status_code

    assert set(together(10, send)) == {303}
    assert (len(kept(app)), len(acts(app, "response.given"))) == (1, 1)
