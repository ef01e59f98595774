"""Every supplier explained to the need's team, on a page and as tables; closed to everybody else."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from matchmaker.accounts.actor import Role
from matchmaker.needs.models import Reserved
from tests.sourcing.conftest import Scene


def address(scene: Scene, ending: str = "") -> str:
    return f"/needs/{scene.need.id}/suppliers/everyone{ending}"


def test_everybody_is_told_with_a_state(team: FlaskClient, scene: Scene) -> None:
    page = team.get(address(scene))

    assert page.texts("article h2") == ["Les Jardiniers", "=Élagage & Cie", "Toits de l’Oise"]
    assert "Proposé" in page.texts("article:first-of-type .tag")


def test_those_set_aside_are_told_the_rule(team: FlaskClient, make, scene: Scene) -> None:
    need = make.need(scene.need.organisation, reserved=Reserved.INSERTION)

    page = team.get(f"/needs/{need.id}/suppliers/everyone?state=aside")

    assert len(page.texts("article h2")) == 3
    assert "L2113-13" in page.texts("article")[0]


@pytest.mark.parametrize(("name", "found"), [("elagage", 1), ("ÉLAG", 1), ("zzz", 0), ("l", 3)])
def test_a_firm_is_found_by_letters_of_its_name(
    team: FlaskClient, scene: Scene, name: str, found: int
) -> None:
    assert len(team.get(address(scene), query_string={"q": name}).texts("article h2")) == found


def table(answer) -> list[dict[str, str]]:
    text = answer.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_csv_tells_why_in_the_reader_s_language(team: FlaskClient, scene: Scene) -> None:
    """Rows E1 and E2."""
    answer = team.get(address(scene, ".csv"))
    rows = table(answer)

    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert [row["Fournisseur"] for row in rows][1] == "'=Élagage & Cie"
    assert rows[0]["Rang"] == "1"
    assert "pelouses" in rows[0]["Mots en commun"].lower()
    assert "," in rows[0]["Note sur 100"]


def test_points_of_the_table_sum_to_its_score(team: FlaskClient, scene: Scene) -> None:
    for row in table(team.get(address(scene, ".csv"))):
        points = [float(cell.replace(",", ".")) for name, cell in row.items() if name.startswith("Points")]
        assert round(sum(points), 1) == float(row["Note sur 100"].replace(",", "."))


def test_the_spreadsheet_is_typed_and_calculates_nothing(team: FlaskClient, scene: Scene) -> None:
    """Row E1."""
    answer = team.get(address(scene, ".xlsx"))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    sheet = zipfile.ZipFile(io.BytesIO(answer.data)).read("xl/worksheets/sheet1.xml")

    assert (rows[1][0], rows[2][2]) == (1.0, "=Élagage & Cie")
    assert b"<f>" not in sheet


def test_contact_details_are_never_in_it(team: FlaskClient, make, scene: Scene) -> None:
    make.offer(
        make.supplier(contact_email="chef@secret.invalid", phone="0321000000", website="https://s.invalid")
    )

    told = [team.get(address(scene, ending)).data.decode("utf-8", "replace") for ending in ("", ".csv")]
    assert [word for word in ("secret", "0321000000", "s.invalid") if word in "".join(told)] == []


@pytest.mark.parametrize("ending", ["", ".csv", ".xlsx"])
def test_others_find_nothing(client: FlaskClient, make, scene: Scene, ending: str) -> None:
    anonymous = client.get(address(scene, ending)).status_code
    make.sign_in(client, make.member(make.buyer(), Role.BUYER))

    assert (anonymous, client.get(address(scene, ending)).status_code) == (302, 404)


@pytest.mark.parametrize("ending", ["", ".csv"])
def test_as_many_queries_for_1_3_and_20_rows(
    team: FlaskClient, make, work, scene: Scene, count_queries, ending: str
) -> None:
    counts = []
    for more in (1, 2, 17):
        for _ in range(more):
            make.offer(make.supplier(kinds=["EI"]))
        work()
        team.get(address(scene, ending))
        counts.append(count_queries(lambda: team.get(address(scene, ending))))

    assert len(set(counts)) == 1
