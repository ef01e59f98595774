"""The moderators' queue, what each decision does, and the report of a page."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.moderation.models import Case, CaseKind
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.organisations import queries as organisations
from tests.factories.make import NOW


@pytest.fixture
def moderator(client, make):
    user = make.user(moderator=True)
    make.sign_in(client, user)
    return user


def decide(client, case, state, words="Vérifié au standard."):
    return client.submit(f"/administration/moderation/{case.id}", {"state": state, "words": words})


def read(app, model, number):
    with app.app_context():
        found = db.session.get(model, number)
        db.session.expunge_all()
    return found


def waiting_need(make, **values):
    """A need whose author has no ground, and its case."""
    body = make.buyer()
    author = make.member(body, Role.BUYER, verified=False)
    draft = {"status": NeedStatus.DRAFT, "published_at": None, "reference": None, "waiting_since": NOW}
    need = make.need(body, author_id=author.id, **{**draft, **values})
    case = make.case(body, kind=CaseKind.NEED, object_kind="need", object_id=need.id, raised_by_id=author.id)
    return need, case, author


def test_accepted_need_goes_live_on_the_proof(client, app, make, moderator, mails):
    need, case, author = waiting_need(make, answers_until=NOW.replace(year=2099))

    answer = decide(client, case, "accepted")

    found = read(app, Need, need.id)
    assert (answer.status_code, found.status, found.waiting_since) == (303, NeedStatus.PUBLISHED, None)
    assert make.actor(author).acting_for.verified
    assert {mail.kind for mail in mails()} == {"need.published", "moderation.moderation_accepted"}


@pytest.mark.parametrize("state", ["changes", "refused"])
def test_need_sent_back_is_a_draft_whose_author_reads_why(client, app, make, moderator, mails, state):
    need, case, author = waiting_need(make)

    decide(client, case, state, "Nommez le service qui achète.")

    found = read(app, Need, need.id)
    assert (found.status, found.waiting_since) == (NeedStatus.DRAFT, None)
    assert "Nommez le service qui achète." in mails()[-1].text
    make.sign_in(client, author)
    assert "Nommez le service qui achète." in client.get(f"/needs/{need.id}/check").text


def test_need_whose_deadline_passed_is_a_plain_draft_again(client, app, make, moderator):
    need, case, _author = waiting_need(make, answers_until=NOW.replace(year=2020))

    decide(client, case, "accepted")

    found = read(app, Need, need.id)
    assert (found.status, found.waiting_since) == (NeedStatus.DRAFT, None)


@pytest.mark.parametrize(("state", "words"), [("refused", ""), ("changes", ""), ("accepted", "")])
def test_reason_request_and_evidence_are_obligatory(client, app, make, moderator, state, words):
    _need, case, _author = waiting_need(make)

    answer = decide(client, case, state, words)

    assert answer.status_code == 422
    assert read(app, Case, case.id).state == "open"


def test_first_offer_published_by_a_verified_firm_is_looked_at_afterwards(client, app, make, moderator):
    firm = make.supplier()
    author = make.member(firm, Role.SUPPLIER)
    offer = make.offer(firm, author_id=author.id)
    case = make.case(firm, kind=CaseKind.OFFER, object_kind="offer", object_id=offer.id)

    decide(client, case, "refused", "Ce n’est pas une offre.")

    assert read(app, Offer, offer.id).status is OfferStatus.WITHDRAWN


def claimed(make):
    firm = make.supplier()
    user = make.member(firm, Role.SUPPLIER, verified=False, manager=False, state="requested")
    with make.app.app_context():
        number = organisations.membership_of(user.id, firm.id).id
    values = {"kind": CaseKind.CLAIM, "object_kind": "membership", "object_id": number}
    return make.case(firm, raised_by_id=user.id, text="Rappelez le standard.", **values), user


def test_accepted_claim_makes_a_manager_with_a_proof_that_may_expire(client, make, moderator):
    case, user = claimed(make)
    address, said = (
        f"/administration/moderation/{case.id}",
        {"state": "accepted", "words": "Standard rappelé."},
    )

    client.submit(address, {**said, "until": "31/12/2099"})

    acting = make.actor(user).acting_for
    assert (acting.verified, acting.manager) == (True, True)


def test_refused_claim_is_told(client, make, moderator, mails):
    case, user = claimed(make)

    decide(client, case, "refused", "Personne ne vous connaît au standard.")

    assert make.actor(user).memberships == ()
    assert (mails()[-1].recipient, mails()[-1].kind) == (user.email, "moderation.moderation_refused")


def test_dispute_takes_off_those_without_ground_and_no_other(client, make, moderator, mails):
    firm = make.supplier()
    known = make.member(firm, Role.SUPPLIER)
    intruder = make.member(firm, Role.SUPPLIER, verified=False)
    reporter = make.user()
    case = make.case(firm, kind=CaseKind.DISPUTE, raised_by_id=reporter.id)

    decide(client, case, "accepted", "Ne travaille pas dans cette entreprise.")

    assert make.actor(intruder).memberships == ()
    assert make.actor(known).acting_for.verified
    assert {mail.recipient for mail in mails()} == {intruder.email, reporter.email}


def test_report_found_right_withdraws_the_page_and_tells_both(client, app, make, moderator, mails):
    need = make.need()
    author = make.member(make.buyer(), Role.BUYER)
    case = make.case(make.buyer(), object_kind="need", object_id=need.id, raised_by_id=author.id)

    decide(client, case, "accepted", "Le besoin désigne un seul fournisseur.")

    found = read(app, Need, need.id)
    assert (found.status, found.end_reason) == (
        NeedStatus.WITHDRAWN,
        "Le besoin désigne un seul fournisseur.",
    )
    assert [mail.kind for mail in mails()] == ["moderation.report_answered"]


@pytest.mark.parametrize("kind", ["need", "offer", "organisation"])
def test_anybody_reports_a_public_page(client, app, make, kind):
    thing = {"need": make.need, "offer": make.offer, "organisation": make.supplier}[kind]()

    answer = client.submit(f"/report/{kind}/{thing.id}", {"why": "false", "text": "Ce n’est pas vrai."})

    assert answer.status_code == 303
    with app.app_context():
        case = db.session.execute(sa.select(Case)).scalar_one()
        assert (case.kind, case.object_kind, case.object_id) == (CaseKind.ABUSE, kind, thing.id)
        assert case.raised_by_id is None


def test_z4_draft_cannot_be_reported_since_it_cannot_be_seen(client, make):
    need = make.need(status=NeedStatus.DRAFT, published_at=None, reference=None)

    assert client.get(f"/report/need/{need.id}").status_code == 404
    assert client.get("/report/user/1").status_code == 404


@pytest.mark.parametrize("count", [1, 3, 20])
def test_queue_costs_the_same_whatever_its_length(client, make, moderator, count_queries, count):
    firm = make.supplier()
    for _ in range(count):
        make.case(firm)
        make.case(firm, object_kind="need", object_id=1)

    assert count_queries(lambda: client.get("/administration/moderation")) <= 12


def test_case_of_something_deleted_can_still_be_closed(client, app, make, moderator):
    case = make.case(make.supplier(), object_kind="need", object_id=4_000)

    assert client.get(f"/administration/moderation/{case.id}").status_code == 200
    assert decide(client, case, "refused").status_code == 303


@pytest.mark.parametrize("address", ["/administration/moderation", "/administration/moderation/1"])
def test_z1_queue_is_for_moderators(client, make, address):
    make.case(make.supplier())
    make.sign_in(client, make.member(make.buyer(), Role.BUYER))

    assert client.get(address).status_code == 403
