"""Why somebody may speak for an organisation, and what happens once they have shown it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from matchmaker.accounts.actor import Role
from matchmaker.accounts.models import Identity, User
from matchmaker.database import access
from matchmaker.errors import NotAllowed, TooMany
from matchmaker.extensions import db
from matchmaker.journal.models import Entry
from matchmaker.organisations import queries, services
from matchmaker.organisations.cards import FirmCard
from matchmaker.organisations.models import Ground, GroundKind, Membership, Organisation
from matchmaker.reference.identifiers import demonstration_siret
from tests.factories.make import NOW

SIRET = demonstration_siret(41)
CARD = FirmCard(name="Atelier du Ternois", commune="62041")


@pytest.fixture
def writing(context):
    """A context whose transactions write."""
    with access(read_only=False):
        yield context


def founded(make, email: str):
    """The membership of somebody who makes the firm's card."""
    actor = make.actor(make.user(email))
    return actor, services.create_firm(CARD, SIRET, actor=actor, now=NOW)


def kinds(organisation_id: int) -> list[GroundKind]:
    return queries.ground_kinds(organisation_id, now=NOW)


def test_address_at_the_domain_that_the_register_knows_is_a_ground(make, writing):
    make.register(SIRET, email="contact@atelier-ternois.invalid")

    _actor, membership = founded(make, "camille@atelier-ternois.invalid")

    assert kinds(membership.organisation_id) == [GroundKind.MAIL_DOMAIN]
    assert queries.speaks(membership.user_id, membership.organisation_id, now=NOW)


@pytest.mark.parametrize(
    "email", ["camille@autre.invalid", "camille@x-atelier.invalid", "a@sub.atelier.invalid"]
)
def test_address_elsewhere_is_none(make, writing, email):
    make.register(SIRET, email="contact@atelier.invalid")

    _actor, membership = founded(make, email)

    assert kinds(membership.organisation_id) == []


def test_free_mail_is_never_a_ground_even_when_the_register_gives_it(make, writing):
    make.register(SIRET, email="atelier.ternois@orange.fr")

    _actor, membership = founded(make, "quelquun@orange.fr")

    assert kinds(membership.organisation_id) == []


def test_ground_by_mail_goes_with_the_address(make, writing):
    make.register(SIRET, email="contact@atelier.invalid")
    _actor, membership = founded(make, "camille@atelier.invalid")

    db.session.get_one(User, membership.user_id).email = "camille@ailleurs.invalid"
    db.session.flush()

    assert not queries.speaks(membership.user_id, membership.organisation_id, now=NOW)
    assert not queries.live_memberships(membership.user_id)[0].verified


def test_state_s_word_on_the_establishment_is_a_ground(make, writing):
    user = make.user("agent@exemple.invalid")
    actor = make.actor(user)
    values = {"issuer": "https://agents.invalid", "subject": "1", "created_at": NOW, "used_at": NOW}
    db.session.add(Identity(user_id=user.id, siret=SIRET, **values))
    db.session.flush()

    membership = services.create_firm(CARD, SIRET, actor=actor, now=NOW)

    assert kinds(membership.organisation_id) == [GroundKind.IDENTITY]


def test_agent_who_signs_in_later_has_the_state_s_word(make, writing):
    user = make.user("agent@exemple.invalid")
    membership = services.create_firm(CARD, SIRET, actor=make.actor(user), now=NOW)
    values = {"issuer": "https://agents.invalid", "subject": "1", "created_at": NOW, "used_at": NOW}
    db.session.add(Identity(user_id=user.id, siret=SIRET, **values))
    db.session.flush()

    services.agent_named(user, SIRET, now=NOW)

    assert kinds(membership.organisation_id) == [GroundKind.IDENTITY]


def test_first_with_a_ground_manages_and_the_first_comer_no_longer(make, writing):
    make.register(SIRET, email="contact@atelier.invalid")
    owner = make.actor(make.user("patronne@atelier.invalid"))
    _stranger, first = founded(make, "premier@venu.invalid")

    membership = services.ask_to_join(first.organisation, Role.SUPPLIER, actor=owner, now=NOW)

    db.session.refresh(first)
    assert (membership.state, membership.manager, first.manager) == ("active", True, False)


def test_whoever_was_taken_off_is_not_let_in_again_by_a_rule(make, writing):
    firm = make.supplier(siret=SIRET)
    manager = make.actor(make.member(firm, Role.SUPPLIER))
    make.register(SIRET, email="contact@atelier.invalid")
    gone = make.actor(make.member(firm, Role.SUPPLIER, make.user("ancien@atelier.invalid"), manager=False))
    services.remove(queries.membership_of(gone.user_id, firm.id), actor=manager, now=NOW)

    asked = services.ask_to_join(queries.organisation(firm.id), Role.SUPPLIER, actor=gone, now=NOW)

    assert asked.state == "requested"


