"""From the list to the contact, as the team plays it: shortlist, exclusion, invitation, board, parity."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.journal.models import Entry
from matchmaker.notifications import hours
from matchmaker.notifications.models import OutboxMail
from matchmaker.sourcing import delivering
from matchmaker.sourcing.models import Cause, FrozenList
from matchmaker.sourcing.models_contacts import Contact, Delivery, Round
from matchmaker.spreadsheets.reading import read
from matchmaker.web.transaction import transaction
from tests.factories import Make
from tests.sourcing.conftest import OpenSourcing

TEXT = "Bonjour,\n\nNous préparons l’entretien des parcs."


def mails(app, kind: str) -> list[OutboxMail]:
    with app.app_context():
        query = sa.select(OutboxMail).where(OutboxMail.kind == kind).order_by(OutboxMail.id)
        return list(db.session.execute(query).scalars())


def acts(app, action: str) -> list[dict]:
    with app.app_context():
        query = sa.select(Entry.payload).where(Entry.action == action).order_by(Entry.seq)
        return [json.loads(payload) for payload in db.session.execute(query).scalars()]


def test_a_firm_is_shortlisted_once_however_often_pressed(opened: OpenSourcing, app) -> None:
    for _ in range(2):
        form = {"csrf_token": opened.token(opened.team)}
        opened.team.post(f"{opened.base}/suppliers/{opened.gardeners.id}/shortlist", data=form)

    assert opened.team.get(f"{opened.base}/contacts").texts("#marked ~ table tbody th") == ["Les Jardiniers"]
    assert len(acts(app, "supplier.shortlisted")) == 1


def test_an_exclusion_asks_for_a_reason_and_journals_it(opened: OpenSourcing, app) -> None:
    address = f"{opened.base}/suppliers/{opened.gardeners.id}/exclude"

    assert opened.team.submit(address, {"reason": " "}).status_code == 422
    assert opened.team.submit(address, {"reason": "Lien avec un élu"}).status_code == 303
    assert acts(app, "supplier.excluded") == [{"supplier": opened.gardeners.id, "reason": "Lien avec un élu"}]


def test_the_excluded_cannot_be_invited(opened: OpenSourcing) -> None:
    opened.team.submit(f"{opened.base}/suppliers/{opened.gardeners.id}/exclude", {"reason": "Lien"})

    assert "Les Jardiniers" not in opened.team.get(f"{opened.base}/contacts/invite").text
    values = {"suppliers": [opened.gardeners.id], "text": TEXT}
    assert opened.team.submit(f"{opened.base}/contacts/invite", values).status_code == 422


def test_nothing_leaves_before_the_preview_is_confirmed(opened: OpenSourcing, app, work) -> None:
    preview = opened.team.submit(
        f"{opened.base}/contacts/invite", {"suppliers": [opened.gardeners.id], "text": TEXT}
    )
    work()

    assert preview.h1 == "Une invitation à envoyer"
    assert mails(app, "sourcing.invitation") == []


def test_each_firm_gets_the_same_text_and_a_link_of_its_own(opened: OpenSourcing, app) -> None:
    opened.invite(opened.gardeners, opened.pruners)
    sent = mails(app, "sourcing.invitation")

    assert {mail.recipient for mail in sent} == {"jardins@exemple.invalid", "taille@exemple.invalid"}
    assert all("Nous préparons l’entretien des parcs." in mail.text for mail in sent)
    assert len({opened.link(mail) for mail in sent}) == 2


def test_the_list_is_frozen_when_firms_are_invited(opened: OpenSourcing, app) -> None:
    opened.invite(opened.gardeners)
    with app.app_context():
        kept = db.session.execute(sa.select(FrozenList)).scalar_one()

    assert kept.cause is Cause.RELIED
    assert acts(app, "suppliers.invited")[0]["list_digest"] == kept.digest


def test_ten_presses_send_one_invitation(opened: OpenSourcing, app, work) -> None:
    """Row K1."""
    page = opened.preview(opened.gardeners)
    answers = {opened.send(page).headers["Location"] for _ in range(10)}
    work()

    assert (len(answers), len(mails(app, "sourcing.invitation"))) == (1, 1)


def test_an_invitation_may_wait_for_its_day(opened: OpenSourcing, app) -> None:
    day = (datetime.now(UTC) + timedelta(days=2)).date()
    opened.invite(opened.gardeners, send_on=f"{day:%d/%m/%Y}")
    assert mails(app, "sourcing.invitation") == []

    with app.app_context(), transaction():
        delivering.carry(datetime.now(UTC) + timedelta(days=3))
    assert len(mails(app, "sourcing.invitation")) == 1


def test_a_worker_killed_among_many_mails_writes_each_once(
    opened: OpenSourcing, make: Make, app, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row K9: what the killed turn had done is undone with it; the next turn does all of it."""
    firms = [make.supplier(contact_email=f"firme{number}@exemple.invalid").id for number in range(30)]
    with app.app_context(), transaction():
        one = Round(need_id=opened.need.id, number=1, text="x", **opened.round_values())
        db.session.add(one)
        db.session.flush()
        for firm in firms:
            values = {"need_id": opened.need.id, "supplier_id": firm, "round_id": one.id}
            db.session.add(Contact(**values, nonce="n", created_at=one.at))
    whole, done = delivering.queue, []

    def killed(message, *, now: datetime) -> bool:
        done.append(message)
        if len(done) == 17:
            raise KeyboardInterrupt
        return whole(message, now=now)

    monkeypatch.setattr(delivering, "queue", killed)
    with pytest.raises(KeyboardInterrupt), app.app_context(), transaction():
        delivering.carry(datetime.now(UTC))
    for _ in range(2):
        with app.app_context(), transaction():
            delivering.carry(datetime.now(UTC))

    recipients = [mail.recipient for mail in mails(app, "sourcing.invitation")]
    assert (len(recipients), len(set(recipients))) == (30, 30)


