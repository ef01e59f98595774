"""Codes of six digits, new every half-minute (RFC 6238), and those for the day the telephone is lost."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import datetime

import pyotp

SECONDS = 30
# The clocks of telephones differ a little: the half-minute before and the one after count too.
DRIFT = 1
RECOVERY_CODES = 10
# No letter or digit that is taken for another when read from paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 4


def new_secret() -> str:
    return pyotp.random_base32(32)


def uri(secret: str, *, account: str, site: str) -> str:
    """What the telephone reads from the square."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=site)


def code_at(secret: str, now: datetime) -> str:
    return pyotp.TOTP(secret).generate_otp(step_at(now))


def step_at(now: datetime) -> int:
    return int(now.timestamp()) // SECONDS


def accepted_step(secret: str, code: str, *, now: datetime, last_step: int) -> int | None:
    """The half-minute that the code is of, None when it is wrong or not newer than the last that served."""
    typed = re.sub(r"\s", "", code)
    here, found = step_at(now), None
    for step in range(here - DRIFT, here + DRIFT + 1):
        right = hmac.compare_digest(pyotp.TOTP(secret).generate_otp(step).encode(), typed.encode())
        if right and step > last_step:
            found = step
    return found


def new_recovery_codes() -> tuple[str, ...]:
    """79 bits each, written in four groups."""
    return tuple(_code() for _ in range(RECOVERY_CODES))


def _code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP))
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def recovery_digest(code: str) -> str:
    """What is kept of a recovery code: as typed, whatever the capitals, blanks and hyphens."""
    bare = re.sub(r"[\s-]", "", code.lower())
    return hashlib.sha256(bare.encode(errors="replace")).hexdigest()
