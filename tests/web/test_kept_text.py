"""A form that comes too late: 400, nothing recorded, and what was typed comes back."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from matchmaker.accounts.actor import Role
from matchmaker.accounts.models import Session
from matchmaker.database import access
from matchmaker.extensions import db

LONG = "Tonte des pelouses <b>autour</b> des écoles, deux fois par mois."


def end_everything(app):
    with app.app_context(), access(read_only=False):
        db.session.execute(sa.update(Session).values(ended_at=datetime.now(UTC)))
        db.session.commit()


def test_an_ended_session_gives_the_text_back(client, app, make):
    firm = make.supplier()
    make.sign_in(client, make.member(firm, Role.SUPPLIER))
    page = client.get(f"/organisations/{firm.id}/edit")
    token = page.soup.select_one("main input[name=csrf_token]")["value"]
    end_everything(app)

    answer = client.post(f"/organisations/{firm.id}/edit", data={"description": LONG, "csrf_token": token})

    assert answer.status_code == 400
    assert [one.get_text().strip() for one in answer.soup.select("main textarea")] == [LONG]
    assert answer.soup.select_one("main li a")["href"] == f"/sign-in?next=/organisations/{firm.id}/edit"


def test_c1_a_form_without_token_gives_the_text_back_and_no_password(client):
    answer = client.post("/register", data={"first_name": "Inès", "password": "trois pommes au marché"})

    assert answer.status_code == 400
    assert "Inès" in answer.text
    assert "trois pommes" not in answer.text


def test_a_button_alone_leads_to_sign_in(client, app, make):
    make.sign_in(client, make.user())
    token = client.get("/account").soup.select_one("main input[name=csrf_token]")["value"]
    end_everything(app)

    answer = client.post("/account/sessions/end-others", data={"csrf_token": token})

    assert (answer.status_code, answer.location) == (302, "/sign-in")
