"""A contract and its need: certain by the number that the buyer gave, else likely, and said to be."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from matchmaker.accounts.actor import Role
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.observatory import bridges
from matchmaker.observatory.indicators.bridges import Meeting
from matchmaker.observatory.method.identity import same_number
from matchmaker.organisations.models import Organisation
from matchmaker.sourcing.models_dossier import Meeting as Told
from matchmaker.sourcing.models_dossier import MeetingOutcome, MeetingSource
from matchmaker.sourcing.models_outcomes import Outcome, Signed
from tests.factories import Make
from tests.factories.make import NOW
from tests.observatory.items import ARRAS

POSTED = datetime(2024, 1, 8, tzinfo=UTC)


@pytest.fixture
def town(make: Make) -> Organisation:
    return make.buyer(siren=ARRAS[:9], siret=ARRAS)


def ended(make: Make, town: Organisation, title: str, **values: object) -> Need:
    return make.need(town, **{"title": title, "status": NeedStatus.AWARDED, "published_at": POSTED, **values})


def said(make: Make, need: Need, number: str, **values: object) -> None:
    make._keep(
        Outcome(**{"need_id": need.id, "signed": Signed.YES, "contract_number": number, "at": NOW, **values})
    )


@pytest.mark.parametrize(
    ("typed", "number", "same"),
    [
        ("2024/017", "2024_017", True),
        (" a3 ", "A3", True),
        ("201817501", "2018175", True),
        ("2018175", "201817501", False),
        ("NC", "NC", False),
        ("A3", "A30", False),
    ],
)
def test_a_number_is_the_same_however_it_is_typed(typed: str, number: str, same: bool) -> None:
    assert same_number(typed, number) is same


def test_without_a_number_needs_of_the_two_years_before_are_likely(reader, make, town) -> None:
    ended(make, town, "Tonte des parcs")
    ended(make, town, "Tonte d’autrefois", published_at=datetime(2020, 1, 8, tzinfo=UTC))
    other = ended(make, town, "Tonte du stade")
    said(make, other, "A4")

    section = reader.get(f"/observatory/contract?buyer={ARRAS}&number=A3").soup.select_one(
        "section[aria-labelledby=needs]"
    )

    assert "Vraisemblable" in section.text
    assert [one.text for one in section.select("li > a:first-child")] == ["Tonte des parcs"]


def test_the_number_that_the_buyer_gave_makes_it_certain_both_ways(reader, make, town) -> None:
    ended(make, town, "Tonte des parcs")
    need = ended(make, town, "Tonte du stade", cpv="45210000")
    said(make, need, "a3")
    contract = f"/observatory/contract?buyer={ARRAS}&number=A3"

    section = reader.get(contract).soup.select_one("section[aria-labelledby=needs]")
    after = reader.get(f"/needs/{need.id}").soup.select_one("section[aria-labelledby=contracts-after]")
    make.sign_in(reader, make.member(town, Role.BUYER))
    own = reader.get(contract).soup.select(f'a[href="/needs/{need.id}/file"]')

    assert section.text.count("Certain") == after.text.count("Certain") == len(own) == 1
    assert [one.text for one in section.select("li > a:first-child")] == ["Tonte du stade"]
    assert after.select_one("li a")["href"] == contract


def test_a_number_that_is_not_published_yet_is_said_and_a_withdrawn_need_is_not_shown(
    reader, make, town
) -> None:
    waiting = ended(make, town, "Tonte des parcs")
    withdrawn = ended(make, town, "Tonte du stade", status=NeedStatus.WITHDRAWN)
    said(make, waiting, "Z99")
    said(make, withdrawn, "A3")

    after = reader.get(f"/needs/{waiting.id}").soup.select_one("section[aria-labelledby=contracts-after]")
    section = reader.get(f"/observatory/contract?buyer={ARRAS}&number=A3").soup.select(
        "section[aria-labelledby=needs]"
    )

    assert "Z99" in after.text
    assert section == []


@pytest.mark.database
def test_meetings_carry_the_number_of_the_contract_that_came(app, make: Make, town: Organisation) -> None:
    firm, need = make.supplier(siren="000099010"), make.need(town)
    said(make, need, "2024/017")
    values = {"source": MeetingSource.RENCONTRE, "source_key": "1", "outcome": MeetingOutcome.HELD}
    make._keep(Told(need_id=need.id, supplier_id=firm.id, held_on=date(2024, 3, 1), at=NOW, **values))

    with app.app_context():
        assert bridges.met() == [Meeting(ARRAS[:9], "000099010", date(2024, 3, 1), "2024/017")]
