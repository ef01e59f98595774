"""Every form that is shown, with what hostile hands put into it: explained or refused, never a fault."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from matchmaker.extensions import db
from matchmaker.web import matrix
from tests.hostile import payloads
from tests.hostile.looking import faults
from tests.hostile.touring import Found, tour
from tests.hostile.world import Reader, World

READERS = ("anonymous", "buyer", "supplier", "organiser")
ROWS = {row.endpoint: row.cells for row in matrix.rows()}
# Rows that a refusal itself writes: wrong passwords are counted.
COUNTED = {"failed_sign_ins"}


def forms(world: World, role: str) -> list[Found]:
    """Those that this reader is shown; what everybody signed in may post to is tried by the buyer alone."""
    shown = tour(world, role).forms()
    return [form for form in shown if role in ("anonymous", "buyer") or not everybodys(world, form.action)]


def everybodys(world: World, action: str) -> bool:
    endpoint, _ = world.app.url_map.bind("localhost").match(urlsplit(action).path, "POST")
    return ROWS[endpoint]["user"] == "yes"


def post(world: World, form: Found, values: dict[str, Any]) -> TestResponse:
    return browser(world, form).post(form.action, data=values)


def browser(world: World, form: Found) -> FlaskClient:
    """A fresh copy of the one that was shown it, so that signing out signs nobody else out."""
    fresh = Reader(world.app, world.app.response_class)
    if form.cookie:
        fresh.set_cookie("session", form.cookie)
    return fresh


@pytest.mark.parametrize("role", READERS)
def test_hostile_values_in_all_fields_at_once(world: World, role: str, nothing_lasts: None) -> None:
    """Row I8."""
    found = []
    for turn, form in enumerate(forms(world, role)):
        for value in payloads.FIELDS[turn % 4 :: 4]:
            answer = post(world, form, {**dict.fromkeys(form.fields, value), "csrf_token": form.token})
            found += faults(answer, f"{role} POST {form.action} all={value[:30]!r}")

    assert found == []


@pytest.mark.one_engine
@pytest.mark.parametrize("role", READERS)
def test_hostile_values_in_each_field_alone(world: World, role: str, nothing_lasts: None) -> None:
    """Row I8: the others being right, so that the value comes as far as it can."""
    found = []
    for form in forms(world, role):
        for turn, name in enumerate(form.fields):
            for value in payloads.ALONE[turn % 3 :: 3]:
                answer = post(world, form, {**form.values, name: value})
                found += faults(answer, f"{role} POST {form.action} {name}={value[:30]!r}")

    assert found == []


def odd_bodies(form: Found) -> Iterator[tuple[str, dict[str, Any]]]:
    """What no browser sends: name, and the arguments of the request."""
    plain = "application/x-www-form-urlencoded"
    yield "nothing", {"data": {"csrf_token": form.token}}
    yield "json", {"json": form.values}
    yield "text", {"data": "title=x", "content_type": "text/plain"}
    yield "broken multipart", {"data": b"--x\r\nbroken", "content_type": "multipart/form-data; boundary=x"}
    yield "no boundary", {"data": b"abc", "content_type": "multipart/form-data"}
    yield "bad utf-8", {"data": b"title=%ff%fe\xff&csrf_token=" + form.token.encode(), "content_type": plain}
    yield "file for a text", {"data": {**form.values, form.fields[0]: (b"", "x.txt")} if form.fields else {}}


@pytest.mark.one_engine
@pytest.mark.parametrize("role", ["buyer"])
def test_bodies_that_no_browser_sends(world: World, role: str, nothing_lasts: None) -> None:
    found = []
    for form in forms(world, role):
        for name, body in odd_bodies(form):
            if name == "file for a text":
                continue
            answer = browser(world, form).post(form.action, **body)
            found += faults(answer, f"POST {form.action} {name}")

    assert found == []


def counts(world: World) -> dict[str, int]:
    with world.app.app_context():
        return {
            table.name: db.session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in db.metadata.sorted_tables
            if table.name not in COUNTED
        }


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"title=" + b"x" * 3_000_000, "application/x-www-form-urlencoded"),
        (b"x" * 40_000_000, "application/x-www-form-urlencoded"),
        (b"x" * 40_000_000, "application/octet-stream"),
        (b"x=1&" * 50_000, "application/x-www-form-urlencoded"),
        (
            b"--b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n" * 50_000,
            "multipart/form-data; boundary=b",
        ),
    ],
    ids=["3 MB field", "40 MB form", "40 MB of bytes", "50000 fields", "50000 parts"],
)
def test_enormous_bodies_are_refused_and_write_nothing(world: World, body: bytes, content_type: str) -> None:
    """Row I8."""
    before, found = counts(world), []
    for path in ("/sign-in", "/register", "/needs/new", "/account"):
        answer = world.browsers["buyer"].post(path, data=body, content_type=content_type)
        found += faults(answer, path)
        if answer.status_code not in (400, 413):
            found.append(f"{path}: {answer.status_code}")

    assert (found, counts(world)) == ([], before)


# Mail programs post there by themselves (RFC 8058): the signature in the address is its token.
ONE_CLICK = "/unsubscribe/"


@pytest.mark.one_engine
@pytest.mark.parametrize("role", READERS)
def test_no_form_works_without_its_token(world: World, role: str) -> None:
    """Row C1: absent from every form; empty, wrong, cut, turned round, of another session by turns."""
    tried = forms(world, role)  # opening some of these pages leaves a trace of access
    other = token_of_somebody_else(world, role)
    before, wrong = counts(world), []
    for turn, form in enumerate(tried):
        if form.action.startswith(ONE_CLICK):
            continue
        bare = {name: form.values[name] for name in form.fields}
        forged = ("", "x", form.token[:-1], form.token[::-1], other)[turn % 5]
        for values in (bare, {**bare, "csrf_token": forged}):
            answer = post(world, form, values)
            if answer.status_code != 400:
                wrong.append((form.action, values.get("csrf_token"), answer.status_code))

    assert (wrong, counts(world)) == ([], before)


def token_of_somebody_else(world: World, role: str) -> str:
    page = world.browsers["organiser" if role != "organiser" else "buyer"].get("/account")
    shown = BeautifulSoup(page.text, "html.parser").select_one("input[name=csrf_token]")
    assert shown is not None
    return str(shown["value"])


EXTRA = dict.fromkeys(("id", "owner_id", "organisation_id", "author_id", "user_id"), "1")
EXTRA |= dict.fromkeys(("verified", "administrator", "is_buyer", "is_organiser"), "1")
EXTRA |= dict.fromkeys(("created_at", "confirmed_at", "published_at"), "2000-01-01")
EXTRA |= {"role": "organiser", "status": "published", "password_hash": "x", "reference": "B-1"}
GUARDED = ("administrator", "status", "owner_id", "organisation_id", "author_id", "reference", "published_at")
GUARDED += ("created_at", "confirmed_at", "password_hash", "is_buyer", "is_organiser", "id")


def guarded(world: World) -> dict[str, list[Any]]:
    """The columns that no form may set."""
    with world.app.app_context():
        return {
            f"{table.name}.{column.name}": sorted(map(str, db.session.execute(sa.select(column)).scalars()))
            for table in db.metadata.sorted_tables
            for column in table.columns
            if table.name in ("users", "needs", "offers", "organisations") and column.name in GUARDED
        }


@pytest.mark.one_engine
@pytest.mark.parametrize("role", ["buyer", "supplier"])
def test_extra_fields_are_ignored(world: World, role: str) -> None:
    """Row Z2: on the forms that change a thing in place."""
    before, places = guarded(world), ("/account", "/what", "/how-much", "/scope", "/edit")
    tried, world.spent = forms(world, role), True
    for form in tried:
        if form.action.split("?")[0].endswith(places):
            post(world, form, {**EXTRA, **form.values})

    assert guarded(world) == before
