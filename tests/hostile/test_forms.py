"""Every form that is shown, with what hostile hands put into it: explained or refused, never a fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from matchmaker.extensions import db
from tests.browsing import Page, shown_values
from tests.hostile import payloads
from tests.hostile.looking import faults
from tests.hostile.world import Reader, World

READERS = ("anonymous", "buyer", "supplier", "organiser")
# Rows that a refusal itself writes: wrong passwords are counted.
COUNTED = {"failed_sign_ins"}


@dataclass
class Found:
    """A form as a reader is shown it."""

    role: str
    action: str
    values: dict[str, Any]

    @property
    def fields(self) -> list[str]:
        return [name for name in self.values if name != "csrf_token"]


def forms(world: World, role: str) -> list[Found]:
    """Each form of each page, once."""
    seen: dict[tuple[str, str], Found] = {}
    browser = world.browsers[role]
    browser.response_wrapper = Page
    for rule in world.rules("GET"):
        for values in (world.published, world.drafts):
            address = world.address(rule, values)
            page = browser.get(address)
            if page.status_code == 200 and page.mimetype == "text/html":
                for form in page.soup.select("form[method=post]"):
                    action = str(form.get("action") or address)
                    if action.startswith("#"):  # a sample of the components' gallery
                        continue
                    seen.setdefault(
                        (action, " ".join(sorted(shown_values(form)))), Found(role, action, blank(form))
                    )
            if not rule.arguments:
                break
    return list(seen.values())


def blank(form: Any) -> dict[str, Any]:
    """Everything a browser could send, boxes and buttons too."""
    names = [
        str(one["name"]) for one in form.select("input[name], select[name], textarea[name], button[name]")
    ]
    return {**dict.fromkeys(names, ""), **shown_values(form)}


def post(world: World, form: Found, values: dict[str, Any], **options: Any) -> TestResponse:
    """A fresh copy of the browser, so that signing out signs nobody else out."""
    return browser(world, form.role).post(form.action, data=values, **options)


def browser(world: World, role: str) -> FlaskClient:
    fresh = Reader(world.app, world.app.response_class)
    if cookie := world.browsers[role].get_cookie("session"):
        fresh.set_cookie("session", cookie.value)
    return fresh


@pytest.mark.parametrize("role", READERS)
def test_hostile_values_in_all_fields_at_once(world: World, role: str, nothing_lasts: None) -> None:
    """Row I8."""
    found = []
    for turn, form in enumerate(forms(world, role)):
        for value in payloads.FIELDS[turn % 4 :: 4]:
            answer = post(world, form, {**dict.fromkeys(form.fields, value), "csrf_token": token(form)})
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


def token(form: Found) -> str:
    return str(form.values.get("csrf_token", ""))


def odd_bodies(form: Found) -> Iterator[tuple[str, dict[str, Any]]]:
    """What no browser sends: name, and the arguments of the request."""
    plain = "application/x-www-form-urlencoded"
    yield "nothing", {"data": {"csrf_token": token(form)}}
    yield "json", {"json": form.values}
    yield "text", {"data": "title=x", "content_type": "text/plain"}
    yield "broken multipart", {"data": b"--x\r\nbroken", "content_type": "multipart/form-data; boundary=x"}
    yield "no boundary", {"data": b"abc", "content_type": "multipart/form-data"}
    yield "bad utf-8", {"data": b"title=%ff%fe\xff&csrf_token=" + token(form).encode(), "content_type": plain}
    yield "file for a text", {"data": {**form.values, form.fields[0]: (b"", "x.txt")} if form.fields else {}}


@pytest.mark.one_engine
def test_bodies_that_no_browser_sends(world: World, nothing_lasts: None) -> None:
    found = []
    for form in forms(world, "buyer"):
        for name, body in odd_bodies(form):
            if name == "file for a text":
                continue
            answer = browser(world, "buyer").post(form.action, **body)
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
    """Row C1: absent, wrong, empty, of another session; nothing is written."""
    other = token(forms(world, "organiser" if role != "organiser" else "buyer")[0])
    tried = forms(world, role)  # opening some of these pages leaves a trace of access
    before, wrong = counts(world), []
    for form in tried:
        if form.action.startswith(ONE_CLICK):
            continue
        for forged in (None, "x", "", other, token(form)[:-1], token(form)[::-1]):
            answer = post(
                world,
                form,
                {**form.values, "csrf_token": forged}
                if forged is not None
                else {name: form.values[name] for name in form.fields},
            )
            if answer.status_code != 400:
                wrong.append((form.action, forged, answer.status_code))

    assert (wrong, counts(world)) == ([], before)


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
    for form in forms(world, role):
        if form.action.split("?")[0].endswith(places):
            post(world, form, {**EXTRA, **form.values})

    assert guarded(world) == before
