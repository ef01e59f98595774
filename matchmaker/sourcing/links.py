"""The secret link that opens a firm's page of response without an account: signed, and kept nowhere."""

from __future__ import annotations

import secrets

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.sourcing.models_contacts import Contact

SALT = "sourcing.response"
LONGEST = 200


def new_nonce() -> str:
    return secrets.token_hex(8)


def token_of(contact: Contact) -> str:
    """The same as long as the contact keeps its nonce: a reminder carries the link of the invitation."""
    return str(_signer().dumps([contact.id, contact.nonce]))


def contact_of(token: str) -> Contact:
    """Raises NotFound for whatever we have not signed."""
    try:
        number, nonce = _signer().loads(token[:LONGEST])
    except (BadData, ValueError, TypeError):
        raise NotFound from None
    found = db.session.get(Contact, number) if isinstance(number, int) else None
    if found is None or found.nonce != nonce:
        raise NotFound
    return found


def _signer() -> URLSafeSerializer:
    key = current_app.config["SECRET_KEY"]
    return URLSafeSerializer(key, salt=SALT, signer_kwargs={"key_derivation": "hmac"})