def test_the_board_tells_where_each_firm_stands(opened: OpenSourcing, make: Make, app) -> None:
    opened.invite(opened.gardeners, opened.pruners, opened.roofers)
    first, second, _third = (opened.link(mail) for mail in mails(app, "sourcing.invitation"))
    opened.stranger.get(first)
    opened.stranger.submit(second, {"choice": "interested"})

    board = opened.team.get(f"{opened.base}/contacts")
    assert board.texts("#firms ~ table tbody td:nth-child(2)") == ["Lien ouvert", "Intéressée", "Envoyée"]


def test_everybody_learns_the_outcome_once(opened: OpenSourcing, app, work) -> None:
    opened.invite(opened.gardeners, opened.pruners)
    opened.stranger.submit(opened.link(mails(app, "sourcing.invitation")[0]), {"choice": "interested"})
    opened.team.submit(f"{opened.base}/close", {})
    for _ in range(2):
        with app.app_context(), transaction():
            delivering.carry(datetime.now(UTC))

    told = mails(app, "sourcing.outcome")
    assert sorted(mail.recipient for mail in told) == ["jardins@exemple.invalid", "taille@exemple.invalid"]
    assert "ne reçoit plus de réponses" in told[0].text


def test_the_silent_are_reminded_twice_at_most_and_never_at_night(opened: OpenSourcing, app) -> None:
    opened.invite(opened.gardeners, opened.pruners)
    answering, silent = mails(app, "sourcing.invitation")
    opened.stranger.submit(opened.link(answering), {"choice": "interested"})
    start = datetime.now(UTC).replace(hour=1, minute=0)
    for hour in (*range(24 * 7, 24 * 11, 3), *range(24 * 28, 24 * 30, 3)):
        with app.app_context(), transaction():
            delivering.carry(start + timedelta(hours=hour))

    sent = mails(app, "sourcing.reminder")
    assert [mail.recipient for mail in sent] == [silent.recipient] * 2
    with app.app_context():
        assert all(hours.at_work(mail.created_at) for mail in sent)


def test_the_board_and_the_responses_are_the_team_s_alone(opened: OpenSourcing, make: Make, app) -> None:
    opened.invite(opened.gardeners)
    with app.app_context():
        number = db.session.execute(sa.select(Contact.id)).scalar_one()
    rival = app.test_client()
    make.sign_in(rival, make.member(make.buyer(), Role.BUYER))
    pages = ("contacts", "contacts/parity", "contacts/invite", f"contacts/{number}")

    assert [rival.get(f"{opened.base}/{page}").status_code for page in pages] == [404] * 4


