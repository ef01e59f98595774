"""The link of an alert: this member of this firm about this need, signed and kept nowhere."""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from matchmaker.errors import NotFound

LONGEST = 200


def sign(salt: str, *numbers: int) -> str:
    return str(_signer(salt).dumps(numbers))


def numbers_of(salt: str, token: str, count: int) -> tuple[int, ...]:
    """Raises NotFound for whatever we have not signed."""
    try:
        found = _signer(salt).loads(token[:LONGEST])
    except (BadData, ValueError, TypeError):
        raise NotFound from None
    if not isinstance(found, list) or len(found) != count or not all(isinstance(one, int) for one in found):
        raise NotFound
    return tuple(found)


def _signer(salt: str) -> URLSafeSerializer:
    key = current_app.config["SECRET_KEY"]
    return URLSafeSerializer(key, salt=f"alerts.{salt}", signer_kwargs={"key_derivation": "hmac"})
