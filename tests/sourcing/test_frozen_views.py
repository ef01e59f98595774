"""The pages of kept lists: the team's alone, and the same numbers as when they were kept."""

from __future__ import annotations

import hashlib
import io

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from matchmaker.accounts.actor import Role
from matchmaker.needs.models import NeedStatus
from tests.sourcing.conftest import Scene


@pytest.fixture
def kept(team: FlaskClient, scene: Scene) -> str:
    """The address of a list kept by the button of the list."""
    page = team.submit(f"/needs/{scene.need.id}/suppliers", {}, form="form[action$=freeze]")
    assert page.status_code == 303
    return page.headers["Location"]


def test_the_kept_list_shows_what_the_list_showed(team: FlaskClient, scene: Scene, kept: str) -> None:
    then = team.get(f"/needs/{scene.need.id}/suppliers").texts(".ruler-score strong")

    page = team.get(kept)

    assert page.texts(".ruler-score strong") == then
    assert page.texts("article h2")[0] == "1. Les Jardiniers"


def test_the_check_says_equal(team: FlaskClient, kept: str) -> None:
    assert "les mêmes entreprises" in team.get(f"{kept}/check").texts(".notice-good p")[-1]


def test_the_switches_are_kept_with_the_list(team: FlaskClient, scene: Scene) -> None:
    address = f"/needs/{scene.need.id}/suppliers?place=0&size=tpe"
    kept = team.submit(address, {}, form="form[action*=freeze]").headers["Location"]

    assert "le lieu ne compte pas dans la note" in team.get(kept).text


def test_the_json_has_the_digest_that_the_page_shows(team: FlaskClient, kept: str) -> None:
    answer = team.get(f"{kept}/content.json")

    assert hashlib.sha256(answer.data).hexdigest() in team.get(kept).text
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_tables_hold_everybody(team: FlaskClient, kept: str) -> None:
    """Rows E1 and E2."""
    csv, xlsx = team.get(f"{kept}/list.csv"), team.get(f"{kept}/list.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.data)).get_sheet_by_index(0).to_python()

    assert csv.data.startswith(b"\xef\xbb\xbf")
    assert len(csv.text.splitlines()) == len(rows) == 4
    assert ";'=Élagage & Cie;" in csv.text


def test_lists_are_the_team_s_alone(client: FlaskClient, make, scene: Scene, kept: str) -> None:
    make.sign_in(client, make.member(make.buyer(), Role.BUYER))
    base = f"/needs/{scene.need.id}/evidence"

    answers = [client.get(path).status_code for path in (base, kept, f"{kept}/check", f"{kept}/content.json")]
    assert answers == [404] * 4
    assert client.post(f"/needs/{scene.need.id}/suppliers/freeze").status_code in (400, 404)


def test_a_list_of_another_need_is_unknown(team: FlaskClient, make, scene: Scene, kept: str) -> None:
    other = make.need(scene.need.organisation)

    assert team.get(f"/needs/{other.id}/evidence/{kept.rsplit('/', 1)[1]}").status_code == 404


def test_two_lists_are_compared_on_a_page(team: FlaskClient, make, work, scene: Scene, kept: str) -> None:
    make.offer(make.supplier(name="Tondre"))
    work()
    team.submit(f"/needs/{scene.need.id}/suppliers", {}, form="form[action$=freeze]")

    page = team.get(f"/needs/{scene.need.id}/evidence/compare")

    assert page.texts("#entered ~ table tbody th") == ["Tondre"]
    assert team.get(f"/needs/{scene.need.id}/evidence/compare?first=999").status_code == 404


def test_lists_kept_are_listed(team: FlaskClient, scene: Scene, kept: str) -> None:
    page = team.get(f"/needs/{scene.need.id}/evidence")

    assert [link["href"] for link in page.soup.select("tbody th a")] == [kept]


def test_a_draft_offers_no_list_to_keep(team: FlaskClient, make, scene: Scene) -> None:
    draft = make.need(scene.need.organisation, status=NeedStatus.DRAFT, published_at=None, reference=None)

    assert team.get(f"/needs/{draft.id}/suppliers").soup.select_one("form[action$=freeze]") is None
    assert team.get(f"/needs/{draft.id}/evidence").texts(".empty h2") == ["Aucune liste conservée"]