def test_a_contact_of_another_need_is_unknown(opened: OpenSourcing, make: Make, app) -> None:
    opened.invite(opened.gardeners)
    other = make.need(opened.need.organisation)
    with app.app_context():
        number = db.session.execute(sa.select(Contact.id)).scalar_one()

    assert opened.team.get(f"/needs/{other.id}/contacts/{number}").status_code == 404


def test_nobody_is_invited_once_the_consultation_is_published(opened: OpenSourcing, app) -> None:
    page = opened.preview(opened.gardeners)
    opened.team.submit(f"{opened.base}/tender", {"url": "https://marches.exemple.invalid/1"})

    assert opened.send(page).status_code in (409, 422)
    assert opened.team.get(f"{opened.base}/contacts/invite").status_code == 409
    assert "est figé" in opened.team.get(f"{opened.base}/contacts").text


def test_who_has_shown_no_ground_invites_nobody(opened: OpenSourcing, make: Make, app) -> None:
    newcomer = app.test_client()
    user = make.member(opened.need.organisation, Role.BUYER, verified=False)
    make.sign_in(newcomer, user)

    assert opened.send(opened.preview(opened.gardeners, by=newcomer), by=newcomer).status_code == 409


def test_the_parity_register_names_what_is_missing(opened: OpenSourcing, app) -> None:
    opened.invite(opened.gardeners, opened.pruners)
    with app.app_context(), transaction():
        db.session.execute(sa.delete(Delivery).where(Delivery.id == 2))

    assert "1 élément" in opened.team.get(f"{opened.base}/contacts/parity").text


def test_a_board_of_many_firms_costs_no_more_queries(
    opened: OpenSourcing, make: Make, app, count_queries
) -> None:
    opened.invite(opened.gardeners)
    one = count_queries(lambda: opened.team.get(f"{opened.base}/contacts"))
    firms = [make.supplier().id for _ in range(20)]
    with app.app_context(), transaction():
        for firm in firms:
            values = {"need_id": opened.need.id, "supplier_id": firm, "nonce": "n"}
            db.session.add(Contact(**values, created_at=datetime.now(UTC)))

    assert count_queries(lambda: opened.team.get(f"{opened.base}/contacts")) == one


def test_a_withdrawn_need_is_told_and_its_link_still_opens(opened: OpenSourcing, app) -> None:
    opened.invite(opened.gardeners)
    opened.team.submit(f"{opened.base}/withdraw", {"reason": "Budget refusé"})
    with app.app_context(), transaction():
        delivering.carry(datetime.now(UTC))

    assert "a retiré le besoin" in mails(app, "sourcing.outcome")[0].text
    assert opened.stranger.get(opened.link(mails(app, "sourcing.invitation")[0])).status_code == 200


def test_the_team_sees_that_a_mail_came_back(opened: OpenSourcing, app) -> None:
    """Row R1."""
    opened.invite(opened.gardeners, opened.pruners)
    with app.app_context(), transaction():
        returned = sa.update(OutboxMail).where(OutboxMail.recipient == "jardins@exemple.invalid")
        db.session.execute(returned.values(failed_at=datetime.now(UTC), last_error="550 no such mailbox"))

    page = opened.team.get(f"{opened.base}/contacts")

    states = [row.get_text(" ", strip=True) for row in page.soup.select("#firms ~ table tbody tr")]
    assert ["Message refusé" in row for row in states] == ["Jardiniers" in row for row in states]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_lists_are_taken_away_as_they_are_seen(opened: OpenSourcing, ending: str) -> None:
    """Row E2."""
    opened.invite(opened.gardeners)
    team, stranger = opened.team, opened.stranger
    private = f"{opened.base}/contacts.{ending}"
    found = [read(team.get(path).data) for path in (private, f"/needs/mine.{ending}")]
    found += [read(stranger.get(path).data) for path in (f"/needs/open.{ending}", f"/suppliers.{ending}")]

    assert [one.lines[0].cells[0] for one in found[:1]] == ["Les Jardiniers"]
    assert [len(one.lines) for one in found] == [1, 1, 1, 3]
    assert stranger.get(private).status_code == 302
    assert "no-store" in team.get(private).headers["Cache-Control"]