def test_declared_domain_counts_for_those_who_act_already(make, writing):
    firm = make.supplier()
    administrator = make.actor(make.user(administrator=True))
    make.member(firm, Role.SUPPLIER, make.user("camille@atelier.invalid"), verified=False)
    row = db.session.get_one(Organisation, firm.id)

    services.declare_domain(row, "atelier.invalid", actor=administrator, now=NOW)
    services.declare_domain(row, "atelier.invalid", actor=administrator, now=NOW)

    assert kinds(firm.id) == [GroundKind.MAIL_DOMAIN]
    assert len(queries.domains(firm.id)) == 1


@pytest.mark.parametrize("domain", ["gmail.com", "autre.invalid"])
def test_manager_declares_no_foreign_domain(make, writing, domain):
    firm = make.supplier(website="https://www.atelier.invalid/contact")
    manager = make.actor(make.member(firm, Role.SUPPLIER))
    row = db.session.get_one(Organisation, firm.id)
    services.declare_domain(row, "atelier.invalid", actor=manager, now=NOW)

    with pytest.raises(NotAllowed):
        services.declare_domain(row, domain, actor=manager, now=NOW)


def test_manager_s_word_is_a_ground_only_when_the_manager_has_one(make, writing):
    firm = make.supplier()
    colleague = make.member(firm, Role.SUPPLIER, verified=False, manager=False)
    unknown = make.actor(make.member(firm, Role.SUPPLIER, verified=False))
    known = make.actor(make.member(firm, Role.SUPPLIER))
    membership = queries.membership_of(colleague.id, firm.id)

    with pytest.raises(NotAllowed):
        services.vouch(membership, actor=unknown, now=NOW)
    with pytest.raises(NotAllowed):
        services.vouch(queries.membership_of(unknown.user_id, firm.id), actor=unknown, now=NOW)
    ground = services.vouch(membership, actor=known, now=NOW)

    assert (ground.kind, ground.by_id) == (GroundKind.INVITATION, known.user_id)


def test_request_let_in_by_a_verified_manager_is_grounded(make, writing):
    firm = make.supplier()
    manager = make.actor(make.member(firm, Role.SUPPLIER))
    asking = make.actor(make.user())
    membership = services.ask_to_join(queries.organisation(firm.id), Role.SUPPLIER, actor=asking, now=NOW)

    services.answer_request(membership, accept=True, actor=manager, now=NOW)

    assert queries.speaks(asking.user_id, firm.id, now=NOW)


def test_proof_counts_until_it_expires_and_never_twice(make, writing):
    firm = make.supplier()
    user = make.member(firm, Role.SUPPLIER, verified=False)
    administrator = make.actor(make.user(administrator=True))
    membership = queries.membership_of(user.id, firm.id)
    said = {"evidence": "rappelé au standard", "actor": administrator, "now": NOW}

    for _ in range(2):
        services.give(membership, GroundKind.PROOF, expires_at=NOW + timedelta(days=1), **said)

    assert db.session.query(Ground).filter_by(membership_id=membership.id).count() == 1
    assert queries.speaks(membership.user_id, firm.id, now=NOW)
    assert not queries.speaks(membership.user_id, firm.id, now=NOW + timedelta(days=2))


def test_expired_proof_makes_room_for_a_new_one(make, writing):
    firm = make.supplier()
    user = make.member(firm, Role.SUPPLIER, verified=False)
    administrator = make.actor(make.user(administrator=True))
    membership, later = queries.membership_of(user.id, firm.id), NOW + timedelta(days=2)
    said = {"evidence": "rappelé au standard", "actor": administrator}
    services.give(membership, GroundKind.PROOF, expires_at=NOW + timedelta(days=1), now=NOW, **said)

    services.give(membership, GroundKind.PROOF, now=later, **said)

    assert queries.speaks(user.id, firm.id, now=later)


def test_new_address_is_a_ground_when_its_owner_says_so(client, make):
    make.register(SIRET, email="contact@atelier.invalid", name="ATELIER")
    firm = make.supplier(siret=SIRET)
    user = make.member(firm, Role.SUPPLIER, make.user("camille@atelier.invalid"), verified=False)
    make.sign_in(client, user)

    answer = client.submit(f"/organisations/{firm.id}/ground", {}, form="form[action$='/ground/address']")

    assert (answer.location, make.actor(user).acting_for.verified) == ("/home", True)


def test_address_does_not_pass_over_the_managers(client, make):
    make.register(SIRET, email="contact@atelier.invalid", name="ATELIER")
    firm = make.supplier(siret=SIRET)
    make.member(firm, Role.SUPPLIER)
    gone = {"state": "requested", "manager": False, "verified": False}
    user = make.member(firm, Role.SUPPLIER, make.user("ancien@atelier.invalid"), **gone)
    make.sign_in(client, user)

    client.submit(f"/organisations/{firm.id}/ground", {}, form="form[action$='/ground/address']")

    assert make.actor(user).memberships == ()


