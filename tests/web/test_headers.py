"""Row H1: the exact headers of every kind of answer."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

EXACT = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


@pytest.mark.parametrize("path", ["/legal", "/nowhere", "/static/css/base.css", "/reference/communes?q=arr"])
def test_every_answer_carries_the_security_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers

    assert {name: headers.get(name) for name in EXACT} == EXACT
    assert "X-Powered-By" not in headers


def test_static_files_are_cached_and_set_no_cookie(client: FlaskClient) -> None:
    versioned = client.get("/static/css/base.css?v=abc")

    assert versioned.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in versioned.headers


def test_private_pages_are_never_stored(client: FlaskClient, make) -> None:
    make.sign_in(client, make.user())

    assert client.get("/legal").headers["Cache-Control"] == "no-store, private"


def test_public_pages_set_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/legal").headers
