"""Kinds of mail that an address does without, said in one click by a signed link (RFC 8058)."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from matchmaker.errors import NotFound
from matchmaker.notifications import preferences
from matchmaker.notifications.kinds import Frequency

SALT = "notifications.unsubscribe"
LONGEST = 500


def sign(email: str, kind: str) -> str:
    return str(_signer().dumps([email, kind]))


def signed_by_us(signed: str) -> tuple[str, str]:
    """Address and kind. Raises NotFound for whatever we have not signed."""
    try:
        email, kind = _signer().loads(signed[:LONGEST])
    except (BadData, ValueError, TypeError):
        raise NotFound from None
    return str(email), str(kind)


def refuse(email: str, kind: str, *, now: datetime) -> None:
    """Twice is once."""
    preferences.choose(email, kind, Frequency.NEVER, now=now)


def refused(email: str, kind: str) -> bool:
    return preferences.frequency(email, kind) is Frequency.NEVER


def _signer() -> URLSafeSerializer:
    key = current_app.config["SECRET_KEY"]
    return URLSafeSerializer(key, salt=SALT, signer_kwargs={"key_derivation": "hmac"})