def test_journal_tells_the_kind_and_never_the_evidence(make, writing):
    firm = make.supplier()
    user = make.member(firm, Role.SUPPLIER, verified=False)
    administrator = make.actor(make.user(administrator=True))
    membership = queries.membership_of(user.id, firm.id)

    services.give(membership, GroundKind.PROOF, evidence="Mme X", actor=administrator, now=NOW)

    told = db.session.query(Entry).filter_by(action="membership.grounded").one()
    assert '"ground":"proof"' in told.payload
    assert "Mme X" not in told.payload


@pytest.fixture
def asking(make):
    """A firm that the register knows, and somebody of another domain who says to act for it."""
    make.register(SIRET, email="contact@atelier.invalid", name="ATELIER")
    firm = make.supplier(siret=SIRET)
    user = make.member(firm, Role.SUPPLIER, make.user("camille@orange.fr"), verified=False)
    return firm, user


def test_code_sent_to_the_register_s_contact_opens(client, make, asking, mails):
    firm, user = asking
    make.sign_in(client, user)
    client.submit(f"/organisations/{firm.id}/ground", {}, form="form[action$='/ground/code']")
    mail = mails()[-1]
    code = re.search(r"\b\d{8}\b", mail.text).group()

    page = client.get(f"/organisations/{firm.id}/ground")
    answer = client.submit(
        f"/organisations/{firm.id}/ground", {"code": f"{code[:4]} {code[4:]}"}, form="form[action$='/typed']"
    )

    assert mail.recipient == "contact@atelier.invalid"
    assert "contact@atelier" not in page.text
    assert "c…@atelier.invalid" in page.text
    assert (answer.location, make.actor(user).acting_for.verified) == ("/home", True)


def test_five_wrong_codes_use_it_up(client, make, asking, mails):
    firm, user = asking
    make.sign_in(client, user)
    here, form = f"/organisations/{firm.id}/ground", "form[action$='/typed']"
    client.submit(here, {}, form="form[action$='/ground/code']")
    code = re.search(r"\b\d{8}\b", mails()[-1].text).group()
    wrong = f"{(int(code) + 1) % 10**8:08}"
    token = client.get(here).soup.select_one("input[name=csrf_token]")["value"]

    for _ in range(5):
        assert client.submit(here, {"code": wrong}, form=form).status_code == 422
    late = client.post(f"{here}/typed", data={"code": code, "csrf_token": token})

    assert (late.status_code, make.actor(user).acting_for.verified) == (422, False)


def test_code_of_somebody_else_opens_nothing(make, writing, asking):
    firm, user = asking
    other = make.member(firm, Role.SUPPLIER, make.user("autre@orange.fr"), verified=False, manager=False)
    first, second = make.actor(user), make.actor(other)
    mine, theirs = (queries.membership_of(one.id, firm.id) for one in (user, other))
    sent = services.send_code(mine, actor=first, now=NOW)
    services.send_code(theirs, actor=second, now=NOW)

    stolen = services.prove_by_code(theirs, "00000000", actor=second, now=NOW)

    assert (stolen, sent.membership_id) == (False, mine.id)
    with pytest.raises(TooMany):
        for _ in range(3):
            services.send_code(mine, actor=first, now=NOW)


def test_page_of_grounds_is_for_those_concerned(client, make, asking):
    firm, _user = asking
    make.sign_in(client, make.user())

    assert client.get(f"/organisations/{firm.id}/ground").status_code == 404


def test_public_card_says_whether_somebody_has_shown_a_ground(client, make):
    known, unknown = make.supplier(), make.supplier()
    make.member(known, Role.SUPPLIER)
    make.member(unknown, Role.SUPPLIER, verified=False)

    pages = [client.get(f"/organisations/{firm.id}").texts(".tags li") for firm in (known, unknown)]

    assert ["Vérifié" in tags for tags in pages] == [True, False]
    assert "Pas encore vérifié" in pages[1]


def test_member_without_ground_edits_nothing_of_a_verified_organisation(client, make):
    firm = make.supplier()
    make.member(firm, Role.SUPPLIER)
    make.sign_in(client, make.member(firm, Role.SUPPLIER, verified=False, manager=False))

    assert client.get(f"/organisations/{firm.id}/edit").status_code == 404
    assert client.get("/home").texts(".notice h2") == ["Vous n’agissez pas encore en son nom"]


def test_k1_the_same_ground_from_many_at_once_is_given_once(app, make):
    from tests.hostile.race import together

    firm = make.supplier()
    user = make.member(firm, Role.SUPPLIER, verified=False)
    administrator = make.actor(make.user(administrator=True))

    def give(_number: int) -> int:
        with app.app_context(), access(read_only=False):
            membership = db.session.query(Membership).filter_by(user_id=user.id).one()
            ground = services.give(membership, GroundKind.PROOF, evidence="", actor=administrator, now=NOW)
            number = ground.id
            db.session.commit()
            return number

    assert len(set(together(6, give))) == 1
