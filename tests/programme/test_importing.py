"""A yearly programme through its pages: preview, mending, import, again, undo, publication."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.programme.models import ImportState, ProgrammeImport
from matchmaker.spreadsheets.reading import read
from tests.factories import Make
from tests.spreadsheets.test_reading import REFUSED

YEAR = datetime.now(UTC).year + 1
HEAD = "Commune;Intitulé du marché;Montant (€ HT);Nature;Début;Descriptif"
GOOD = f"Arras;Tonte des écoles;45 000;Services;mars {YEAR};Tondre et tailler autour des écoles."
BAD = f"Saint-Denis;Peinture;45 000;à voir;32/13/{YEAR};Repeindre."


@pytest.fixture
def buyer(client: FlaskClient, make: Make) -> FlaskClient:
    body = make.buyer()
    make.sign_in(client, make.member(body, Role.BUYER))
    return client


def send(client: FlaskClient, text: str | bytes, name: str = "programme.csv"):
    data = text.encode("cp1252") if isinstance(text, str) else text
    page = client.get("/programme")
    values = {
        field["name"]: field.get("value", "")
        for field in page.soup.select("main form[method=post] input[type=hidden]")
    }
    return client.post(
        "/programme",
        data={**values, "file": (io.BytesIO(data), name)},
        content_type="multipart/form-data",
    )


def show(client: FlaskClient, answer):
    assert answer.status_code == 303
    return client.get(answer.headers["Location"])


def figures(page) -> list[str]:
    return [re.sub(r"\s+", " ", one.get_text(" ", strip=True)) for one in page.soup.select(".figures > *")]


def press(client: FlaskClient, path: str, words: str):
    """The button of these words on the page."""
    page = client.get(path)
    form = next(form for form in page.soup.select("main form") if words in form.get_text())
    hidden = {one["name"]: one.get("value", "") for one in form.select("input[type=hidden]")}
    return client.post(form["action"], data=hidden, follow_redirects=True)


def titles(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.execute(sa.select(Need.title).order_by(Need.id)).scalars())


def test_from_the_file_to_published_needs(app: Flask, buyer: FlaskClient) -> None:
    """Row U2: another order, accents; refused with reasons, mended, imported, again without change, undone."""
    page = show(buyer, send(buyer, f"{HEAD}\n{GOOD}\n{BAD}\n"))
    path = f"/programme/{re.search(r'/programme/([0-9]+)/import', page.text)[1]}"

    assert figures(page) == ["1 nouvelle ligne", "0 ligne modifiée", "0 ligne inchangée", "1 ligne refusée"]
    problems = page.soup.select("[name^=fix-3-]")
    assert [one["name"] for one in problems] == ["fix-3-nature", "fix-3-place", "fix-3-starts_on"]
    assert "32/13" in page.text
    assert titles(app) == []

    refused = buyer.get(f"{path}/refused.csv").data
    assert read(refused).lines[0].cells[:2] == ("Saint-Denis", "Peinture")

    homonym = page.soup.select_one("[name=fix-3-place] option:nth-of-type(2)")["value"]
    fixes = {"fix-3-nature": "works", "fix-3-place": homonym, "fix-3-starts_on": f"1/4/{YEAR}"}
    token = page.soup.select_one("[name=csrf_token]")["value"]
    page = buyer.post(path, data={**fixes, "csrf_token": token}, follow_redirects=True)
    assert figures(page)[0] == "2 nouvelles lignes"

    done = press(buyer, path, "Tout importer")
    assert "2 lignes sont importées" in done.text
    assert titles(app) == ["Tonte des écoles", "Peinture"]

    ready = buyer.get("/programme/publish")
    assert len(ready.soup.select("input[name=needs]")) == 2
    day = (datetime.now(UTC) + timedelta(days=40)).strftime("%d/%m/%Y")
    buyer.submit(
        "/programme/publish", {"day": day, "needs": [ready.soup.select("input[name=needs]")[0]["value"]]}
    )
    with app.app_context():
        states = list(db.session.execute(sa.select(Need.status).order_by(Need.id)).scalars())
    assert states == [NeedStatus.PUBLISHED, NeedStatus.DRAFT]

    undone = press(buyer, path, "Annuler cet import")
    assert "1 ligne est reprise" in undone.text
    assert "Tonte des écoles" in undone.text
    assert titles(app) == ["Tonte des écoles"]


def test_importing_again_changes_nothing_and_a_change_touches_its_cell_alone(
    app: Flask, buyer: FlaskClient
) -> None:
    """Row U2."""
    lines = "\n".join(GOOD.replace("écoles;", f"écoles {number};") for number in range(40))
    first = show(buyer, send(buyer, f"{HEAD}\n{lines}\n"))
    press(buyer, first.request.path, "Tout importer")
    with app.app_context():
        versions = dict(db.session.execute(sa.select(Need.id, Need.version)).all())

    again = show(buyer, send(buyer, f"{HEAD}\n{lines}\n"))
    assert figures(again) == [
        "0 nouvelle ligne",
        "0 ligne modifiée",
        "40 lignes inchangées",
        "0 ligne refusée",
    ]
    press(buyer, again.request.path, "Tout importer")
    with app.app_context():
        assert dict(db.session.execute(sa.select(Need.id, Need.version)).all()) == versions

    changed = show(buyer, send(buyer, f"{HEAD}\n{lines.replace('45 000', '70 000', 1)}\n"))
    assert figures(changed)[1] == "1 ligne modifiée"
    press(buyer, changed.request.path, "Tout importer")
    press(buyer, changed.request.path, "Annuler cet import")
    with app.app_context():
        bands = set(db.session.execute(sa.select(Need.amount_band)).scalars())
    assert bands == {"25-60k"}


def test_columns_are_chosen_once_and_remembered(buyer: FlaskClient) -> None:
    odd = "Xyz;Lieu\nTonte;Arras\n"
    page = show(buyer, send(buyer, odd))
    path = page.request.path
    assert figures(page)[3] == "1 ligne refusée"
    token = page.soup.select_one("[name=csrf_token]")["value"]
    wrong = buyer.post(f"{path}/columns", data={"csrf_token": token, "title": "1", "place": "1"})
    right = {"csrf_token": token, "title": "0", "place": "1"}

    assert wrong.status_code == 422
    assert figures(buyer.post(f"{path}/columns", data=right, follow_redirects=True))[0] == "1 nouvelle ligne"
    assert figures(show(buyer, send(buyer, odd)))[0] == "1 nouvelle ligne"


@pytest.mark.one_engine
@pytest.mark.parametrize("name", ["nothing", "PNG called CSV", "open quote", "zip bomb", "too many columns"])
def test_hostile_files_are_refused_beside_the_field(app: Flask, buyer: FlaskClient, name: str) -> None:
    """Row U1: nothing is kept, nothing of the file's name is reflected."""
    answer = send(buyer, REFUSED[name][0] or b" ", "../../<script>alert(1)</script>.csv")

    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    with app.app_context():
        assert db.session.execute(sa.select(sa.func.count(ProgrammeImport.id))).scalar_one() == 0


