"""A file of registrations: 1,000 lines of which 37 are bad, mended, imported, sent again, undone."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa

from matchmaker.events import sheets
from matchmaker.events.errors import EventClosed
from matchmaker.events.models import Event, Import, Registration, RegistrationState, Side
from matchmaker.events.services import importing
from matchmaker.extensions import db
from matchmaker.spreadsheets.reading import read
from matchmaker.web.transaction import transaction
from tests.browsing import words
from tests.factories import events
from tests.factories.make import NOW

HEAD = "Raison sociale;Profil;Nom;Prénom;Courriel;Ville;Arrivée;Remarque\r\n"


def line(number, email=None, side="Entreprise", town="Arras", arrives=""):
    email = f"p{number}@exemple.fr" if email is None else email
    return f"Atelier {number};{side};Nom{number};Léa;{email};{town};{arrives};à rappeler\r\n"


def lines_of(text):
    sheet = read(text.encode("cp1252"), "liste.csv")
    return sheet, [{"number": one.number, "cells": list(one.cells)} for one in sheet.lines]


COLUMNS = {"organisation_name": 0, "side": 1, "last_name": 2, "first_name": 3, "email": 4, "commune": 5}
COLUMNS |= {"arrives": 6}


def analyse(text, known=(), everybody=None):
    _sheet, lines = lines_of(text)
    return sheets.read(lines, COLUMNS, everybody=everybody, known=known, demonstration=True)


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (line(1, email="pas une adresse"), "email"),
        (line(1, side="?"), "side"),
        (line(1, town="Nullepart-sur-Rien"), "commune"),
        (line(1, arrives="25 h"), "arrives"),
        (";Entreprise;N;L;a@exemple.fr;Arras;;\r\n", "organisation_name"),
    ],
)
def test_each_fault_is_named_with_its_cell(bad, field, context):
    (entry,) = analyse(HEAD + bad)
    assert [problem.field for problem in entry.problems] == [field]


@pytest.mark.one_engine
def test_the_same_person_twice_in_the_file_and_somebody_known(context):
    text = HEAD + line(1) + line(2, email="P1@exemple.fr") + line(3, email="") + line(3, email="")
    first, twice, nameless, again = analyse(text, known={"p9@exemple.fr"})
    assert first.is_new
    assert nameless.is_new
    assert "2" in twice.problems[0].reason
    assert "4" in again.problems[0].reason
    assert analyse(HEAD + line(9), known={"p9@exemple.fr"})[0].known


def count(app, **values):
    with app.app_context():
        return db.session.query(Registration).filter_by(**values).count()


def test_a_thousand_lines_of_which_37_are_bad(app, client, organiser, make):
    day = events.event(make, organiser, supplier_places=950)
    here = f"/my-events/{day.id}/import"
    bad = [line(n, email="nul") for n in range(30)] + [line(n, side="?") for n in range(30, 37)]
    text = HEAD + "".join(bad) + "".join(line(n) for n in range(37, 1000))

    def send():
        return client.submit(here, {"file": (io.BytesIO(text.encode("cp1252")), "liste.csv")}).location

    preview = send()
    page = client.get(preview)
    told = words(page.soup.select_one(".tags"))
    assert told.startswith("963")
    assert "37" in told
    assert "column" in page.text or "colonne" in page.text

    mend = f"{here}/{preview.rsplit('/', 1)[1]}/mend"
    client.submit(preview, {"cell-2-4": "bien@exemple.fr"}, form=f"form[action='{mend}']")
    assert client.get(f"{preview}/refused.csv").text.count("\r\n") == 37  # headings and 36 lines
    client.submit(preview, {}, form=f"form[action='{preview}/do']")

    assert count(app, state=RegistrationState.CONFIRMED) == 950
    assert count(app, state=RegistrationState.WAITING) == 14
    assert count(app, email="bien@exemple.fr") == 1

    again = client.get(send())
    assert "Nobody new" in again.text or "Personne de nouveau" in again.text
    assert count(app) == 964


def test_undone_within_a_day_except_for_those_who_changed(app, make):
    day = events.event(make)
    sheet, _lines = lines_of(HEAD + line(1) + line(2, side="Acheteur"))
    actor = make.actor(make.user())
    with app.app_context(), transaction():
        event = db.session.get_one(Event, day.id)
        one = importing.receive(event, sheet, name="liste.csv", data=b"x", actor=actor, now=NOW)
        assert importing.carry_out(one, event, tell=False, actor=actor, now=NOW) == 2
    with app.app_context(), transaction():
        event, one = db.session.get_one(Event, day.id), db.session.query(Import).one()
        changed = db.session.query(Registration).filter_by(side=Side.BUYER).one()
        changed.job = "Directrice"
        db.session.flush()
        with pytest.raises(EventClosed):
            importing.undo(one, event, actor=actor, now=NOW + timedelta(hours=24))
        gone, stay = importing.undo(one, event, actor=actor, now=NOW + timedelta(hours=23))
        assert (gone, [person.id for person in stay]) == (1, [changed.id])
    with app.app_context():
        assert db.session.execute(sa.select(sa.func.count(Registration.id))).scalar() == 1


def test_columns_chosen_are_kept_for_the_next_event_of_the_organiser(app, make):
    body = make.organisation(is_organiser=True)
    sheet, _lines = lines_of("Qui;Quoi\r\nAtelier;Menuiserie\r\n")
    actor = make.actor(make.user())
    with app.app_context(), transaction():
        for number, day in enumerate((events.event(make, body), events.event(make, body))):
            event = db.session.get_one(Event, day.id)
            one = importing.receive(event, sheet, name="liste.csv", data=b"x", actor=actor, now=NOW)
            if number == 0:
                assert one.columns == {}
                importing.choose(one, {"organisation_name": 0, "words": 1}, Side.SUPPLIER)
        assert one.columns == {"organisation_name": 0, "words": 1, "everybody": "supplier"}


@pytest.mark.one_engine
def test_an_import_is_reached_through_its_own_event_alone(app, client, organiser, make):
    """The same organiser's other event, and another organiser's, know nothing of it; nobody comes in."""
    mine, other = events.event(make, organiser), events.event(make, organiser)
    stranger = events.event(make)
    text = (HEAD + line(1)).encode("cp1252")
    preview = client.submit(
        f"/my-events/{mine.id}/import", {"file": (io.BytesIO(text), "liste.csv")}
    ).location
    number = preview.rsplit("/", 1)[1]

    for event in (other, stranger):
        there = f"/my-events/{event.id}/import/{number}"
        assert client.get(there).status_code == 404
        assert client.get(f"{there}/refused.csv").status_code == 404
        for act in ("do", "mend", "columns", "undo"):
            token = client.get(preview).soup.select_one("input[name=csrf_token]")["value"]
            assert client.post(f"{there}/{act}", data={"csrf_token": token}).status_code == 404
    assert count(app) == 0
