"""Whom a request is counted against."""

from __future__ import annotations

from dataclasses import replace

from flask import g
from flask.testing import FlaskClient

from config import Settings
from matchmaker.app import create_app
from matchmaker.web.limits import requester

FORWARDED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "evil.example"}


def test_a_signed_in_person_is_counted_by_account(client: FlaskClient, make) -> None:
    user = make.user()
    make.sign_in(client, user)

    with client:
        client.get("/legal")
        assert requester() == f"user:{user.id}"
        assert g.actor.user_id == user.id


def test_an_address_that_a_stranger_writes_is_not_believed(client: FlaskClient) -> None:
    with client:
        client.get("/legal", headers=FORWARDED)
        assert requester() == "address:127.0.0.1"


def test_behind_a_trusted_proxy_the_visitor_s_address_counts(settings: Settings, store) -> None:
    browser = create_app(replace(settings, trusted_proxies=1)).test_client()

    with browser:
        browser.get("/legal", headers=FORWARDED)
        assert requester() == "address:203.0.113.9"