def test_a_colleague_of_another_body_sees_nothing(buyer: FlaskClient, make: Make, app: Flask) -> None:
    page = show(buyer, send(buyer, f"{HEAD}\n{GOOD}\n"))
    rival = app.test_client()
    make.sign_in(rival, make.member(make.buyer(), Role.BUYER))

    for path in ("", "/refused.csv"):
        assert rival.get(page.request.path + path).status_code == 404
    token = rival.get("/legal").soup.select_one("input[name=csrf_token]")["value"]
    for path in ("", "/import", "/undo", "/columns"):
        assert rival.post(page.request.path + path, data={"csrf_token": token}).status_code == 404


def test_ten_presses_are_one_import_and_yesterday_s_cannot_be_undone(app: Flask, buyer: FlaskClient) -> None:
    page = show(buyer, send(buyer, f"{HEAD}\n{GOOD}\n"))
    path, token = page.request.path, page.soup.select_one("[name=csrf_token]")["value"]
    for _ in range(3):
        buyer.post(f"{path}/import", data={"csrf_token": token})
    with app.app_context():
        one = db.session.execute(sa.select(ProgrammeImport)).scalar_one()
        assert (one.state, one.counts["new"]) == (ImportState.DONE, 1)
        one.done_at -= timedelta(hours=25)
        db.session.commit()

    assert titles(app) == ["Tonte des écoles"]
    assert buyer.post(f"{path}/undo", data={"csrf_token": token}).status_code == 409


@pytest.mark.one_engine
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_is_read_without_a_fault(buyer: FlaskClient, ending: str) -> None:
    page = show(buyer, send(buyer, buyer.get(f"/programme/template.{ending}").data, f"modele.{ending}"))

    assert figures(page) == ["1 nouvelle ligne", "0 ligne modifiée", "0 ligne inchangée", "0 ligne refusée"]
