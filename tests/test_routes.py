"""Every address: who may come in, and what the bare walk of a stranger finds."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.web.policy import Access, declared


def test_every_route_declares_its_policy(app: Flask) -> None:
    undeclared = [rule.endpoint for rule in app.url_map.iter_rules() if not declared(app, rule.endpoint)]

    assert undeclared == []


def test_a_route_without_policy_is_refused(app: Flask, client: FlaskClient) -> None:
    forgotten = Flask("forgotten")
    forgotten.add_url_rule("/forgotten", "forgotten", lambda: "in")

    assert declared(forgotten, "forgotten") == ()


def test_addresses_are_plain_words_and_bounded_numbers(app: Flask) -> None:
    odd = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule != rule.rule.lower()
        or "_" in rule.rule.replace("_id>", "").replace("_", "", 0).split("<")[0]
    ]
    converters = {type(c).__name__ for rule in app.url_map.iter_rules() for c in rule._converters.values()}

    assert odd == []
    assert "IntegerConverter" not in converters


def test_private_pages_lead_a_stranger_to_sign_in(app: Flask, client: FlaskClient) -> None:
    """Row A1: never 200 for the anonymous."""
    open_to = {Access.PUBLIC, Access.DEVELOPMENT}
    private = [
        rule
        for rule in app.url_map.iter_rules()
        if not open_to & set(declared(app, rule.endpoint)) and "GET" in rule.methods
    ]
    for rule in private:
        address = app.url_map.bind("").build(rule.endpoint, {name: sample(name) for name in rule.arguments})
        assert client.get(address).status_code in (302, 401, 403, 404), rule.rule
        assert client.head(address).status_code in (302, 401, 403, 404), rule.rule


def sample(argument: str) -> int | str:
    if argument == "ending":
        return "csv"
    return 1 if argument.endswith("_id") or argument == "number" else "x"


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/.env",
        "/config.py",
        "/instance/app.db",
        "/console",
        "/needs/99999999999999999999",
        "/needs/%00",
        "/needs/٣",
        "/needs/1.0",
        "/needs/0",
        "/static/../config.py",
        "/static/..%2fconfig.py",
    ],
)
def test_what_is_not_a_page_is_404(client: FlaskClient, path: str) -> None:
    """Rows H2, I7, P3."""
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "PROPFIND"])
def test_other_methods_are_405(client: FlaskClient, method: str) -> None:
    """Row P1."""
    assert client.open("/", method=method).status_code == 405


def test_head_is_get_without_body(client: FlaskClient) -> None:
    assert (client.head("/legal").status_code, client.head("/legal").data) == (200, b"")
