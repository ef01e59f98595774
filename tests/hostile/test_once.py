"""Ten equal posts make one object (row K1). The set-up is known to bite: without the constraint, ten."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from matchmaker.extensions import db
from matchmaker.needs.models import Need
from matchmaker.web.models import FormKey
from tests.browsing import CheckedClient, shown_values
from tests.factories import Make
from tests.hostile.race import together

POSTS = 10
Post = Callable[[], list[tuple[int, str]]]


@pytest.fixture
def ten_posts(app: Flask, client: CheckedClient, make: Make) -> Post:
    """The form that begins a need, opened once by a buyer and sent ten times at the same moment."""
    buyer = make.member(make.buyer(), "buyer")
    make.sign_in(client, buyer)
    form = client.get("/needs/new").soup.select_one("main form[method=post]")
    values = {**shown_values(form), "title": "Tonte des pelouses"}
    cookie = client.get_cookie("session").value

    def send(_number: int) -> tuple[int, str]:
        one = app.test_client()
        one.set_cookie("session", cookie)
        answer = one.post("/needs/new", data=values)
        return answer.status_code, answer.headers.get("Location", "")

    return lambda: together(POSTS, send)


def count(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.query(model).count()


def test_ten_equal_posts_make_one_need(app: Flask, ten_posts: Post) -> None:
    answers = ten_posts()

    assert len(set(answers)) == 1
    assert answers[0][0] == 303
    assert (count(app, Need), count(app, FormKey)) == (1, 1)


@pytest.fixture
def without_constraint(app: Flask) -> None:
    """The table of form keys as it would be if nobody had thought of the race."""
    loose = {
        "sqlite": (
            "DROP TABLE form_keys",
            "CREATE TABLE form_keys (id INTEGER PRIMARY KEY, digest TEXT, location TEXT, at TEXT)",
        ),
        "postgresql": ("ALTER TABLE form_keys DROP CONSTRAINT uq_form_keys_digest",),
    }
    with app.app_context(), db.engine.begin() as connection:
        for statement in loose[connection.dialect.name]:
            connection.exec_driver_sql(statement)


def test_without_the_constraint_the_same_posts_make_ten(
    app: Flask, ten_posts: Post, without_constraint: None
) -> None:
    ten_posts()

    assert count(app, Need) == POSTS


def test_a_second_press_long_after_leads_to_the_same_object(app: Flask, ten_posts: Post) -> None:
    first, later = ten_posts(), ten_posts()

    assert (set(first), count(app, Need)) == (set(later), 1)


def test_two_forms_make_two_objects(app: Flask, client: CheckedClient, make: Make) -> None:
    make.sign_in(client, make.member(make.buyer(), "buyer"))
    for _ in range(2):
        client.submit("/needs/new", {"title": "Tonte des pelouses"})

    assert count(app, Need) == 2
