"""Secret links: a participant's own pages without an account, the big screen. Signed, and kept nowhere."""

from __future__ import annotations

import secrets

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from matchmaker.errors import NotFound
from matchmaker.events.models import Event, Registration
from matchmaker.extensions import db

PERSON, SCREEN = "events.person", "events.screen"
LONGEST = 200


def new_nonce() -> str:
    return secrets.token_hex(8)


def token_of(registration: Registration) -> str:
    """The same as long as the registration keeps its nonce: every mail carries the same link."""
    return str(_signer(PERSON).dumps([registration.id, registration.nonce]))


def registration_of(token: str) -> Registration:
    """Raises NotFound for whatever we have not signed, and for a link that was revoked."""
    number, nonce = _read(PERSON, token)
    found = db.session.get(Registration, number)
    if found is None or not secrets.compare_digest(found.nonce, nonce):
        raise NotFound
    return found


def screen_token_of(event: Event) -> str:
    return str(_signer(SCREEN).dumps([event.id, event.screen_nonce]))


def screen_of(token: str) -> Event:
    """Raises NotFound like `registration_of`."""
    number, nonce = _read(SCREEN, token)
    found = db.session.get(Event, number)
    if found is None or not secrets.compare_digest(found.screen_nonce, nonce):
        raise NotFound
    return found


def _read(salt: str, token: str) -> tuple[int, str]:
    try:
        number, nonce = _signer(salt).loads(token[:LONGEST])
    except (BadData, ValueError, TypeError):
        raise NotFound from None
    if not isinstance(number, int) or not isinstance(nonce, str):
        raise NotFound
    return number, nonce


def _signer(salt: str) -> URLSafeSerializer:
    key = current_app.config["SECRET_KEY"]
    return URLSafeSerializer(key, salt=salt, signer_kwargs={"key_derivation": "hmac"})
